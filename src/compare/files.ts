import type { PatchedChange } from '../git/changes.ts';
import type { Reader } from '../git/reader.ts';
import type { Edit, Oid, Path } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import { editsOf, lineEndsOnly } from './edits.ts';
import { homesAmong, homesByName, strangersTo } from './homes.ts';
import { kindredOf } from './kin.ts';
import { type Moved, movedByKind } from './kinds.ts';
import { linesIn } from './lines.ts';
import type { Survey } from './survey.ts';

/** What takes reading files, of every path of ours. */
export interface ReadFiles {
  readonly homes: Homes;
  /** Which definitions a modified file's hunks lie in. */
  edits(path: Path): readonly Edit[];
}

/** Where the target keeps what the base keeps at a path: there, elsewhere, or nowhere. */
export type Homes = (path: Path) => readonly Path[];

/** The homes of ours, and the files that were read to find them. */
export interface FoundHomes {
  readonly homes: Homes;
  readonly bytes: ReadonlyMap<Oid, Buffer>;
}

const editedIn = ({ ours }: Survey): PatchedChange[] =>
  ours.filter(({ letter, hunks }) => letter === 'M' && hunks?.length);

/** Reads the files that the fork edited, and those that may have become something else in the target. */
export async function findHomes(reader: Reader, survey: Survey): Promise<FoundHomes> {
  const edges = editedIn(survey).flatMap(({ before, after }) => [before, after]);
  await reader.heads(edges); // then they can be asked for in one go
  const edited = reader.bytes(edges);
  edited.catch(() => {}); // whoever needs them looks at it
  await new Promise((sent) => setImmediate(sent)); // git reads them while paths are compared
  const { homes, bytes } = await movedHomes(reader, movedFiles(survey), edited);
  const theirs = new Map(survey.theirs.map(({ path, letter }) => [path, letter]));
  return { homes: (path) => (theirs.get(path) === 'D' ? (homes.get(path) ?? []) : [path]), bytes };
}

/** Tells what the fork edited in the files that it did. */
export async function filesOf(survey: Survey, { homes, bytes }: FoundHomes): Promise<ReadFiles> {
  const blobs = new Map(survey.theirs.map(({ path, after }) => [path, after]));
  const textOf = (oid: Oid): string | undefined => bytes.get(oid)?.toString();
  const targetText = (path: Path): string => textOf(blobs.get(path) ?? '') ?? '';
  const edits = new Map<Path, readonly Edit[]>();
  for (const change of editedIn(survey))
    edits.set(change.path, await editsAt(change, textOf, homes(change.path), targetText));
  return { homes, edits: (path) => edits.get(path) ?? [] };
}

/** What became of the files that moved, and what was read for it, `also` among it. Strangers are only read where names do not tell. */
async function movedHomes(reader: Reader, moved: readonly MovedOfOurs[], also: Promise<ReadonlyMap<Oid, Buffer>>) {
  const kindred = moved.flatMap(({ asked, gone, come }) => kindredOf(asked, gone, come));
  const named = kindred.flatMap(({ file, same, kin }) => {
    const others = [...kin.moved, ...kin.kept, ...kin.namesake];
    return same === null || others.length > 0 ? [file, ...others] : [];
  });
  const [known, more] = await Promise.all([also, reader.bytes(named.map(({ oid }) => oid))]);
  const bytes = new Map([...known, ...more]);
  const linesOf = linesIn((oid) => bytes.get(oid));
  const told = kindred.map((one) => ({ one, named: homesByName(one, linesOf) }));
  const strangers = new Set(told.flatMap(({ one, named }) => strangersTo(one, named).map(({ oid }) => oid)));
  for (const [oid, content] of await reader.bytes(strangers)) bytes.set(oid, content);
  return { homes: new Map(told.map(({ one, named }) => [one.file.path, homesAmong(one, named, linesOf)])), bytes };
}

/** Of ours, the paths that the target lacks; and of theirs, what moved of that kind. */
interface MovedOfOurs extends Moved {
  readonly asked: ReadonlySet<Path>;
}

function movedFiles({ ours, theirs, trees }: Survey): MovedOfOurs[] {
  const changed = new Set(ours.map(({ path }) => path));
  if (!theirs.some(({ letter, path }) => letter === 'D' && changed.has(path))) return [];
  return movedByKind(theirs, { base: trees.base.layout, target: trees.target.layout }).flatMap((moved) => {
    const asked = new Set(moved.gone.map(({ path }) => path).filter((path) => changed.has(path)));
    return asked.size === 0 ? [] : [{ ...moved, asked }];
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
  if (homes.length < 2 || homes.includes(path)) return edits; // it is where the file is
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
