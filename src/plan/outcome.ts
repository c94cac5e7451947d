import { attribute } from '../compare/forecast.ts';
import { treeChanges } from '../git/changes.ts';
import { type Merge, mergeTree, movedAside, virtualCommit } from '../git/merge.ts';
import type { Git } from '../git/run.ts';
import type { Comparison, Conflict, Oid, Path } from '../model.ts';

/** What is to be merged into what. */
export interface MergeQuestion {
  readonly room: Git;
  readonly comparison: Comparison;
  /** The fork's tree. */
  readonly tree: Oid;
}

/** What merging an upstream release into the fork leaves, path by path. */
export interface Outcome {
  readonly merge: Merge;
  /** Conflicts that the fork's own changes cause. */
  readonly ours: readonly Conflict[];
  /** Conflicts and leftovers between upstream's own lines: what upstream has there is right. */
  readonly takeTarget: readonly Path[];
  /** The same where upstream has nothing. */
  readonly remove: readonly Path[];
}

/** What the fork changed: path -> its blob, null where it deleted. */
export function changedBy({ changes }: Comparison): Map<Path, Oid | null> {
  const changed = new Map<Path, Oid | null>();
  for (const { path, from, after } of changes) {
    if (from !== null) changed.set(from, null);
    changed.set(path, after);
  }
  return changed;
}

/** The commit that a merge starts from: the fork, or, where its history hides its base, the fork with that base as a parent. */
export async function startOf({ room, comparison, tree }: MergeQuestion): Promise<Oid> {
  const { fork, base, target } = comparison;
  if (base.how === 'graph' || base.how === 'given') return fork.sha;
  return virtualCommit(room, tree, [fork.sha, base.sha], Math.max(base.date, target.date));
}

/**
 * What the fork makes of a release: path -> blob where the release merged into the fork (`merged`, a tree) differs from the
 * release merged into the fork's base. Without the second merge, upstream's own lines would count as ours.
 */
export async function contributed(room: Git, base: Oid, to: Oid, merged: Oid): Promise<Map<Path, Oid | null>> {
  const bare = await mergeTree(room, to, base);
  return new Map((await treeChanges(room, bare.tree, merged)).map(({ path, after }) => [path, after]));
}

/** Merges `to` into `start`, to learn which paths are whose: the forecast of a check only counts upstream's own. */
export async function outcomeOf({ room, comparison }: MergeQuestion, start: Oid, to: Oid): Promise<Outcome> {
  const { base, changes } = comparison;
  const merge = await mergeTree(room, to, start);
  const [made, against] = await Promise.all([
    contributed(room, base.sha, to, merge.tree),
    treeChanges(room, to, merge.tree),
  ]);
  const { conflicts } = attribute(merge, changedBy(comparison));
  const ours = new Set<Path>([
    ...conflicts.map(({ path }) => path),
    ...conflicts.flatMap(({ ours: file }) => file ?? []),
  ]);
  for (const { path, from, homes } of changes) for (const one of [path, from ?? path, ...homes]) ours.add(one);
  const aside = movedAside(merge);
  const mine = (path: Path): boolean => ours.has(aside.get(path) ?? path);
  const unmerged = new Set(merge.stages.map(({ path }) => path));
  // conflict markers name the commits merged, so that of unmerged paths the two merges always differ
  const differing = against.filter(({ path }) => !mine(path) && (unmerged.has(path) || !made.has(path)));
  const staged = new Set([...unmerged].filter((path) => !mine(path)));
  const added = new Set(differing.filter(({ letter }) => letter === 'A').map(({ path }) => path));
  const inTarget = new Set(merge.stages.filter(({ stage }) => stage === 2).map(({ path }) => path));
  const has = (path: Path): boolean => (staged.has(path) ? inTarget.has(path) : !added.has(path));
  const all = [...new Set([...differing.map(({ path }) => path), ...staged])].sort();
  return { merge, ours: conflicts, takeTarget: all.filter(has), remove: all.filter((path) => !has(path)) };
}
