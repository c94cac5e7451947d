import { readFileSync } from 'node:fs';
import { Complaint } from '../complaint.ts';
import { pushReview } from './pushed.ts';
import type { Review, Runner } from './review.ts';
import { branchName, commitId, variable } from './variables.ts';

/** A runner of GitHub Actions, or of what is made after them. */
export const github: Runner = {
  name: 'GitHub',
  isHere: (env) => env['GITHUB_ACTIONS'] === 'true',
  format: 'github',
  review: (env) => {
    const event = variable(env, 'GITHUB_EVENT_NAME') ?? 'no event';
    const read = reader(variable(env, 'GITHUB_EVENT_PATH'));
    if (/^pull_request(?:_review(?:_comment)?)?$/.test(event)) return pullRequest(read);
    if (event === 'merge_group') return mergeGroup(read);
    if (/^(?:pull_request_target|workflow_run|issue_comment)$/.test(event)) throw unsafe(event);
    const ref = variable(env, 'GITHUB_REF') ?? '';
    return pushReview({
      branch: ref.startsWith('refs/heads/') ? branchName(ref) : null,
      before: event === 'push' ? commitId(read('before')) : null,
      main: branchName(read('repository', 'default_branch')),
    });
  },
};

/** Answers what an event says at a path of keys. */
type Read = (...keys: readonly string[]) => unknown;

/** @see https://docs.github.com/webhooks/webhook-events-and-payloads */
function reader(path: string | null): Read {
  const event = path === null ? null : eventIn(path);
  return (...keys) => keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), event);
}

function eventIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Complaint(`the event of this job cannot be read (${why})`, newFromInstead, { cause: error });
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * What is checked out is a merge that GitHub made, and its first parent is the base that it was made with. The event's
 * `base.sha` can be hours older, and then blames the request for what others did meanwhile.
 */
function pullRequest(read: Read): Review {
  const into = branchName(read('pull_request', 'base', 'ref'));
  const base = commitId(read('pull_request', 'base', 'sha'));
  const head = commitId(read('pull_request', 'head', 'sha'));
  const number = read('pull_request', 'number');
  return {
    what: `pull request ${typeof number === 'number' ? `${number} ` : ''}into ${into ?? 'an unknown branch'}`,
    into,
    kind: 'request',
    since: [
      ...(head === null ? [] : [{ kind: 'first-parent', merged: head } as const]),
      ...(into === null ? [] : [{ kind: 'fork-point', branch: into } as const]),
      ...(base === null ? [] : [{ kind: 'fork-point-of', name: base } as const]),
    ],
  };
}

/** The group is a branch of GitHub's own on top of `base_sha`. */
function mergeGroup(read: Read): Review {
  const into = branchName(read('merge_group', 'base_ref'));
  const base = commitId(read('merge_group', 'base_sha'));
  return {
    what: `the merge queue of ${into ?? 'an unknown branch'}`,
    into,
    kind: 'request',
    since: [
      ...(base === null ? [] : [{ kind: 'commit', oid: base } as const]),
      ...(into === null ? [] : [{ kind: 'fork-point', branch: into } as const]),
    ],
  };
}

/** These run with the secrets of the base, and check out the base, not the request: the check would be of the wrong commits. */
function unsafe(event: string): Complaint {
  return new Complaint(
    `a job for ${event} has the base's secrets and not the request's commits, so fork-lint does not run there`,
    'on: [pull_request, merge_group, push]   # in the workflow: no token is needed to report',
  );
}

const newFromInstead = 'fork-lint ci --new-from origin/main   # the branch that the change goes into';
