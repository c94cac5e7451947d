import { isFile, type PatchedChange } from '../git/changes.ts';
import type { Reader } from '../git/reader.ts';
import { grouped } from '../grouped.ts';
import { type Areas, areasOf } from '../layout/areas.ts';
import type { Area, Edit, Oid, Path } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import { editsOf, lineEndsOnly } from './edits.ts';
import { homesOf, type MovedFile } from './homes.ts';
import type { Survey } from './survey.ts';

/** What takes reading files, of every path of ours. */
export interface ReadFiles {
  /** Where the target keeps what the base keeps at a path: there, elsewhere, or nowhere. */
  homes(path: Path): readonly Path[];
  /** Which definitions a modified file's hunks lie in. */
  edits(path: Path): readonly Edit[];
}

/** Reads the files that the fork edited, and those that may have become something else in the target. */
export async function filesOf(reader: Reader, survey: Survey): Promise<ReadFiles> {
  const edited = survey.ours.filter(({ letter, hunks }) => letter === 'M' && hunks?.length);
  const moved = movedFiles(survey);
  const edges = edited.flatMap(({ before, after }) => [before, after]);
  const candidates = moved.flatMap(({ gone, come }) => [...gone, ...come].map(({ oid }) => oid));
  const bytes = await reader.bytes([...edges, ...candidates]);
  const homes = new Map(
    moved.flatMap(({ asked, gone, come }) => [...homesOf(asked, gone, come, (oid) => bytes.get(oid))]),
  );
  const theirs = new Map(survey.theirs.map(({ path, letter }) => [path, letter]));
  const homesAt = (path: Path): readonly Path[] => (theirs.get(path) === 'D' ? (homes.get(path) ?? []) : [path]);
  const blobs = new Map(survey.theirs.map(({ path, after }) => [path, after]));
  const textOf = (oid: Oid): string | undefined => bytes.get(oid)?.toString();
  const targetText = (path: Path): string => textOf(blobs.get(path) ?? '') ?? '';
  const edits = new Map<Path, readonly Edit[]>();
  for (const change of edited) edits.set(change.path, await editsAt(change, textOf, homesAt(change.path), targetText));
  return { homes: homesAt, edits: (path) => edits.get(path) ?? [] };
}

/** Areas whose files may have become one another: a test never becomes a module. */
function family(area: Area): string {
  if (area === 'source-test' || area === 'framework-test') return 'test';
  if (['framework', 'source', 'source-helper', 'protocol', 'registry'].includes(area)) return 'code';
  return area === 'fixture' ? 'fixture' : 'other';
}

const kindOf = (path: Path, areas: Areas): string => `${family(areas.of(path))} ${/\.\w+$/.exec(path)?.[0] ?? ''}`;

/** Of ours, the paths that the target lacks, a kind of file at a time; and of theirs, what went and what came of that kind. */
interface Moved {
  readonly asked: ReadonlySet<Path>;
  readonly gone: readonly MovedFile[];
  readonly come: readonly MovedFile[];
}

function movedFiles({ ours, theirs, trees }: Survey): Moved[] {
  const changed = new Set(ours.map(({ path }) => path));
  const dead = theirs.filter(({ letter, modes }) => letter === 'D' && isFile(modes[0]));
  if (!dead.some(({ path }) => changed.has(path))) return [];
  const [then, now] = [areasOf(trees.base.layout), areasOf(trees.target.layout)];
  const gone = grouped(dead, ({ path }) => kindOf(path, then));
  const added = theirs.filter(({ letter, modes }) => letter === 'A' && isFile(modes[1]));
  const come = grouped(added, ({ path }) => kindOf(path, now));
  return [...gone].flatMap(([kind, files]) => {
    const asked = new Set(files.map(({ path }) => path).filter((path) => changed.has(path)));
    if (asked.size === 0) return [];
    return [
      {
        asked,
        gone: files.map(({ path, before }) => ({ path, oid: before })),
        come: (come.get(kind) ?? []).map(({ path, after }) => ({ path, oid: after })),
      },
    ];
  });
}

/** The edits of one file; a parser is loaded only for a language that the fork edited. */
async function editsAt(
  { path, before, after, hunks }: PatchedChange,
  textOf: (oid: Oid) => string | undefined,
  homes: readonly Path[],
  targetText: (path: Path) => string,
): Promise<Edit[]> {
  const analyzer = analyzerFor(path);
  const [base, fork] = [textOf(before), textOf(after)];
  const unread = !analyzer || base === undefined || fork === undefined || lineEndsOnly(hunks ?? []);
  if (unread) return editsOf(hunks ?? [], null, null);
  const find = await analyzer.openPlaces();
  const edits = editsOf(hunks ?? [], find(base), find(fork));
  if (homes.includes(path)) return edits;
  const parts = homes.map((home) => ({
    home,
    names: new Set(find(targetText(home)).map(({ name }) => name)),
  }));
  const homesWith = (symbol: string): Path[] => parts.flatMap(({ home, names }) => (names.has(symbol) ? [home] : []));
  return edits.map((edit) => {
    const { symbol, did } = edit;
    const own = symbol === null ? [] : homesWith(symbol);
    // what the fork added has its class's home
    const around = did === 'added' && own.length === 0 && symbol?.includes('.') ? homesWith(containerOf(symbol)) : own;
    return { ...edit, home: around.length === 1 ? (around[0] ?? null) : null };
  });
}

const containerOf = (symbol: string): string => symbol.slice(0, symbol.lastIndexOf('.'));
