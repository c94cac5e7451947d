import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortOptions } from '../../src/cli/port.ts';
import { connectors } from '../../src/layout/connectors.ts';
import { runPort } from '../../src/port/command.ts';
import type { PortReport } from '../../src/port/report.ts';
import { plain } from '../../src/reporters/terminal.ts';

const dir = mkdtempSync(join(tmpdir(), 'fork-lint-port-'));
const env = { PATH: process.env['PATH'], HOME: dir, GIT_CONFIG_NOSYSTEM: '1' };

function git(...args: string[]): string {
  const who = ['-c', 'user.name=Acme', '-c', 'user.email=acme@example.com', '-c', 'commit.gpgSign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: dir, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function commit(files: Readonly<Record<string, string | null>>, message: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(dir, dirname(path)), { recursive: true });
    if (text === null) rmSync(join(dir, path));
    else writeFileSync(join(dir, path), text);
  }
  git('add', '-A');
  git('commit', '-q', '-m', message);
}

const client = (body: string): string =>
  `class Client:\n    def get(self):\n        fetch_one_thing_of_the_wiki()\n${body}\n    def close(self):\n        close_the_session_of_the_wiki()\n`;
const source = 'class Source:\n    def docs(self):\n        return all_documents_of_the_wiki()\n';

beforeAll(() => {
  git('init', '-q', '-b', 'main');
  commit(
    { 'connectors/wiki.py': `import os\n\n\n${client('')}\n\n${source}`, 'notes.txt': 'one\ntwo\nthree\n' },
    'base',
  );
  git('branch', 'fork');
  commit(
    {
      'connectors/wiki.py': null,
      'connectors/wiki/__init__.py': '',
      'connectors/wiki/client.py': client(''),
      'connectors/wiki/source.py': source,
      'notes.txt': 'one\ntwo\nthree\nfour\n',
    },
    'split',
  );
  git('checkout', '-q', 'fork');
  const edited = `        print(os.sep)\n`;
  commit(
    { 'connectors/wiki.py': `import os\n\n\n${client(edited)}\n\n${source}`, 'notes.txt': 'zero\none\ntwo\nthree\n' },
    'print it',
  );
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function port(options: Partial<PortOptions>): Promise<{ code: number; out: string }> {
  let out = '';
  const asked: PortOptions = {
    ...{ repo: dir, fork: 'fork', upstream: undefined, base: 'fork~1', target: 'main', branch: 'ported', force: true },
    ...{ paths: [], merge: false, keepCommits: false, markers: false, dryRun: false, format: 'json', debug: false },
    ...options,
  };
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      out += chunk.toString();
      done();
    },
  });
  const world = { cwd: dir, env, stdout };
  return { code: await runPort(asked, { world, layoutOf: async () => connectors, terminal: plain }), out };
}

describe('fork-lint port', () => {
  it('makes one commit on a new branch and touches nothing else', async () => {
    const before = [git('status', '--porcelain'), git('rev-parse', 'HEAD')];
    const { code, out } = await port({});
    expect(code).toBe(0);
    expect([git('status', '--porcelain'), git('rev-parse', 'HEAD')]).toEqual(before);
    expect(git('log', '--format=%P %an', 'ported', '-1')).toBe(`${git('rev-parse', 'main')} Acme`);
    expect(git('show', 'ported:connectors/wiki/client.py')).toBe(
      `import os\n\n\n${client('        print(os.sep)\n')}`.trim(),
    );
    expect(git('show', 'ported:notes.txt')).toBe('zero\none\ntwo\nthree\nfour');
    // the command's own contract
    const report = JSON.parse(out) as PortReport;
    expect(report.counts).toEqual({ definitions: 2, placed: 2, unplaced: 0 });
    expect(report.commit).toBe(git('rev-parse', 'ported'));
  });

  it('makes the same commit of the same input', async () => {
    await port({ branch: 'again' });
    expect(git('rev-parse', 'again')).toBe(git('rev-parse', 'ported'));
  });

  it('refuses a branch that is there, or checked out', async () => {
    await expect(port({ force: false })).rejects.toThrow('there is a branch ported already');
    await expect(port({ branch: 'fork' })).rejects.toThrow('is checked out');
    await expect(port({ branch: 'a..b' })).rejects.toThrow('cannot be the name of a branch');
  });

  it('can make a merge that the fork fast-forwards to', async () => {
    await port({ branch: 'merged', merge: true });
    expect(git('log', '--format=%P', 'merged', '-1')).toBe(`${git('rev-parse', 'fork')} ${git('rev-parse', 'main')}`);
    expect(git('rev-parse', 'merged^{tree}')).toBe(git('rev-parse', 'ported^{tree}'));
  });

  it('can keep the commits', async () => {
    await port({ branch: 'kept', keepCommits: true });
    expect(git('log', '--format=%s', 'main..kept')).toBe('print it');
    expect(git('rev-parse', 'kept^{tree}')).toBe(git('rev-parse', 'ported^{tree}'));
  });

  it('can only show the change', async () => {
    const refs = git('for-each-ref');
    const { out } = await port({ dryRun: true, format: 'text', branch: 'never' });
    expect(out).toContain('+        print(os.sep)');
    expect(git('for-each-ref')).toBe(refs);
  });

  it('can be limited to paths', async () => {
    await port({ branch: 'some', paths: ['connectors'] });
    expect(git('diff', '--name-only', 'main', 'some')).toBe('connectors/wiki/client.py');
  });

  it('leaves a conflict out and lists it, or writes it with markers', async () => {
    git('checkout', '-q', '-b', 'other', 'main');
    commit({ 'connectors/wiki/client.py': client('        log()\n') }, 'log it');
    const left = await port({ target: 'other', branch: 'left', format: 'text' });
    expect(left.code).toBe(1);
    expect(left.out).toContain('fork and upstream changed the same lines');
    expect(git('show', 'left:connectors/wiki/client.py')).toBe(client('        log()\n').trim());
    await port({ target: 'other', branch: 'marked', markers: true });
    expect(git('show', 'marked:connectors/wiki/client.py')).toContain('<<<<<<< target');
    expect(readFileSync(join(dir, 'connectors/wiki/client.py'), 'utf8')).toBe(client('        log()\n'));
  });
});
