import { outlineReader } from '../api/module.ts';
import { judge, type Versions, versionsIn } from '../compare/published.ts';
import { oidOf } from '../compare/survey.ts';
import { lookAt } from '../compare/trees.ts';
import { readSmall, readTexts } from '../git/blobs.ts';
import { isZero, type RawChange, renames, treeChanges } from '../git/changes.ts';
import { readHistory } from '../git/history.ts';
import { entriesOf, plainFiles, type TreeEntry } from '../git/modes.ts';
import type { Git } from '../git/run.ts';
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
  /** Those of ours that are upstream's own: it had this very content there between base and target. */
  readonly published: ReadonlySet<Path>;
  readonly theirs: readonly RawChange[];
  /** Renames git sees between base and target. */
  readonly renames: readonly RawChange[];
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
  const renamed = renames(room, base, target); // takes longest and is looked at last
  renamed.catch(() => {}); // another one fails first, and says so
  const [then, ours, theirs, looked, history, read] = await Promise.all([
    entriesOf(room, base),
    treeChanges(room, base, fork),
    treeChanges(room, base, target),
    lookAt((names) => readSmall(room, names), layout, [base, target]),
    readHistory(room, { tips: [fork], without: [base] }),
    outlineReader(['any.py']),
  ]);
  const places = ours.map(({ path }) => path);
  const since = readHistory(room, { tips: [target], without: [base], places });
  since.catch(() => {}); // as above
  const entries = { base: then, fork: withChanges(then, ours), target: withChanges(then, theirs) };
  const touches = history.touches(places);
  const python = Object.values(entries).flatMap((tree) =>
    [...plainFiles(tree)].flatMap(([path, oid]) => (isPython(path) ? oid : [])),
  );
  const changed = [...touches.map(({ blob }) => blob), ...ours.flatMap(({ before, after }) => [before, after])];
  const texts = await readTexts(
    room,
    python,
    changed.filter((oid) => !isZero(oid)),
  );
  const reader = readerOf(read);
  const inputs = (tree: Entries): TreeInputs => ({ files: plainFiles(tree), layout, texts, reader });
  const [baseLooks, targetLooks] = looked;
  if (!baseLooks || !targetLooks) throw new Error('cat-file answered fewer commits than it was asked for');
  return {
    ours,
    published: publishedIn(ours, versionsIn((await since).touches(places))),
    theirs,
    renames: await renamed,
    layouts: { base: baseLooks.layout, target: targetLooks.layout },
    trees: {
      base: treeOf(inputs(entries.base)),
      fork: treeOf(inputs(entries.fork)),
      target: treeOf(inputs(entries.target)),
    },
    texts,
    entries: entries.target,
    reader,
    versions: (path) => [
      ...new Set(touches.filter((touch) => touch.path === path).flatMap(({ blob }) => texts.get(blob) ?? [])),
    ],
    targetWith: (changedTexts) => treeOf(inputs(entries.target), changedTexts),
  };
}

function publishedIn(ours: readonly RawChange[], since: Versions): Set<Path> {
  const nothing: Versions = new Map();
  const isPublished = ({ path, before, after }: RawChange): boolean =>
    judge(path, oidOf(before), oidOf(after), since, nothing).published;
  return new Set(ours.filter(isPublished).map(({ path }) => path));
}

type Entries = ReadonlyMap<Path, TreeEntry>;

/** A tree, and all that differs from it in another, is that other. */
function withChanges(tree: Entries, changes: readonly RawChange[]): Entries {
  const changed = new Map(tree);
  for (const { path, modes, after } of changes) {
    if (isZero(after)) changed.delete(path);
    else changed.set(path, { mode: modes[1], oid: after });
  }
  return changed;
}

/** Whether a port takes the file apart. Other files are merged as git does. */
export const isPython = (path: Path): boolean => path.endsWith('.py');
