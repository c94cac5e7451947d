import type { Oid, Path } from '../model.ts';

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
  textOf: (oid: Oid) => string | undefined,
): Map<Path, Path[]> {
  const homes = new Map([...asked].map((path) => [path, new Set<Path>()]));
  const whole = identical(gone, come);
  for (const [from, to] of whole) homes.get(from)?.add(to);
  const taken = new Set(whole.values());
  const likely = likelyHomes(
    gone.filter(({ path }) => asked.has(path)),
    come.filter(({ path }) => !taken.has(path)),
    textOf,
  );
  const owners = ownersOf(new Set([...likely.values()].flatMap((lines) => [...lines])), gone, textOf);
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
  asked: readonly MovedFile[],
  come: readonly MovedFile[],
  textOf: (oid: Oid) => string | undefined,
): Map<Path, Set<string>> {
  const known = new Set(asked.flatMap(({ oid }) => [...telling(textOf(oid) ?? '')]));
  const likely = new Map<Path, Set<string>>();
  for (const { path, oid } of known.size ? come : []) {
    const text = textOf(oid) ?? '';
    const shared = new Set<string>();
    for (const line of linesIn(text)) if (known.has(line) && shared.add(line).size >= enough.lines) break;
    if (shared.size >= enough.lines) likely.set(path, telling(text));
  }
  return likely;
}

/** Which old file has each of these lines; null where several have it. */
function ownersOf(
  lines: ReadonlySet<string>,
  gone: readonly MovedFile[],
  textOf: (oid: Oid) => string | undefined,
): Map<string, Path | null> {
  const owners = new Map<string, Path | null>();
  for (const { path, oid } of lines.size ? gone : []) {
    for (const line of linesIn(textOf(oid) ?? '')) {
      if (!lines.has(line)) continue;
      const owner = owners.get(line);
      if (owner === undefined) owners.set(line, path);
      else if (owner !== path) owners.set(line, null);
    }
  }
  return owners;
}

function mainOwners(lines: ReadonlySet<string>, owners: ReadonlyMap<string, Path | null>): Path[] {
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

/** The lines of a text that can tell where it came from, each once: not short ones or imports. */
export function telling(text: string): Set<string> {
  const lines = new Set<string>();
  for (const line of linesIn(text)) {
    if (!line.startsWith('from ') && !line.startsWith('import ')) lines.add(line);
  }
  return lines;
}

/** The lines of at least eight characters, without the space around them. */
function linesIn(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    while (at < end && text.charCodeAt(at) === 32) at++; // most of a line of Python may be its indentation
    if (end - at >= 8) {
      const line = text.slice(at, end).trim();
      if (line.length >= 8) lines.push(line);
    }
    at = end + 1;
  }
  return lines;
}
