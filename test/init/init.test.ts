// From nothing to adopted: a clone of a fork without a remote to its upstream, and an upstream that lies next door.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import * as pages from '../../src/pages.ts';
import { tellHistory } from '../support/story.ts';

const history = [
  'upstream main: trees/9.2/',
  'tag v9.2.0',
  'upstream main: connectors/VERSION says "9.2.1\\n"',
  'fork from v9.2.0: edited-framework/fork/',
].join('\n');

let dir: string;
let upstream: string;
let origin: string;
let clones = 0;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'fork-lint-init-'));
  const told = tellHistory(history);
  [upstream, origin] = [join(dir, 'elastic', 'connectors'), join(dir, 'acme', 'connectors')];
  for (const bare of [upstream, origin]) git(dir, 'init', '-q', '--bare', bare);
  git(told.dir, 'push', '-q', upstream, 'refs/remotes/upstream/main:refs/heads/main', 'v9.2.0');
  git(told.dir, 'push', '-q', origin, 'refs/heads/main');
  for (const bare of [upstream, origin]) git(bare, 'symbolic-ref', 'HEAD', 'refs/heads/main');
  told.remove();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function git(at: string, ...args: readonly string[]): string {
  const env = { PATH: process.env['PATH'], HOME: dir, GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', ['-C', at, '-c', 'user.name=Acme', '-c', 'user.email=fork@example.com', ...args], {
    env,
    encoding: 'utf8',
  });
}

function clone(): string {
  const at = join(dir, `clone-${++clones}`);
  git(dir, 'clone', '-q', origin, at);
  return at;
}

async function lint(cwd: string, argv: readonly string[], answers?: string[]) {
  const [out, err, asked]: [string[], string[], string[]] = [[], [], []];
  const into = (parts: string[]) => ({ write: (part: unknown) => parts.push(String(part)) > 0 });
  const ask = async (question: string) => {
    asked.push(question);
    return answers?.shift() ?? '';
  };
  const world = { cwd, env: { PATH: process.env['PATH'], HOME: dir }, stdout: into(out), stderr: into(err) };
  const code = await main(argv, { ...world, now: Date.parse('2026-06-01'), ...(answers ? { ask } : {}) });
  return { code, out: out.join(''), err: err.join(''), asked };
}

const state = (at: string): string => git(at, 'status', '--porcelain') + git(at, 'config', '--local', '--list');

describe('fork-lint init', () => {
  it('takes a clone from nothing to adopted in three commands', async () => {
    const at = clone();
    const { code, out, err } = await lint(at, ['init', '--yes', '--upstream', upstream]);
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').map((line) => line.replace(dir, '').replace(/[0-9a-f]{12}/, 'ID'))).toEqual([
      'remote   upstream added: /elastic/connectors',
      'fetch    upstream: branches and tags',
      'config   fork-lint.yaml written',
      'check    3 findings that break a rule today',
      'carries  fork-lint.carries.yaml: 2 carries for 3 findings: sink, utils',
      'hook     .git/hooks/pre-push written',
      'workflow .github/workflows/fork-lint.yml written; require its check for the branch',
      "next     git add fork-lint.yaml fork-lint.carries.yaml .github/workflows/fork-lint.yml && git commit -m 'Set up fork-lint'",
      '',
    ]);
    git(at, 'add', 'fork-lint.yaml', 'fork-lint.carries.yaml', '.github/workflows/fork-lint.yml');
    git(at, 'commit', '-q', '-m', 'Set up fork-lint');
    const check = await lint(at, []);
    expect(check.code).toBe(0);
    expect(check.out).toContain('3 carried');
    expect(readFileSync(join(at, 'fork-lint.carries.yaml'), 'utf8')).toMatch(/status: pending\n {2}until: 2026-12-01/);
    expect(readFileSync(join(at, 'fork-lint.yaml'), 'utf8')).toMatch(
      /^\$schema: https:\/\/unpkg\.com\/fork-lint@[\d.]+\/dist\/fork-lint\.schema\.json\n/,
    );
  });

  it('writes nothing the second time', async () => {
    const at = clone();
    await lint(at, ['init', '--yes', '--upstream', upstream]);
    const [before, config] = [state(at), readFileSync(join(at, 'fork-lint.yaml'), 'utf8')];
    const again = await lint(at, ['init', '--yes', '--upstream', upstream]);
    expect(again.out).toMatch(
      /leads to the upstream already[\s\S]*fetched before[\s\S]*is there already[\s\S]*0 findings that break a rule today, 3 carried\nhook .* it was there already\nworkflow .* is there already\nnext {5}fork-lint\n$/,
    );
    expect([state(at), readFileSync(join(at, 'fork-lint.yaml'), 'utf8')]).toEqual([before, config]);
  });

  it('asks at a terminal, and takes what is typed', async () => {
    const at = clone();
    const { asked, code } = await lint(
      at,
      ['init', '--upstream', upstream],
      ['', '2027-03-31', 'Bought with the company in 2024'],
    );
    expect(code).toBe(0);
    expect(asked.map((question) => question.replace(/[0-9a-f]{12}/, 'ID'))).toEqual([
      'carry them for now, so that only new ones fail? [Y/n] ',
      'until when? [2026-12-01] ',
      'why? [Here before fork-lint was, adopted at ID] ',
      'set up the hook? [Y/n] ',
      'set up the workflow? [Y/n] ',
    ]);
    expect(readFileSync(join(at, 'fork-lint.carries.yaml'), 'utf8')).toContain(
      'reason: Bought with the company in 2024',
    );
  });

  it.each([
    ['no terminal', [], undefined],
    ['the answer no', [], ['n']],
    ['--adopt no', ['--yes', '--adopt', 'no'], undefined],
  ])('declares nothing with %s', async (_, args, answers) => {
    const at = clone();
    const { out, code } = await lint(at, ['init', '--upstream', upstream, ...args], answers);
    expect([code, existsSync(join(at, 'fork-lint.carries.yaml'))]).toEqual([0, false]);
    expect(out).toContain("carries  none: fork-lint carry add --all --reason 'WHY' --until DATE");
  });

  it.each([
    [['--workflow'], true, false],
    [['--workflow', '--no-hook'], true, false],
    [['--yes', '--no-workflow'], false, true],
    [['--yes', '--workflow', 'no', '--hook=yes'], false, true],
    [[], false, false],
  ])('sets up what flags say: %j', async (args, workflow, hook) => {
    const at = clone();
    await lint(at, ['init', '--upstream', upstream, '--no-adopt', ...args]);
    expect(existsSync(join(at, '.git/hooks/pre-push'))).toBe(hook);
    const file = join(at, '.github/workflows/fork-lint.yml');
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(workflow && pages.workflow());
  });

  it('leaves a workflow of that name as it is', async () => {
    const at = clone();
    mkdirSync(join(at, '.github/workflows'), { recursive: true });
    writeFileSync(join(at, '.github/workflows/fork-lint.yml'), 'on: push\n');
    const { out } = await lint(at, ['init', '--upstream', upstream, '--workflow']);
    expect(out).toContain('workflow .github/workflows/fork-lint.yml is there already\n');
    expect(readFileSync(join(at, '.github/workflows/fork-lint.yml'), 'utf8')).toBe('on: push\n');
  });

  it('keeps a configuration that is there, and a remote of another name', async () => {
    const at = clone();
    git(at, 'remote', 'add', 'elastic', upstream);
    writeFileSync(join(at, 'fork-lint.yaml'), 'failOn: next\n');
    const { out } = await lint(at, ['init', '--adopt', 'no']);
    expect(out).toMatch(/^remote {3}elastic leads to the upstream already\nfetch {4}elastic: branches/);
    expect(readFileSync(join(at, 'fork-lint.yaml'), 'utf8')).toBe('failOn: next\n');
    expect(git(at, 'remote')).toBe('elastic\norigin\n');
  });

  it('uses no network with --skip-fetch, and says what to type', async () => {
    const at = clone();
    const { out, code } = await lint(at, ['init', '--yes', '--skip-fetch']);
    expect(code).toBe(0);
    expect(out).toContain('remote   upstream added: https://github.com/elastic/connectors');
    expect(out).toContain('fetch    left out: git fetch upstream --tags');
  });

  it.each([
    ['a program for a URL', ['--upstream', 'ext::sh -c id'], /names a program for git to run/],
    ['an option for a URL', ['--upstream=--upload-pack=id/x'], /starts with -/],
    ['a remote that is not there', ['--upstream', 'elastic'], /no remote of this repository is called "elastic"/],
    ['an upstream out of reach', ['--upstream', '/nowhere/elastic/connectors'], /upstream could not be fetched/],
  ])('refuses %s', async (_, args, sentence) => {
    const { code, err } = await lint(clone(), ['init', '--yes', ...args]);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
  });

  it('refuses a bare repository', async () => {
    const { code, err } = await lint(origin, ['init', '--yes']);
    expect([code, err]).toEqual([2, expect.stringContaining('a bare repository has no work tree')]);
  });
});
