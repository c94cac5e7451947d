// `fork-lint ci` on runners of GitHub, with events of the shape that GitHub sends, in clones of the shape that checkout makes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineHashes } from '../../src/reporters/line-hash.ts';
import { framework, Servers } from './support.ts';

const first = new Servers();
afterAll(() => first.remove());
let one: Servers;
beforeEach(() => {
  one = new Servers(first);
});
afterEach(() => one.remove());

const zeros = '0'.repeat(40);
const summary = (): string => join(one.top, 'summary.md');

function github(event: string, commits: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) {
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: one.event(event, commits),
    GITHUB_STEP_SUMMARY: summary(),
    ...more,
  };
}

describe('pull_request', () => {
  it.each([
    ['a clone of one commit', 1],
    ['a clone of two', 2],
    ['a whole clone', 0],
  ])('in %s: red for what the request brings, and for nothing else', async (_, depth) => {
    const base = one.git(one.dev, 'rev-parse', 'origin/main');
    one.commit('change', { [framework]: 'X = 1\n' });
    one.commit('main', { 'connectors/source.py': '# somebody else, meanwhile\n' });
    const { head, merge } = one.request('change');
    const at = one.checkout(merge, { depth });
    const stale = { HEAD: head, BASE: base, MERGE: merge };
    const { code, out, err } = await one.ci(at, github('pull_request', stale));
    expect([code, err]).toEqual([1, expect.stringContaining('pull request 12 into main')]);
    expect(out).toMatch(/^::error file=connectors\/utils.py,.*title=fork-lint%3A framework-edit::/m);
    expect(out).not.toMatch(/source\.py|sink\.py/); // what others did, and what was there long ago
    expect(readFileSync(summary(), 'utf8')).toMatch(/^## ❌ fork-lint: 6 errors\n/);
  });

  it('green for a clean one', async () => {
    one.commit('change', { 'acme/wiki.py': 'X = 1\n' });
    const clean = one.request('change');
    const green = await one.ci(one.checkout(clean.merge, { depth: 1 }), github('pull_request', { HEAD: clean.head }));
    expect([green.code, green.out]).toEqual([0, expect.not.stringContaining('::error')]);
    expect(readFileSync(summary(), 'utf8')).toMatch(/^## ✅ fork-lint/);
  });

  it('takes the rules from the base, and says so', async () => {
    one.commit('change', { [framework]: 'X = 1\n', 'fork-lint.yaml': 'rules:\n  framework-edit: off\n' });
    const { head, merge } = one.request('change');
    const event = github('pull_request', { HEAD: head });
    const { code } = await one.ci(one.checkout(merge, { depth: 1 }), event);
    expect([code, readFileSync(summary(), 'utf8')]).toEqual([1, expect.stringContaining('is changed here')]);
    one.commit('main', { 'fork-lint.yaml': 'rules:\n  framework-edit: off\n' });
    one.commit('other', { 'connectors/source.py': 'X = 1\n', 'fork-lint.yaml': null });
    const next = one.request('other');
    const off = await one.ci(one.checkout(next.merge, { depth: 1 }), github('pull_request', { HEAD: next.head }));
    expect(off.code).toBe(0); // a request cannot switch rules on either
  });

  it('where the head itself is checked out: since it left the base branch, as the server has it', async () => {
    const base = one.git(one.dev, 'rev-parse', 'origin/main');
    one.commit('change', { 'acme/wiki.py': 'X = 1\n' });
    one.commit('main', { 'connectors/source.py': '# somebody else, meanwhile\n' });
    one.git(one.dev, 'checkout', '-q', 'change');
    one.git(one.dev, 'merge', '-q', '-m', 'Take main', 'main');
    const { head } = one.request('change');
    const at = one.checkout(head, { depth: 1 });
    const event = github('pull_request', { HEAD: head, BASE: base });
    const { code, out, err } = await one.ci(at, event);
    expect([code, out, err]).toEqual([
      0,
      expect.not.stringContaining('source.py'),
      expect.stringContaining('where it left main'),
    ]);
  });

  it('is silent about the framework only where it goes into a branch on its way upstream', async () => {
    one.commit('main', { 'fork-lint.yaml': "upstreamBranches: ['up/*']\n" });
    one.commit('up/fix', { 'connectors/source.py': 'X = 1\n' });
    one.commit('change', { [framework]: 'X = 1\n' }, 'origin/up/fix');
    const { head, merge } = one.request('change', 'up/fix');
    const event = one.event('pull_request', { HEAD: head });
    const env = github('pull_request', { HEAD: head }, { GITHUB_EVENT_PATH: event });
    writeFileSync(event, readFileSync(event, 'utf8').replace('"ref": "main"', '"ref": "up/fix"'));
    expect((await one.ci(one.checkout(merge, { depth: 1 }), env)).code).toBe(0);
    const main = one.request('up/fix');
    expect(
      (await one.ci(one.checkout(main.merge, { depth: 1 }), github('pull_request', { HEAD: main.head }))).code,
    ).toBe(1);
  });
});

describe('merge_group and push', () => {
  it('compares a group with what it lies on', async () => {
    const base = one.git(one.dev, 'rev-parse', 'origin/main');
    const head = one.commit('gh-readonly-queue/main/pr-12', { [framework]: 'X = 1\n' });
    const at = one.checkout(head, { depth: 1 });
    const { code, out } = await one.ci(at, github('merge_group', { HEAD: head, BASE: base }));
    expect([code, out]).toEqual([1, expect.not.stringContaining('sink.py')]);
    const none = await one.ci(at, github('merge_group', { HEAD: head, BASE: head }));
    expect(none.code).toBe(0);
  });

  it.each([
    ['what its branch had', (base: string) => base],
    ['where a new branch left main', () => zeros],
    ['where it left main, when a force push took what was there', () => 'f'.repeat(40)],
  ])('compares a push with %s', async (_, before) => {
    const base = one.git(one.dev, 'rev-parse', 'origin/main');
    const head = one.commit('topic', { [framework]: 'X = 1\n' });
    const env = github('push', { HEAD: head, BASE: before(base) }, { GITHUB_REF: 'refs/heads/topic' });
    const { code, out } = await one.ci(one.checkout(head, { depth: 1 }), env);
    expect([code, out]).toEqual([1, expect.stringMatching(/utils\.py/)]);
    expect(out).not.toContain('sink.py');
  });

  it('finds the commit before a force push where the server still has it', async () => {
    const before = one.commit('main', { [framework]: 'X = 1\n' });
    one.git(one.dev, 'reset', '-q', '--hard', 'HEAD~1');
    const head = one.commit('main', { 'acme/wiki.py': 'X = 1\n' });
    one.git(one.server, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    const env = github('push', { HEAD: head, BASE: before }, { GITHUB_REF: 'refs/heads/main' });
    const { code, err } = await one.ci(one.checkout(head, { depth: 1 }), env);
    expect([code, err]).toEqual([0, expect.stringContaining(`against ${before.slice(0, 12)}`)]);
  });

  it('says that all counts where nothing tells what was there', async () => {
    const head = one.commit('main', { 'acme/wiki.py': 'X = 1\n' });
    const env = github('push', { HEAD: head, BASE: 'f'.repeat(40) }, { GITHUB_REF: 'refs/heads/main' });
    const { code, out, err } = await one.ci(one.checkout(head, { depth: 1 }), env);
    expect([code, out, err]).toEqual([1, expect.stringContaining('sink.py'), expect.stringContaining('all counts')]);
  });
});

describe('says, and exits with 2, where nothing could be checked', () => {
  const refused = async (at: string, env: Readonly<Record<string, string>>, args: readonly string[] = []) => {
    const { code, out } = await one.ci(at, env, args);
    expect(code).toBe(2);
    expect(readFileSync(summary(), 'utf8')).toMatch(/^## ⚠️ fork-lint: not checked\n/);
    const [, sentence = ''] = /^::error title=fork-lint%3A not checked::(.*)\n$/.exec(out) ?? [];
    return sentence;
  };

  it.each(['pull_request_target', 'workflow_run'])(
    'on %s, whose job is not to be trusted with a request',
    async (event) => {
      const head = one.commit('change', { [framework]: 'X = 1\n' });
      const env = { ...github('pull_request', { HEAD: head }), GITHUB_EVENT_NAME: event };
      expect(await refused(one.checkout(head, { depth: 1 }), env)).toContain("the base's secrets");
    },
  );

  it('without an upstream to fetch', async () => {
    one.commit('change', {});
    const { head, merge } = one.request('change');
    const env = github('pull_request', { HEAD: head });
    const away = ['--upstream', `file://${one.top}/nowhere/elastic/connectors`];
    expect(await refused(one.checkout(merge, { depth: 1 }), env, away)).toContain('upstream could not be fetched');
  });

  it('where the clone has no base and its server cannot be asked', async () => {
    one.commit('change', {});
    const { head, merge } = one.request('change');
    const at = one.checkout(merge, { depth: 1 });
    one.git(at, 'remote', 'set-url', 'origin', 'file:///nowhere'); // a private repository, and persist-credentials: false
    const env = github('pull_request', { HEAD: head });
    expect(await refused(at, env)).toMatch(/the base of pull request 12 into main is not here.*fetch-depth: 0/);
  });

  it('where the event is no event', async () => {
    const at = one.checkout(one.commit('change', {}), { depth: 1 });
    const env = github('pull_request', {});
    writeFileSync(env.GITHUB_EVENT_PATH, '{"pull_request": 12, "nothing');
    expect(await refused(at, env)).toContain('the event of this job cannot be read');
    writeFileSync(env.GITHUB_EVENT_PATH, '{"pull_request": {"base": {"ref": "--upload-pack=id", "sha": "main"}}}');
    expect(await refused(at, env)).toContain('the base of pull request into an unknown branch is not here');
  });
});

it('adds to the summary that is there, and says when it cannot be written', async () => {
  const head = one.commit('topic', { 'acme/wiki.py': 'X = 1\n' });
  const at = one.checkout(head, { depth: 0 });
  const env = github('push', { HEAD: head }, { GITHUB_REF: 'refs/heads/topic' });
  writeFileSync(summary(), 'Of another program\n');
  await one.ci(at, env);
  expect(readFileSync(summary(), 'utf8')).toMatch(/^Of another program\n\n## ✅ fork-lint/);
  writeFileSync(summary(), 'x'.repeat(1024 * 1024 - 10));
  const full = await one.ci(at, env);
  expect([full.code, full.err]).toEqual([0, expect.stringContaining('the summary of a step holds 1 MiB')]);
  const nowhere = await one.ci(at, { ...env, GITHUB_STEP_SUMMARY: join(one.top, 'nowhere', 'summary.md') });
  expect([nowhere.code, nowhere.err]).toEqual([0, expect.stringContaining('could not be written')]);
});

it('writes a SARIF file beside the annotations, as an upload wants it, and tells all with --all', async () => {
  one.commit('change', { [framework]: 'X = 1\n' });
  const { head, merge } = one.request('change');
  const at = one.checkout(merge, { depth: 0 });
  const env = github('pull_request', { HEAD: head });
  const { code, out } = await one.ci(at, env, ['--all', '-f', 'sarif=out.sarif']);
  expect([code, out]).toEqual([1, expect.stringMatching(/^::error file=[\s\S]*sink\.py/)]);
  const runOf = () => JSON.parse(readFileSync(join(at, 'out.sarif'), 'utf8')).runs[0];
  expect(runOf().automationDetails.id).toBe('fork-lint/ci/');
  const [first] = runOf().results.filter((result: object) => JSON.stringify(result).includes('"X"'));
  expect(first.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: framework },
    region: { startLine: 1, endLine: 1, startColumn: 1, endColumn: 6 },
  });
  expect(first.partialFingerprints.primaryLocationLineHash).toBe(lineHashes('X = 1\n')(1));
  one.git(at, 'remote', 'set-url', 'origin', 'https://ci:secret@github.com/acme/connectors.git');
  await one.ci(at, env, ['--skip-fetch', '-f', 'sarif=out.sarif']);
  expect(runOf().versionControlProvenance).toEqual([
    { repositoryUri: 'https://github.com/acme/connectors.git', revisionId: merge },
  ]);
});
