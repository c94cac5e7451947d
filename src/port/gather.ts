import { outlineReader, type ReadOutline } from '../api/module.ts';
import { lookAt } from '../compare/trees.ts';
import { readObjects, readTexts } from '../git/blobs.ts';
import { isZero, type RawChange, renames, treeChanges } from '../git/changes.ts';
import { readHistory } from '../git/history.ts';
import { entriesOf, type TreeEntry } from '../git/modes.ts';
import type { Git } from '../git/run.ts';
import { filesOf } from '../git/tree.ts';
import type { Layout, TreeLayout } from '../layout/layout.ts';
import type { Oid, Path } from '../model.ts';
import { type Reader, readerOf, type Tree, type TreeInputs, treeOf } from './trees.ts';

/** The three commits of a port. */
export interface Commits {
  readonly base: Oid;
  readonly fork: Oid;
  readonly target: Oid;
}

/** All that a port reads from git. */
export interface Gathered {
  readonly ours: readonly RawChange[];
  readonly theirs: readonly RawChange[];
  readonly renames: { readonly ours: readonly RawChange[]; readonly theirs: readonly RawChange[] };
  readonly layouts: { readonly base: TreeLayout; readonly target: TreeLayout };
  readonly trees: { readonly base: Tree; readonly fork: Tree; readonly target: Tree };
  readonly texts: ReadonlyMap<Oid, string>;
  /** What the target has at each path, with modes. */
  readonly entries: ReadonlyMap<Path, TreeEntry>;
  readonly reader: Reader;
  /** First parts of further module names that are the project's, beside those of the three trees. */
  readonly roots?: ReadonlySet<string>;
  /** The texts the fork's own commits gave a path, newest first. */
  versions(path: Path): readonly string[];
  /** The target with some texts changed. */
  targetWith(changed: ReadonlyMap<Path, string | null>): Tree;
}

/** Reads the three trees in a fixed number of git processes. */
export async function gather(room: Git, layout: Layout, commits: Commits): Promise<Gathered> {
  const { base, fork, target } = commits;
  const [ours, theirs, oursRenamed, theirsRenamed, baseFiles, forkFiles, targetFiles, looked, entries, history] =
    await Promise.all([
      treeChanges(room, base, fork),
      treeChanges(room, base, target),
      renames(room, base, fork),
      renames(room, base, target),
      filesOf(room, base),
      filesOf(room, fork),
      filesOf(room, target),
      lookAt((names) => readObjects(room, names), layout, [base, target]),
      entriesOf(room, target),
      readHistory(room, { tips: [fork], without: [base] }),
    ]);
  const changed = new Set(ours.map(({ path }) => path));
  const touches = history.touches([...changed]);
  const python = [baseFiles, forkFiles, targetFiles].flatMap((files) =>
    [...files].flatMap(([path, oid]) => (isPython(path) ? [oid] : [])),
  );
  const wanted = [
    ...python,
    ...touches.map(({ blob }) => blob),
    ...ours.flatMap(({ before, after }) => [before, after]),
  ];
  const texts = await readTexts(
    room,
    wanted.filter((oid) => !isZero(oid)),
  );
  const reader = readerOf(await readerFor([...changed, ...forkFiles.keys()].filter(isPython)));
  const inputs = (files: ReadonlyMap<Path, Oid>): TreeInputs => ({ files, layout, texts, reader });
  const [baseLooks, targetLooks] = looked;
  if (!baseLooks || !targetLooks) throw new Error('cat-file answered fewer commits than it was asked for');
  return {
    ours,
    theirs,
    renames: { ours: oursRenamed, theirs: theirsRenamed },
    layouts: { base: baseLooks.layout, target: targetLooks.layout },
    trees: { base: treeOf(inputs(baseFiles)), fork: treeOf(inputs(forkFiles)), target: treeOf(inputs(targetFiles)) },
    texts,
    entries,
    reader,
    versions: (path) => [
      ...new Set(touches.filter((touch) => touch.path === path).flatMap(({ blob }) => texts.get(blob) ?? [])),
    ],
    targetWith: (changedTexts) => treeOf(inputs(targetFiles), changedTexts),
  };
}

/** Whether a port takes the file apart. Other files are merged as git does. */
export const isPython = (path: Path): boolean => path.endsWith('.py');

/** No parser is loaded for a port that needs none. */
async function readerFor(paths: readonly Path[]): Promise<ReadOutline> {
  return outlineReader(paths);
}
