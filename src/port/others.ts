import { isZero, type RawChange, treeChanges } from '../git/changes.ts';
import { mergeTree } from '../git/merge.ts';
import type { Git } from '../git/run.ts';
import { type FileWrite, makeCommits } from '../git/write.ts';
import type { Oid, Path } from '../model.ts';
import type { Left, Placed } from './work.ts';

/** A file of ours that git merges, and where the target keeps it. */
export interface WholeFile {
  readonly change: RawChange;
  readonly home: Path;
  /** The target's blob and mode there; null when it has none. */
  readonly target: { readonly oid: Oid; readonly mode: string } | null;
}

/** What git's merge made of them. */
export interface MergedFiles {
  readonly writes: readonly FileWrite[];
  readonly placed: readonly Placed[];
  readonly left: readonly Left[];
}

const nobody = 'port <port@localhost> 1 +0000';

/** What {@link mergeWhole} is asked for. */
interface MergeBy {
  readonly markers: boolean;
  readonly patch: (change: RawChange) => string;
}

/**
 * Merges files at their homes as git itself does, all of them in two merges of three small trees. One would not do: git looks
 * for renames in every merge, and what the fork added may look like what it deleted.
 */
export async function mergeWhole(room: Git, files: readonly WholeFile[], by: MergeBy): Promise<MergedFiles> {
  const isAdded = ({ change }: WholeFile): boolean => isZero(change.before);
  const old = await mergeApart(
    room,
    files.filter((file) => !isAdded(file)),
    by,
  );
  const added = await mergeApart(room, files.filter(isAdded), by);
  return {
    writes: [...old.writes, ...added.writes],
    placed: [...old.placed, ...added.placed],
    left: [...old.left, ...added.left],
  };
}

async function mergeApart(room: Git, files: readonly WholeFile[], { markers, patch }: MergeBy): Promise<MergedFiles> {
  if (files.length === 0) return { writes: [], placed: [], left: [] };
  const commit = { tree: null, author: nobody, committer: nobody, message: 'a side' };
  const side = (of: (file: WholeFile) => { readonly oid: Oid; readonly mode: string } | null): FileWrite[] =>
    files.flatMap((file) => {
      const blob = of(file);
      return blob === null ? [] : [{ path: file.home, ...blob }];
    });
  const base = side(({ change }) => blobOf(change.before, change.modes[0]));
  const fork = side(({ change }) => blobOf(change.after, change.modes[1]));
  const target = side((file) => file.target);
  const [, ours = '', theirs = ''] = await makeCommits(room, [
    { ...commit, writes: base, parents: [] },
    { ...commit, writes: fork, parents: [0] },
    { ...commit, writes: target, parents: [0] },
  ]);
  const merge = await mergeTree(room, theirs, ours);
  const conflicts = new Set(merge.stages.map(({ path }) => path));
  const result = new Map((await treeChanges(room, theirs, merge.tree)).map((one) => [one.path, one]));
  const outcome: { writes: FileWrite[]; placed: Placed[]; left: Left[] } = { writes: [], placed: [], left: [] };
  for (const { change, home, target } of files) {
    const about = { from: change.path, symbol: home };
    if (conflicts.has(home)) {
      outcome.left.push({
        ...about,
        reason: whyNot(change, target),
        candidates: target === null ? [] : [home],
        patch: patch(change),
      });
      const made = result.get(home);
      if (markers && made !== undefined && !isZero(made.after))
        outcome.writes.push({ path: home, mode: made.modes[1], oid: made.after });
      continue;
    }
    const made = result.get(home);
    if (made !== undefined)
      outcome.writes.push(
        isZero(made.after) ? { path: home, mode: null } : { path: home, mode: made.modes[1], oid: made.after },
      );
    const how =
      made === undefined
        ? 'upstream'
        : isZero(change.before)
          ? 'added'
          : isZero(change.after)
            ? 'deleted'
            : 'merged by git';
    outcome.placed.push({ ...about, home, how, id: change.path, code: '', before: '' });
  }
  return outcome;
}

function whyNot({ before, after }: RawChange, target: WholeFile['target']): string {
  if (target === null) return 'the target no longer has this file';
  if (isZero(after)) return 'upstream changed what the fork deleted';
  return isZero(before) ? 'fork and upstream both added this file' : 'fork and upstream changed the same lines';
}

function blobOf(oid: Oid, mode: string): { oid: Oid; mode: string } | null {
  return isZero(oid) ? null : { oid, mode };
}
