import type { World } from '../world.ts';
import { pushReview } from './pushed.ts';
import type { Review, Runner } from './review.ts';
import { branchName, commitId, variable } from './variables.ts';

/**
 * An agent of Buildkite.
 * @see https://buildkite.com/docs/pipelines/configure/environment-variables
 */
export const buildkite: Runner = {
  name: 'Buildkite',
  isHere: (env) => env['BUILDKITE'] === 'true',
  format: 'text',
  review: (env) => {
    const main = branchName(variable(env, 'BUILDKITE_PIPELINE_DEFAULT_BRANCH'));
    const queue = branchName(variable(env, 'BUILDKITE_MERGE_QUEUE_BASE_BRANCH'));
    if (queue !== null) return mergeQueue(queue, env);
    const number = variable(env, 'BUILDKITE_PULL_REQUEST');
    if (number !== null && number !== 'false') return pullRequest(number, main, env);
    // it does not tell what a branch had before, so all that is on the default branch counts
    const branch = variable(env, 'BUILDKITE_TAG') === null ? branchName(variable(env, 'BUILDKITE_BRANCH')) : null;
    return pushReview({ branch, before: null, main });
  },
};

function mergeQueue(into: string, env: World['env']): Review {
  const base = commitId(variable(env, 'BUILDKITE_MERGE_QUEUE_BASE_COMMIT'));
  return {
    what: `the merge queue of ${into}`,
    into,
    kind: 'request',
    since: [...(base === null ? [] : [{ kind: 'commit', oid: base } as const]), { kind: 'fork-point', branch: into }],
  };
}

/** The request's own commit is checked out, unless the pipeline builds the merge that GitHub made. */
function pullRequest(number: string, main: string | null, env: World['env']): Review {
  const into = branchName(variable(env, 'BUILDKITE_PULL_REQUEST_BASE_BRANCH')) ?? main;
  const merges = env['BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC'] === 'true';
  return {
    what: `pull request ${number} into ${into ?? 'an unknown branch'}`,
    into,
    kind: 'request',
    since: [
      ...(merges ? [{ kind: 'first-parent', merged: null } as const] : []),
      ...(into === null ? [] : [{ kind: 'fork-point', branch: into } as const]),
    ],
  };
}
