import { readTexts } from '../../git/blobs.ts';
import { isZero, type RawChange } from '../../git/changes.ts';
import type { Git } from '../../git/run.ts';
import type { FileWrite } from '../../git/write.ts';
import { areasOf } from '../../layout/areas.ts';
import type { Path } from '../../model.ts';
import type { Gathered } from '../gather.ts';
import type { Left, Placed } from '../work.ts';
import { applyChange, type RequirementChange, written } from './apply.ts';
import { listsIn } from './lists.ts';
import { type Requirement, requirementIn, requirementsIn } from './requirement.ts';

/** What became of the fork's requirements. */
export interface PortedRequirements {
  /** The changes that were dealt with here, and are nobody else's business. */
  readonly taken: ReadonlySet<RawChange>;
  readonly writes: readonly FileWrite[];
  readonly placed: readonly Placed[];
  readonly left: readonly Left[];
}

/** A list of the target's that may take a requirement. */
interface Home {
  readonly path: Path;
  readonly list: string;
  readonly names: ReadonlySet<string>;
}

const nothing: PortedRequirements = { taken: new Set(), writes: [], placed: [], left: [] };

/**
 * Carries changed requirements files whose place the target has given up into the lists of its `pyproject.toml`s. Which list
 * was which file is told by what both ask for, not by their names.
 */
export async function portRequirements(
  room: Git,
  gathered: Gathered,
  ours: readonly RawChange[],
): Promise<PortedRequirements> {
  const { layouts, entries, texts } = gathered;
  const [then, now] = [areasOf(layouts.base), areasOf(layouts.target)];
  const gone = ours.filter(({ path }) => path.endsWith('.txt') && !entries.has(path) && then.of(path) === 'deps');
  const files = [...entries].filter(([path]) => path.endsWith('.toml') && now.of(path) === 'deps');
  if (gone.length === 0 || files.length === 0) return nothing;
  const read = await readTexts(
    room,
    files.map(([, { oid }]) => oid),
  );
  const tomls = new Map(files.map(([path, { oid }]) => [path, read.get(oid) ?? '']));
  const homes = [...tomls].flatMap(([path, text]) => homesIn(path, text));
  const carried = gone.map(({ path, before, after }) => {
    const of = (oid: string): Lines => requirementsIn(isZero(oid) ? '' : (texts.get(oid) ?? ''));
    return carryFile(path, of(before), of(after), tomls, homes);
  });
  const writes = [...tomls].flatMap(([path, content]): FileWrite[] => {
    const entry = entries.get(path);
    return entry === undefined || content === read.get(entry.oid) ? [] : [{ path, mode: entry.mode, content }];
  });
  return {
    taken: new Set(gone),
    writes,
    placed: carried.flatMap(({ placed }) => placed),
    left: carried.flatMap(({ left }) => left),
  };
}

/** Carries one file's requirements; `tomls` holds the new texts afterwards. */
function carryFile(path: Path, base: Lines, fork: Lines, tomls: Map<Path, string>, homes: readonly Home[]) {
  const known = new Set(base.flatMap((line) => (line.kind === 'requirement' ? [line.requirement.name] : [])));
  const home = homeOf(known, homes);
  const candidates = home === null ? [...tomls.keys()] : [home.path];
  const placed: Placed[] = [];
  const left: Left[] = optionsChanged(base, fork).map((patch) => {
    const reason = 'only requirements have a place in the lists of the target';
    return { from: path, symbol: patch.slice(1).trim(), reason, candidates, patch };
  });
  for (const change of changesIn(base, fork)) {
    const symbol = (change.kind === 'delete' ? change.base : change.fork).name;
    const at = placeOf(symbol, change, home, homes);
    const outcome =
      at === null
        ? { reason: 'which list of the target takes it cannot be told' }
        : applyChange(tomls.get(at.path) ?? '', at.list, change);
    if (at === null || 'reason' in outcome) {
      const reason = 'reason' in outcome ? outcome.reason : '';
      left.push({
        from: path,
        symbol,
        reason,
        candidates: at === null ? candidates : [at.path],
        patch: patchOf(change),
      });
      continue;
    }
    tomls.set(at.path, outcome.text);
    placed.push({ from: path, symbol, home: at.path, how: outcome.how, id: path, code: '', before: '' });
    if (change.kind === 'edit') bumpTwins(tomls, homes, at, change);
  }
  return { placed, left };
}

function homesIn(path: Path, text: string): Home[] {
  return listsIn(text).map(({ name, entries }) => ({
    path,
    list: name,
    names: new Set(entries.flatMap(({ value }) => requirementIn(value)?.name ?? [])),
  }));
}

/** The same list of another package that pins the very same: left alone, the two could not be installed together. */
function bumpTwins(tomls: Map<Path, string>, homes: readonly Home[], at: Home, change: RequirementChange): void {
  for (const { path, list } of homes) {
    if (list !== at.list || path === at.path) continue;
    const outcome = applyChange(tomls.get(path) ?? '', list, change);
    if ('text' in outcome && outcome.how === 'merged') tomls.set(path, outcome.text);
  }
}

/** The list that asks for most of what the file asked for: half of it at least, and more than any other. */
function homeOf(names: ReadonlySet<string>, homes: readonly Home[]): Home | null {
  const shared = (home: Home): number => [...names].filter((name) => home.names.has(name)).length;
  const [best, next] = homes.map((home) => ({ home, count: shared(home) })).sort((a, b) => b.count - a.count);
  if (best === undefined || best.count === 0 || best.count * 2 < names.size || best.count === next?.count) return null;
  return best.home;
}

/** The file's list; of what stands there no more, the only other one that has it. */
function placeOf(name: string, { kind }: RequirementChange, home: Home | null, homes: readonly Home[]): Home | null {
  if (home !== null && (kind === 'add' || home.names.has(name))) return home;
  const [only, other] = homes.filter(({ names }) => names.has(name));
  return only !== undefined && other === undefined ? only : home;
}

type Lines = ReturnType<typeof requirementsIn>;

/** What the fork added, changed and took out, by name and by where it counts. */
function changesIn(base: Lines, fork: Lines): RequirementChange[] {
  const key = ({ name, marker }: Requirement): string => `${name};${marker}`;
  const known = (lines: Lines) =>
    new Map(lines.flatMap((line) => (line.kind === 'requirement' ? [[key(line.requirement), line] as const] : [])));
  const [then, now] = [known(base), known(fork)];
  const [gone, come] = [without(then, now), without(now, then)];
  const changes: RequirementChange[] = [];
  for (const [at, { requirement, comments }] of now) {
    const old = then.get(at)?.requirement ?? partner(requirement, gone, come);
    if (old === undefined) changes.push({ kind: 'add', fork: requirement, comments });
    else if (written(old, old.marker) !== written(requirement, requirement.marker))
      changes.push({ kind: 'edit', base: old, fork: requirement });
  }
  for (const one of gone) if (partner(one, come, gone) === undefined) changes.push({ kind: 'delete', base: one });
  return changes;
}

type Known = ReadonlyMap<string, { readonly requirement: Requirement }>;

const without = (some: Known, others: Known): Requirement[] =>
  [...some].flatMap(([at, { requirement }]) => (others.has(at) ? [] : requirement));

/** Where one of a name went and one came, its marker was changed. */
function partner({ name }: Requirement, there: readonly Requirement[], here: readonly Requirement[]) {
  const [one, other] = there.filter((each) => each.name === name);
  const [, twin] = here.filter((each) => each.name === name);
  return other === undefined && twin === undefined ? one : undefined;
}

function optionsChanged(base: Lines, fork: Lines): string[] {
  const options = (lines: Lines): string[] => lines.flatMap((line) => (line.kind === 'option' ? [line.text] : []));
  const [then, now] = [options(base), options(fork)];
  return [
    ...now.filter((one) => !then.includes(one)).map((one) => `+${one}\n`),
    ...then.filter((one) => !now.includes(one)).map((one) => `-${one}\n`),
  ];
}

function patchOf(change: RequirementChange): string {
  const line = (sign: string, one: Requirement): string => `${sign}${written(one, one.marker)}\n`;
  return [
    ...(change.kind === 'add' ? [] : [line('-', change.base)]),
    ...(change.kind === 'delete' ? [] : [line('+', change.fork)]),
  ].join('');
}
