import type { Oid, Path } from '../model.ts';
import { tellingLines } from './lines.ts';

/** A file of the base that the target lacks, or one of the target that the base lacks. */
export interface MovedFile {
  readonly path: Path;
  readonly oid: Oid;
}

/** A target file is an old file's home when it has at least this many of its distinctive lines, making up this share. */
export const enough = { lines: 2, share: 0.7 } as const;

/**
 * Where the target keeps what the base kept in the `asked` files, all of which are gone: old path -> new paths, sorted.
 *
 * git's renames are one-to-one and a restructure is one-to-many (33 sources became 93 files, of which git follows 30), so a
 * new file belongs to an old one when most of its distinctive lines come from there: lines that exactly one old file has.
 * Found 93 of 93 with one false positive on the restructure it was fitted to (research, upstream.md 4). Only the lines of
 * asked files and of likely homes are looked up, so the cost is that of reading the files once.
 */
export function homesOf(
  asked: ReadonlySet<Path>,
  gone: readonly MovedFile[],
  come: readonly MovedFile[],
  bytesOf: (oid: Oid) => Uint8Array | undefined,
): Map<Path, Path[]> {
  const homes = new Map([...asked].map((path) => [path, new Set<Path>()]));
  const whole = identical(gone, come);
  for (const [from, to] of whole) homes.get(from)?.add(to);
  const taken = new Set(whole.values());
  const linesOf = ({ oid }: MovedFile): Int32Array => tellingLines(bytesOf(oid) ?? new Uint8Array());
  const old = gone.map((file) => ({ path: file.path, lines: linesOf(file) }));
  const ours = old.flatMap(({ path, lines }) => (asked.has(path) ? [lines] : []));
  const owned = ownersOf(ours, old);
  const likely = likelyHomes(
    owned,
    come.filter(({ path }) => !taken.has(path)),
    linesOf,
  );
  const owners = ownersOf([...likely.values()], old);
  for (const [path, lines] of likely) {
    for (const from of mainOwners(lines, owners)) homes.get(from)?.add(path);
  }
  return new Map([...homes].map(([from, found]) => [from, [...found].sort()]));
}

/** Files moved without a change. Content that several files share (an empty `__init__.py`) proves nothing. */
export function identical(gone: readonly MovedFile[], come: readonly MovedFile[]): Map<Path, Path> {
  const unique = (files: readonly MovedFile[]): Map<Oid, Path> => {
    const seen = new Map<Oid, Path | null>();
    for (const { oid, path } of files) seen.set(oid, seen.has(oid) ? null : path);
    return new Map([...seen].flatMap(([oid, path]) => (path === null ? [] : [[oid, path]])));
  };
  const now = unique(come);
  return new Map([...unique(gone)].flatMap(([oid, from]) => (now.has(oid) ? [[from, now.get(oid) ?? '']] : [])));
}

/** New files that have enough lines of which an asked file alone was the owner, with their telling lines. */
function likelyHomes(
  owned: ReadonlyMap<number, Path | null>,
  come: readonly MovedFile[],
  linesOf: (file: MovedFile) => Int32Array,
): Map<Path, Int32Array> {
  const likely = new Map<Path, Int32Array>();
  for (const file of owned.size ? come : []) {
    const lines = linesOf(file);
    const shared = new Set(lines.filter((line) => (owned.get(line) ?? null) !== null));
    if (shared.size >= enough.lines) likely.set(file.path, lines);
  }
  return likely;
}

/** Which old file has each of these lines; null where several have it. */
function ownersOf(
  wanted: readonly Int32Array[],
  old: readonly { readonly path: Path; readonly lines: Int32Array }[],
): Map<number, Path | null> {
  const asked = new Set<number>();
  for (const lines of wanted) for (const line of lines) asked.add(line);
  const owners = new Map<number, Path | null>();
  for (const { path, lines } of asked.size ? old : []) {
    for (const line of lines) {
      if (!asked.has(line)) continue;
      const owner = owners.get(line);
      if (owner === undefined) owners.set(line, path);
      else if (owner !== path) owners.set(line, null);
    }
  }
  return owners;
}

function mainOwners(lines: Int32Array, owners: ReadonlyMap<number, Path | null>): Path[] {
  const counts = new Map<Path, number>();
  let total = 0;
  for (const line of new Set(lines)) {
    const owner = owners.get(line) ?? null;
    if (owner === null) continue;
    total++;
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts].flatMap(([path, n]) => (n >= enough.lines && n / total >= enough.share ? [path] : []));
}
