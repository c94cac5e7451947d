// `fork-lint ci` where GitLab, Buildkite or nobody tells what is under review: what each tells as a table, then in real clones.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewOf, runnerOf } from '../../src/ci/review.ts';
import { framework, Servers } from './support.ts';

const [a, b, c, zeros] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(64), '0'.repeat(40)];

type Env = Readonly<Record<string, string>>;
const gitlab: Env = { GITLAB_CI: 'true', CI_DEFAULT_BRANCH: 'main', CI_PROJECT_ID: '7', CI_COMMIT_SHA: a };
const buildkite: Env = { BUILDKITE: 'true', BUILDKITE_PIPELINE_DEFAULT_BRANCH: 'main', BUILDKITE_COMMIT: a };
const request: Env = {
  CI_MERGE_REQUEST_IID: '5',
  CI_MERGE_REQUEST_PROJECT_ID: '7',
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
  CI_MERGE_REQUEST_DIFF_BASE_SHA: b,
};
const left = (branch: string) => ({ kind: 'fork-point', branch });
const was = (oid: string) => ({ kind: 'commit', oid });

const table: readonly (readonly [
  what: string,
  env: Env,
  kind: string,
  into: string | null,
  since: readonly object[],
])[] = [
  ['GitLab, a request', { ...gitlab, ...request }, 'request', 'main', [left('main'), was(b)]],
  [
    'GitLab, a request from a fork, run in that fork',
    { ...gitlab, ...request, CI_PROJECT_ID: '8' },
    'request',
    'main',
    [was(b), left('main')],
  ],
  [
    'GitLab, a merged result or a train',
    { ...gitlab, ...request, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: c, CI_MERGE_REQUEST_EVENT_TYPE: 'merge_train' },
    'request',
    'main',
    [{ kind: 'first-parent', merged: c }, left('main'), was(b)],
  ],
  [
    'GitLab, a pull request of GitHub',
    { ...gitlab, CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME: 'main', CI_COMMIT_BRANCH: 'x' },
    'request',
    'main',
    [left('main')],
  ],
  ['GitLab, a push', { ...gitlab, CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: b }, 'push', 'main', [was(b)]],
  [
    'GitLab, a new branch',
    { ...gitlab, CI_COMMIT_BRANCH: 'x', CI_COMMIT_BEFORE_SHA: zeros },
    'push',
    'x',
    [left('main')],
  ],
  ['GitLab, a tag', { ...gitlab, CI_COMMIT_TAG: 'v1', CI_COMMIT_BEFORE_SHA: zeros }, 'push', null, [left('main')]],
  ['GitLab, the clock', { ...gitlab, CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: zeros }, 'push', 'main', []],
  [
    'Buildkite, a request',
    { ...buildkite, BUILDKITE_PULL_REQUEST: '5', BUILDKITE_PULL_REQUEST_BASE_BRANCH: '9.2' },
    'request',
    '9.2',
    [left('9.2')],
  ],
  [
    'Buildkite, the merge of a request',
    { ...buildkite, BUILDKITE_PULL_REQUEST: '5', BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC: 'true' },
    'request',
    'main',
    [{ kind: 'first-parent', merged: null }, left('main')],
  ],
  [
    'Buildkite, a merge queue',
    { ...buildkite, BUILDKITE_MERGE_QUEUE_BASE_BRANCH: 'main', BUILDKITE_MERGE_QUEUE_BASE_COMMIT: b },
    'request',
    'main',
    [was(b), left('main')],
  ],
  [
    'Buildkite, a branch',
    { ...buildkite, BUILDKITE_PULL_REQUEST: 'false', BUILDKITE_BRANCH: 'x' },
    'push',
    'x',
    [left('main')],
  ],
  ['Buildkite, the default branch', { ...buildkite, BUILDKITE_BRANCH: 'main' }, 'push', 'main', []],
  ['Buildkite, a tag', { ...buildkite, BUILDKITE_BRANCH: 'v1', BUILDKITE_TAG: 'v1' }, 'push', null, [left('main')]],
];

describe('what a runner tells', () => {
  it.each(table)('%s', (_, env, kind, into, since) =>
    expect(reviewOf(runnerOf(env), env, undefined)).toMatchObject({ kind, into, since }),
  );

  it.each(['pull_request', 'pull_request_review', 'pull_request_review_comment'])('GitHub, %s', (event) => {
    const path = new URL('./events/pull_request.json', import.meta.url).pathname;
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: path };
    expect(reviewOf(runnerOf(env), env, undefined)).toMatchObject({
      kind: 'request',
      into: 'main',
      since: [left('main')],
    });
  });

  it('is no name for git to take for anything else', () => {
    for (const name of ['--upload-pack=id', 'a..b', 'a:b', 'a b', 'a\nb', 'a^', '../x', 'x.lock', '']) {
      const env = { ...buildkite, BUILDKITE_PULL_REQUEST: '5', BUILDKITE_PULL_REQUEST_BASE_BRANCH: name };
      expect(reviewOf(runnerOf(env), env, undefined).since).toEqual([left('main')]);
    }
  });

  it('gives way to what somebody names', () =>
    expect(reviewOf(runnerOf(gitlab), gitlab, 'v1').since).toEqual([{ kind: 'fork-point-of', name: 'v1' }]));
});

describe('in real clones', () => {
  const one = new Servers();
  let head: string;
  let merge: string;
  let clean: string;
  let base: string;
  beforeAll(() => {
    base = one.git(one.dev, 'rev-parse', 'origin/main');
    clean = one.commit('clean', { 'acme/wiki.py': 'X = 1\n' });
    one.commit('change', { [framework]: 'X = 1\n' });
    one.commit('main', { 'connectors/source.py': '# somebody else, meanwhile\n' });
    ({ head, merge } = one.request('change'));
  });
  afterAll(() => one.remove());

  const merged = () => ({ ...gitlab, ...request, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head });
  const detached = () => ({ ...gitlab, ...request, CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
  const elsewhere = () => ({ ...detached(), CI_PROJECT_ID: '8' });
  const pull = (): Env => ({ ...buildkite, BUILDKITE_PULL_REQUEST: '5', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' });

  it.each([
    ['GitLab, a merged result', merged, () => merge, [], 1],
    ['GitLab, a request', detached, () => head, [], 1],
    ['GitLab, a request run in its fork', elsewhere, () => head, [], 1],
    ['GitLab, a clean branch', () => ({ ...gitlab, CI_COMMIT_BRANCH: 'clean' }), () => clean, [], 0],
    ['Buildkite, a request', pull, () => head, [], 1],
    ['Buildkite, a clean one', pull, () => clean, [], 0],
    ['nobody, but the branch is named', () => ({}), () => head, ['--new-from', 'origin/main'], 1],
    ['nobody, and a clean one', () => ({}), () => clean, ['--new-from', 'origin/main'], 0],
  ] as const)('%s', async (_, env, sha, args, code) => {
    const named = args.length > 0; // then the clone must know the branch
    const at = one.checkout(sha(), { depth: named ? 0 : 1 });
    const ran = await one.ci(at, env(), args);
    expect([ran.code, ran.err]).toEqual([code, expect.stringContaining('against')]);
    expect(ran.out).not.toMatch(/sink\.py|source\.py/);
    expect(ran.out.includes('utils.py')).toBe(code === 1);
  });

  it('says when the clone may not be written to', async () => {
    const at = one.checkout(clean, { depth: 0 });
    writeFileSync(join(at, '.git', 'config.lock'), ''); // for root, who may write anywhere
    const { code, err } = await one.ci(at, {}, ['--new-from', 'origin/main']);
    expect([code, err]).toEqual([2, expect.stringMatching(/could not be added.*\n {2}git remote add upstream file:/)]);
  });

  it('nobody: says what to type', async () => {
    const { code, err } = await one.ci(one.checkout(head, { depth: 0 }), {});
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/nothing tells what is under review\n {2}fork-lint ci --new-from/),
    ]);
  });

  it('adds the remote that the configuration names, and leaves the network alone when told so', async () => {
    const config = { 'fork-lint.yaml': 'upstream: elastic\n' };
    const configured = one.commit('main', config);
    const topic = one.commit('topic', { 'acme/wiki.py': 'X = 2\n' });
    const at = one.checkout(topic, { depth: 0 });
    const env = { ...buildkite, BUILDKITE_BRANCH: 'topic' };
    const before = await one.ci(at, env, ['--skip-fetch']);
    expect([before.code, before.err]).toEqual([2, expect.stringContaining('git remote add')]);
    one.git(at, 'remote', 'add', 'elastic', `file://${one.upstream}`);
    const after = await one.ci(at, env, ['--upstream', 'elastic', '-f', 'json']);
    expect([after.code, JSON.parse(after.out).base.ref]).toEqual([0, 'elastic/main']);
    expect(after.err).toContain(`against ${configured.slice(0, 12)}, where it left main`);
  });
});
