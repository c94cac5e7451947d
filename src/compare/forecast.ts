import { isFile } from '../git/changes.ts';
import { type Merge, movedAside } from '../git/merge.ts';
import type { Conflict, Forecast, Oid, Path } from '../model.ts';
import { clashOf } from './clash.ts';

/**
 * Which of a merge's conflicts are the fork's: upstream's release lines conflict with each other all the time, and those
 * conflicts are nobody's fault here. A conflicted path is the fork's when
 * 1. its stage 3 is a blob that the fork brought, or
 * 2. it has no stage 3 and the fork changed the path, or something below it, or
 * 3. a conflict message names it together with a path of 1 or 2, or, where the type speaks of a rename, with a path that
 *    the fork changed (rename/rename leaves upstream's destination with stage 2 alone).
 * Measured on 53 real forks against the merge with the true base: 204 of 387 conflicted files, 52 of 53 forks equal.
 * `texts` holds what {@link clashing} names; without it no lines are told.
 */
export function attribute(
  merge: Merge,
  changed: ReadonlyMap<Path, Oid | null>,
  texts: ReadonlyMap<Oid, string> = new Map(),
): Forecast {
  if (merge.clean) return { conflicts: [], others: 0, clean: true };
  const { conflicts, staged } = inPlace(merge);
  const brought = new Set([...changed.values()].filter((oid) => oid !== null));
  const touched = withFolders(changed.keys());
  const own = (path: Path): boolean => {
    const theirs = staged.get(path) ?? null;
    return theirs === null ? touched.has(path) : brought.has(theirs);
  };
  const all = new Set([...staged.keys(), ...conflicts.flatMap(({ paths }) => paths)]);
  const ofFork = new Set([...all].filter(own));
  for (const { paths, type } of conflicts) {
    const tied = paths.some((path) => ofFork.has(path) || (type.includes('rename') && touched.has(path)));
    if (tied) for (const path of paths) ofFork.add(path);
  }
  // a message may name places that exist in no tree (`d~main`) or that nobody conflicts in: only staged paths are listed,
  // and those that only a message knows (a directory that upstream split leaves no stage at all)
  const about = byPath(conflicts, ({ paths }) => paths);
  const tiedTo = (path: Path): readonly Path[] => (about.get(path) ?? []).flatMap(({ paths }) => paths);
  const listed = [...ofFork].filter((path) => staged.has(path) || !tiedTo(path).some((one) => staged.has(one)));
  const stages = byPath(merge.stages, ({ path }) => [path]);
  return {
    conflicts: listed.sort(byText).map((path): Conflict => {
      const kinds = kindsOf(about.get(path) ?? []);
      return { path, kinds, ours: oursOf(path, tiedTo(path), changed), lines: linesOf(stages.get(path) ?? [], texts) };
    }),
    others: [...staged.keys()].filter((path) => !ofFork.has(path)).length,
    clean: listed.length === 0,
  };
}

/** The conflict messages, and each conflicted path with the blob of its stage 3, by the names that both trees know. */
function inPlace(merge: Merge): { conflicts: Merge['messages']; staged: Map<Path, Oid | null> } {
  const aside = movedAside(merge);
  const place = (path: Path): Path => aside.get(path) ?? path;
  const conflicts = merge.messages
    .filter(({ type }) => /^(CONFLICT|ERROR)/.test(type))
    .map(({ type, paths }) => ({ type, paths: [...new Set(paths.map(place))] }));
  const staged = new Map<Path, Oid | null>();
  for (const { path, stage, oid } of merge.stages) {
    staged.set(place(path), stage === 3 ? oid : (staged.get(place(path)) ?? null));
  }
  return { conflicts, staged };
}

/** The contents that tell in which lines of the fork's a merge conflicts: of each path that has all three stages. */
export function clashing({ stages }: Merge, changed: ReadonlyMap<Path, Oid | null>): Oid[] {
  const brought = new Set(changed.values());
  const paths = new Set(stages.filter(({ stage, oid }) => stage === 3 && brought.has(oid)).map(({ path }) => path));
  return stages.flatMap(({ path, oid, mode }) => (paths.has(path) && isFile(mode) ? [oid] : []));
}

/** Things by each of the paths that they are about. */
function byPath<T>(things: readonly T[], pathsOf: (thing: T) => readonly Path[]): ReadonlyMap<Path, readonly T[]> {
  const found = new Map<Path, T[]>();
  for (const thing of things)
    for (const path of pathsOf(thing)) {
      const known = found.get(path);
      if (known) known.push(thing);
      else found.set(path, [thing]);
    }
  return found;
}

function linesOf(stages: Merge['stages'], texts: ReadonlyMap<Oid, string>): string[] {
  const [base, target, fork] = ([1, 2, 3] as const).map((stage) => {
    const oid = stages.find((one) => one.stage === stage)?.oid;
    return oid === undefined ? undefined : texts.get(oid);
  });
  return base === undefined || target === undefined || fork === undefined ? [] : clashOf(base, fork, target);
}

/** The paths the fork changed and every folder above one. */
function withFolders(paths: Iterable<Path>): Set<Path> {
  const all = new Set<Path>();
  for (const path of paths) {
    for (let at = path.length; at > 0 && !all.has(path.slice(0, at)); at = path.lastIndexOf('/', at - 1)) {
      all.add(path.slice(0, at));
    }
  }
  return all;
}

/** The fork's file that a conflict is about: the path itself, one that a message ties to it, or one below it. */
function oursOf(path: Path, tied: readonly Path[], changed: ReadonlyMap<Path, Oid | null>): Path | null {
  if (changed.has(path)) return path;
  return tied.find((one) => changed.has(one)) ?? [...changed.keys()].find((one) => one.startsWith(`${path}/`)) ?? null;
}

/** `CONFLICT (modify/delete)` -> `modify/delete`. git writes two of its types without the space. */
function kindsOf(messages: Merge['messages']): string[] {
  const kinds = messages.map(({ type }) => /^(?:CONFLICT|ERROR) ?\((.+)\)$/.exec(type)?.[1] ?? type);
  return [...new Set(kinds)].sort();
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
