import {
  isZero,
  type Patched,
  type PatchedChange,
  patchedChanges,
  type RawChange,
  renames,
  treeChanges,
} from '../git/changes.ts';
import type { Room } from '../git/room.ts';
import type { Layout } from '../layout/layout.ts';
import type { Oid, Ref } from '../model.ts';
import type { FoundBase } from './base.ts';
import type { OwnHistory } from './ground.ts';
import { lookAt, type TreeFacts } from './trees.ts';

/** What differs between a fork, one base and one target. */
export interface Survey {
  readonly found: FoundBase;
  readonly target: Ref;
  readonly trees: {
    readonly base: TreeFacts;
    readonly fork: TreeFacts;
    readonly target: TreeFacts;
  };
  /** Ours: base -> fork. */
  readonly ours: readonly PatchedChange[];
  /** Whose lines in `ours` are not told, being too many. */
  readonly untold: Patched['untold'];
  /** Pairs of a deleted and an added path of ours that git takes for a rename. */
  readonly renames: readonly RawChange[];
  /** Theirs: base -> target. */
  readonly theirs: readonly RawChange[];
}

export interface SurveyOf {
  readonly fork: Oid;
  readonly layout: Layout;
  readonly found: FoundBase;
  readonly target: Ref;
  readonly own: OwnHistory;
}

/** Compares the trees: three processes at most, side by side. */
export async function surveyOf({ git, reader }: Room, { fork, layout, found, target, own }: SurveyOf): Promise<Survey> {
  const ours = patchedChanges(git, found.sha, fork).then(({ changes, untold }) => ({
    changes: ownPaths(changes, found, own),
    untold,
  }));
  const [{ changes, untold }, theirs, looked, moved] = await Promise.all([
    ours,
    treeChanges(git, found.sha, target.sha),
    lookAt(reader.objects, layout, [found.sha, fork, target.sha]),
    ours.then(({ changes: all }) => (mayHoldRenames(all) ? renames(git, found.sha, fork) : [])),
  ]);
  const [baseTree, forkTree, targetTree] = looked;
  if (!baseTree || !forkTree || !targetTree) throw new Error('cat-file answered fewer commits than it was asked for');
  const kept = new Set(changes.map(({ path }) => path));
  return {
    found,
    target,
    trees: { base: baseTree, fork: forkTree, target: targetTree },
    ours: changes,
    untold,
    renames: moved.filter(({ path, from }) => kept.has(path) && from !== null && kept.has(from)),
    theirs,
  };
}

/** Of several bases only one is compared with; what the others brought is told apart by who touched it. */
function ownPaths(changes: readonly PatchedChange[], { bases }: FoundBase, own: OwnHistory): PatchedChange[] {
  if (bases.length < 2) return [...changes];
  const touched = new Set(own.touches.map(({ path }) => path));
  return changes.filter(({ path }) => touched.has(path));
}

function mayHoldRenames(changes: readonly RawChange[]): boolean {
  return changes.some(({ letter }) => letter === 'A') && changes.some(({ letter }) => letter === 'D');
}

/** git writes zeros where there is no object. */
export const oidOf = (oid: Oid): Oid | null => (isZero(oid) ? null : oid);
