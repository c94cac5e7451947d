import { grouped } from '../grouped.ts';
import type { Oid, Path } from '../model.ts';

/** A file of the base that the target lacks, or one of the target that the base lacks. */
export interface MovedFile {
  readonly path: Path;
  readonly oid: Oid;
  /** Whether it is a source's own. */
  readonly source?: boolean;
}

/**
 * What the path of a new file says of an old one.
 * - `moved`: it is the old path, folders and all, in another folder, and no other new path is.
 * - `kept`: one of several such paths, or such a path without a folder; or both files are the only ones of their name, and a
 *   folder of theirs has one name.
 * - `namesake`: the old file's name, that no other has which went, is in it; or a folder of it is what the old file was.
 * - `stranger`: it says so of no old file, or it has the name of several.
 */
export type Kin = 'moved' | 'kept' | 'namesake' | 'stranger';

/** An old file, and which of the new files may be what it became. */
export interface Kindred {
  readonly file: MovedFile;
  /** Where it went unchanged, which is kin of no other; null when it did not. */
  readonly same: Path | null;
  readonly kin: Readonly<Record<Kin, readonly MovedFile[]>>;
}

/** So many files of one name (`client.py` of every source) tell nothing. */
const mostNamesakes = 12;

/** Of each asked file, the new files that it may have become. A new file that another old one has by its path is not among them. */
export function kindredOf(
  asked: ReadonlySet<Path>,
  gone: readonly MovedFile[],
  come: readonly MovedFile[],
): readonly Kindred[] {
  const whole = identical(gone, come);
  const taken = new Set(whole.values());
  const kinOf = kinIn(gone, come);
  const told = come.filter(({ path }) => !taken.has(path)).map((file) => ({ file, ...kinOf(file) }));
  const strangers = told.flatMap(({ file, kept, namesake }) => (kept.length + namesake.length === 0 ? [file] : []));
  const of = { kept: invert(told, 'kept'), namesake: invert(told, 'namesake'), alike: invert(told, 'alike') };
  const copies = grouped(gone, ({ oid }) => oid);
  return gone
    .filter(({ path }) => asked.has(path))
    .map((file): Kindred => {
      const alone = copies.get(file.oid)?.length === 1; // content that several files had proves nothing by itself
      const kept = of.kept.get(file) ?? [];
      const moved = kept.filter(
        ({ path }) => kept.length === 1 && file.path.includes('/') && path.endsWith(`/${file.path}`),
      );
      const namesake = fewOf([...(of.namesake.get(file) ?? []), ...fewOf(of.alike.get(file) ?? [])]);
      const kin = { moved, kept: moved.length > 0 ? [] : kept, namesake, stranger: alone ? strangers : [] };
      return { file, same: whole.get(file.path) ?? null, kin };
    });
}

const fewOf = (files: readonly MovedFile[]): readonly MovedFile[] => (files.length > mostNamesakes ? [] : files);

/** Files moved without a change. Content that several files share (an empty `__init__.py`) proves nothing. */
function identical(gone: readonly MovedFile[], come: readonly MovedFile[]): Map<Path, Path> {
  const unique = (files: readonly MovedFile[]): Map<Oid, Path> =>
    new Map(
      [...grouped(files, ({ oid }) => oid)].flatMap(([oid, [one, more]]) => (one && !more ? [[oid, one.path]] : [])),
    );
  const now = unique(come);
  return new Map([...unique(gone)].flatMap(([oid, from]) => (now.has(oid) ? [[from, now.get(oid) ?? '']] : [])));
}

/** The old files that a new one is kin of. */
interface KinOf {
  readonly kept: readonly MovedFile[];
  readonly namesake: readonly MovedFile[];
  /** It has the very name of several, and nothing else to say of any: a stranger that is looked at early. */
  readonly alike: readonly MovedFile[];
}

/** A path is looked up by its ends, its folders and its names: with thousands of files, each cannot be held against each. */
function kinIn(gone: readonly MovedFile[], come: readonly MovedFile[]): (file: MovedFile) => KinOf {
  const byPath = new Map(gone.map((file) => [file.path, file]));
  const byStem = grouped(gone, ({ path }) => withoutType(lastOf(path)));
  const [byLast, comeByLast] = [gone, come].map((files) => grouped(files, ({ path }) => lastOf(path)));
  const named = gone.flatMap((file) => [...new Set(namesIn(file.path))].map((name) => ({ name, file })));
  const byName = grouped(named, ({ name }) => name);
  const namedAlone = (name: string): MovedFile[] => {
    const [one, more] = byName.get(name) ?? [];
    return one && !more && namesIn(one.file.path).at(-1) === name ? [one.file] : [];
  };
  const keptAlone = (path: Path): MovedFile[] => {
    const [there, here] = [byLast?.get(lastOf(path)) ?? [], comeByLast?.get(lastOf(path)) ?? []];
    return here.length === 1 && there.length === 1 ? there.filter((file) => haveFolder(path, file.path)) : [];
  };
  return ({ path }) => {
    const within = endsOf(path).flatMap((end) => byPath.get(end) ?? []);
    const kept = within.length > 0 ? within.slice(0, 1) : keptAlone(path);
    if (kept.length > 0) return { kept, namesake: [], alike: [] };
    const folders = path.split('/').slice(0, -1);
    const became = folders
      .flatMap((folder) => byStem.get(folder) ?? [])
      .filter((file) => `/${path}`.includes(`/${withoutType(file.path)}/`));
    const namesake = [...new Set([...became, ...namesIn(path).flatMap(namedAlone)])];
    return { kept, namesake, alike: namesake.length > 0 ? [] : (byLast?.get(lastOf(path)) ?? []) };
  };
}

const withoutType = (path: Path): Path => path.replace(/\.\w+$/, '');

/** Whether a folder around both has the same name. */
function haveFolder(path: Path, other: Path): boolean {
  const folders = new Set(path.split('/').slice(0, -1));
  return other.split('/').some((part, i, parts) => i < parts.length - 1 && folders.has(part));
}

const lastOf = (path: Path): string => path.slice(path.lastIndexOf('/') + 1);

/** `app/box/client.py` -> `app`, `box`, `client`; a test has the name of what it tests. */
const namesIn = (path: Path): string[] => path.split('/').map((part) => withoutType(part).replace(/^test_/, ''));

/** `a/b/c.py` -> `b/c.py`, `c.py`. */
const endsOf = (path: Path): Path[] => [...path.matchAll(/\//g)].map(({ index }) => path.slice(index + 1));

/** By old file, the new ones that are kin of it. */
function invert(
  told: readonly ({ readonly file: MovedFile } & KinOf)[],
  how: keyof KinOf,
): Map<MovedFile, readonly MovedFile[]> {
  const pairs = told.flatMap((one) => one[how].map((old) => ({ old, file: one.file })));
  return new Map([...grouped(pairs, ({ old }) => old)].map(([old, found]) => [old, found.map(({ file }) => file)]));
}
