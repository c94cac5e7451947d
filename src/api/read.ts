import { readTexts } from '../git/blobs.ts';
import type { Git } from '../git/run.ts';
import { filesOf } from '../git/tree.ts';
import type { Oid, Path } from '../model.ts';
import { isTest, Module, type ModuleFile, outlineReader } from './module.ts';
import { listed } from './modules.ts';
import { moduleFiles, type Root } from './roots.ts';
import { Surface } from './surface.ts';

/** Which roots each of some trees has. */
export type ChooseRoots = (trees: readonly ReadonlyMap<Path, Oid>[]) => readonly (readonly Root[])[];

/**
 * Reads the surfaces of commits: one process a commit for the names, one for all texts, whatever their number. Tests and
 * fixtures are known to be there, but not read: nobody offers anything in them.
 */
export async function readSurfaces(room: Git, commits: readonly Oid[], choose: ChooseRoots): Promise<Surface[]> {
  const trees = await Promise.all(commits.map((commit) => filesOf(room, commit)));
  const roots = choose(trees);
  const files = trees.map((tree, i) => moduleFiles(tree, roots[i] ?? []));
  const all = files.flat().filter(({ name }) => !isTest(name));
  const [texts, read] = await Promise.all([
    readTexts(
      room,
      all.map(({ oid }) => oid),
    ),
    outlineReader(all.map(({ path }) => path)),
  ]);
  const moduleOf = (file: ModuleFile): Module => new Module(file, () => texts.get(file.oid) ?? null, read);
  return files.map((list) => new Surface(listed(list.map(moduleOf))));
}
