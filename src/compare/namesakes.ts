import type { Path } from '../model.ts';
import { enough, identical, type MovedFile } from './homes.ts';
import { tellingLines } from './lines.ts';

/** New files that by their names may be what an old one became, in the order in which they are tried. */
export interface Namesakes {
  readonly file: MovedFile;
  /** Where it went unchanged; null when it did not. */
  readonly same: Path | null;
  readonly tries: readonly (readonly MovedFile[])[];
}

/** So many files of one name (`client.py` of every source) tell nothing. */
const mostNamesakes = 12;

/**
 * Of each asked file, the new files that lie where it lay in another folder, or whose path has its name in it where no other old
 * file's has. To tell by name what became of a file takes reading a few others; to tell by lines alone, all that went and came.
 */
export function namesakesOf(
  asked: ReadonlySet<Path>,
  gone: readonly MovedFile[],
  come: readonly MovedFile[],
): readonly Namesakes[] {
  const whole = identical(gone, come);
  const names = new Map([...gone, ...come].map((file) => [file, namesIn(file.path)]));
  return gone.flatMap((file) => {
    const { path } = file;
    if (!asked.has(path)) return [];
    const below = come.filter((one) => one.path.endsWith(`/${path}`));
    const name = names.get(file)?.at(-1) ?? '';
    const mentions = (one: MovedFile): boolean => names.get(one)?.includes(name) ?? false;
    const named = gone.filter(mentions).length === 1 ? come.filter(mentions) : [];
    const tries = [below, [...new Set([...below, ...named])]].filter(
      ({ length }) => length > 0 && length <= mostNamesakes,
    );
    const same = whole.get(path) ?? null;
    return [{ file, same, tries: same === null ? tries : [] }];
  });
}

/** `app/box/client.py` -> `app`, `box`, `client`; a test has the name of what it tests. */
const namesIn = (path: Path): string[] =>
  path.split('/').map((part) => part.replace(/\.\w+$/, '').replace(/^test_/, ''));

/** A file of fewer lines than this may be found in another by chance. */
const fewest = 10;

/** A share of lines that two files may have in common by chance. */
const byChance = 0.1;

/** Where the path is the same but for a folder around it, upstream may since have written as much again. */
const half = 0.5;

/** Its namesakes are all that a file became when they have so much of it. */
const mostOfIt = 0.9;

/**
 * What a file became, if its namesakes tell: each of them has most of its lines from there, or none, and together they have
 * nearly all of it. Null otherwise. Held against {@link homesOf} on every Python file that went in five pairs of releases, 868
 * in all: names tell 727 of them, 717 as lines do, and of the ten others (four files, again and again) lines are wrong.
 */
export function homesByName(
  { file, same, tries }: Namesakes,
  bytesOf: (oid: string) => Uint8Array | undefined,
): Path[] | null {
  const linesOf = ({ oid }: MovedFile): Int32Array => tellingLines(bytesOf(oid) ?? new Uint8Array());
  if (same !== null) return [same];
  const lines = linesOf(file);
  if (new Set(lines).size < fewest) return null;
  for (const named of tries) {
    const found = homesAmong(named, { path: file.path, lines }, linesOf);
    if (found !== null) return found;
  }
  return null;
}

function homesAmong(
  named: readonly MovedFile[],
  { path, lines }: { readonly path: Path; readonly lines: Int32Array },
  linesOf: (file: MovedFile) => Int32Array,
): Path[] | null {
  const mine = new Set(lines);
  const found = new Set<number>();
  const homes: Path[] = [];
  for (const one of named) {
    const theirs = linesOf(one);
    const shared = new Set(theirs.filter((line) => mine.has(line)));
    for (const line of shared) found.add(line);
    const licence = new Set(bothStartWith(lines, theirs));
    const [all, from] = [new Set(theirs), shared].map((some) => [...some].filter((line) => !licence.has(line)).length);
    if (from === undefined || all === undefined || from < enough.lines || from / all <= byChance) continue;
    if (from / all < (one.path.endsWith(`/${path}`) ? half : enough.share)) return null;
    homes.push(one.path);
  }
  return found.size / mine.size < mostOfIt ? null : homes.sort();
}

/** Lines of a licence, which every file starts with; nothing where files start alike because they are. */
function bothStartWith(lines: Int32Array, others: Int32Array): Int32Array {
  let end = 0;
  while (end < lines.length && lines[end] === others[end]) end++;
  return lines.subarray(0, end < mostOfLicence ? end : 0);
}

const mostOfLicence = 8;
