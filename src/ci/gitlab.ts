import type { World } from '../world.ts';
import { pushReview } from './pushed.ts';
import type { Review, Runner, Since } from './review.ts';
import { branchName, commitId, variable } from './variables.ts';

/**
 * A runner of GitLab.
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export const gitlab: Runner = {
  name: 'GitLab',
  isHere: (env) => env['GITLAB_CI'] === 'true',
  format: 'text',
  review: (env) => {
    const number = variable(env, 'CI_MERGE_REQUEST_IID');
    if (number !== null) return mergeRequest(number, env);
    const into = branchName(variable(env, 'CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME'));
    if (into !== null)
      return {
        what: `pull request into ${into}`,
        into,
        kind: 'request',
        since: [{ kind: 'fork-point', branch: into }],
      };
    return pushReview({
      branch: branchName(variable(env, 'CI_COMMIT_BRANCH')),
      before: commitId(variable(env, 'CI_COMMIT_BEFORE_SHA')), // zeros where it is unknown
      main: branchName(variable(env, 'CI_DEFAULT_BRANCH')),
    });
  },
};

/**
 * Pipelines for merged results and merge trains check a merge out, all others the request itself. `DIFF_BASE_SHA` stays when
 * the request gets another target, so it is asked second; but in the project of whoever made the request, the branch of
 * that name is theirs, and then it is asked first.
 */
function mergeRequest(number: string, env: World['env']): Review {
  const into = branchName(variable(env, 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME'));
  const merged = commitId(variable(env, 'CI_MERGE_REQUEST_SOURCE_BRANCH_SHA')); // of merged results alone
  const base = commitId(variable(env, 'CI_MERGE_REQUEST_DIFF_BASE_SHA'));
  const branch: Since[] = into === null ? [] : [{ kind: 'fork-point', branch: into }];
  const told: Since[] = base === null ? [] : [{ kind: 'commit', oid: base }];
  const home = variable(env, 'CI_MERGE_REQUEST_PROJECT_ID') === variable(env, 'CI_PROJECT_ID');
  return {
    what: `merge request ${number} into ${into ?? 'an unknown branch'}`,
    into,
    kind: 'request',
    since: [
      ...(merged === null ? [] : [{ kind: 'first-parent', merged } as const]),
      ...(home ? [...branch, ...told] : [...told, ...branch]),
    ],
  };
}
