import { Complaint } from '../complaint.ts';
import type { Oid } from '../model.ts';
import type { World } from '../world.ts';
import { buildkite } from './buildkite.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';

/** What a runner says of the change under review. */
export interface Review {
  /** In words: `pull request 12 into main`. */
  readonly what: string;
  /** The branch that the change goes into; null for none. */
  readonly into: string | null;
  /** A request is somebody's wish: it may not bring the rules it is judged by. Who pushes may write them anyway. */
  readonly kind: 'request' | 'push';
  /** What it may be compared with, best first; the first that can be had counts. */
  readonly since: readonly Since[];
}

/** A commit that the change under review started from. */
export type Since =
  /** The runner merged the change into its base, and checked the merge out: the first parent, if the second one is `merged`. */
  | { readonly kind: 'first-parent'; readonly merged: Oid | null }
  | { readonly kind: 'commit'; readonly oid: Oid }
  /** Where the change left a branch of the fork's own server. */
  | { readonly kind: 'fork-point'; readonly branch: string }
  /** The same for any name that this clone knows. */
  | { readonly kind: 'fork-point-of'; readonly name: string };

/** A runner of jobs, as far as a check must know it. */
export interface Runner {
  readonly name: string;
  /** Whether the job runs there. */
  isHere(env: World['env']): boolean;
  /** @throws Complaint where nothing is under review that could be checked. */
  review(env: World['env']): Review;
  /** What its log shows best. */
  readonly format: 'github' | 'text';
}

const runners: readonly Runner[] = [github, gitlab, buildkite];

/** The runner that this job runs on; null when there is none, or none that we know. */
export function runnerOf(env: World['env']): Runner | null {
  return runners.find((runner) => runner.isHere(env)) ?? null;
}

/** The change under review: the one that somebody names, else the one that the runner tells of. */
export function reviewOf(runner: Runner | null, env: World['env'], newFrom: string | undefined): Review {
  if (newFrom !== undefined) {
    const since = [{ kind: 'fork-point-of', name: newFrom }] as const;
    return { what: `the change since ${newFrom}`, into: null, kind: 'request', since };
  }
  if (runner) return runner.review(env);
  throw new Complaint('this is no runner of GitHub, GitLab or Buildkite, so nothing tells what is under review', [
    'fork-lint ci --new-from origin/main   # the branch that the change goes into',
  ]);
}
