import type { Oid, Path } from '../model.ts';
import { tellingLines } from './lines.ts';

/** A file of the base that the target lacks, or one of the target that the base lacks. */
export interface MovedFile {
  readonly path: Path;
  readonly oid: Oid;
}

/** A target file is an old file's home when it has at least this many of its distinctive lines, making up this share. */
const enough = { lines: 2, share: 0.7 } as const;

/**
 * Where the target keeps what the base kept in the `asked` files, all of which are gone: old path -> new paths, sorted.
 *
 * git's renames are one-to-one and a restructure is one-to-many (33 sources became 93 files, of which git follows 30), so a
 * new file belongs to an old one when most of its distinctive lines come from there: lines that exactly one old file has.
 * Found 93 of 93 with one false positive on the restructure it was fitted to (research, upstream.md 4). Only lines that a
 * likely home shares are looked up, so the cost is that of reading the files once.
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
  const likely = likelyHomes(
    gone.filter(({ path }) => asked.has(path)).map(linesOf),
    come.filter(({ path }) => !taken.has(path)),
    linesOf,
  );
  const owners = ownersOf(new Set([...likely.values()].flatMap((lines) => [...lines])), gone, linesOf);
  for (const [path, lines] of likely) {
    for (const from of mainOwners(lines, owners)) homes.get(from)?.add(path);
  }
  return new Map([...homes].map(([from, found]) => [from, [...found].sort()]));
}

/** Files moved without a change. Content that several files share (an empty `__init__.py`) proves nothing. */
function identical(gone: readonly MovedFile[], come: readonly MovedFile[]): Map<Path, Path> {
  const unique = (files: readonly MovedFile[]): Map<Oid, Path> => {
    const seen = new Map<Oid, Path | null>();
    for (const { oid, path } of files) seen.set(oid, seen.has(oid) ? null : path);
    return new Map([...seen].flatMap(([oid, path]) => (path === null ? [] : [[oid, path]])));
  };
  const now = unique(come);
  return new Map([...unique(gone)].flatMap(([oid, from]) => (now.has(oid) ? [[from, now.get(oid) ?? '']] : [])));
}

/** New files that share enough lines with an asked old one to be worth a closer look, with their telling lines. */
function likelyHomes(
  asked: readonly Int32Array[],
  come: readonly MovedFile[],
  linesOf: (file: MovedFile) => Int32Array,
): Map<Path, ReadonlySet<number>> {
  const known = new Set(asked.flatMap((lines) => [...lines]));
  const likely = new Map<Path, ReadonlySet<number>>();
  for (const file of known.size ? come : []) {
    const lines = new Set(linesOf(file));
    let shared = 0;
    for (const line of lines) if (known.has(line) && ++shared >= enough.lines) break;
    if (shared >= enough.lines) likely.set(file.path, lines);
  }
  return likely;
}

/** Which old file has each of these lines; null where several have it. */
function ownersOf(
  lines: ReadonlySet<number>,
  gone: readonly MovedFile[],
  linesOf: (file: MovedFile) => Int32Array,
): Map<number, Path | null> {
  const owners = new Map<number, Path | null>();
  for (const file of lines.size ? gone : []) {
    for (const line of linesOf(file)) {
      if (!lines.has(line)) continue;
      const owner = owners.get(line);
      if (owner === undefined) owners.set(line, file.path);
      else if (owner !== file.path) owners.set(line, null);
    }
  }
  return owners;
}

function mainOwners(lines: ReadonlySet<number>, owners: ReadonlyMap<number, Path | null>): Path[] {
  const counts = new Map<Path, number>();
  let total = 0;
  for (const line of lines) {
    const owner = owners.get(line) ?? null;
    if (owner === null) continue;
    total++;
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts].flatMap(([path, n]) => (n >= enough.lines && n / total >= enough.share ? [path] : []));
}
