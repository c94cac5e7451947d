import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

async function port(options: Partial<PortOptions>, isTTY = false): Promise<{ code: number; out: string }> {
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
  const world = { cwd: dir, env, stdout: Object.assign(stdout, { isTTY }) };
  const code = await runPort(asked, { world, layoutOf: async () => connectors, terminal: plain });
  const made = asked.dryRun ? '' : git('log', '-p', '--format=%an %ae %B', `main..${asked.branch ?? 'port/main'}`);
  // all of it, but for what each run calls otherwise; the tests say what matters
  expect(`\n${out}${made}`.replace(/^index .*\n/gm, '').replace(/\b[0-9a-f]{10,}\b/g, '<id>')).toMatchSnapshot();
  return { code, out };
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

describe('the flags of fork-lint port', () => {
  it.each<[what: string, options: Partial<PortOptions>, complaint: string]>([
    ['a format', { format: 'xml' }, 'there is no format "xml" for port'],
    ['a merge of many commits', { merge: true, keepCommits: true }, '--merge makes one commit'],
    ['a copy as a merge', { copy: 'acme', merge: true }, '--copy makes one commit on top of the fork'],
    ['a copy as many commits', { copy: 'acme', keepCommits: true }, '--copy makes one commit on top of the fork'],
    ['some paths of a copy', { copy: 'acme', paths: ['a'] }, '--copy makes one commit on top of the fork'],
  ])('do not go together: %s', (_, options, complaint) => expect(port(options)).rejects.toThrow(complaint));

  it('name a branch by the target when nobody does', async () => {
    const { out } = await port({ branch: undefined, target: 'refs/heads/main' });
    expect((JSON.parse(out) as PortReport).branch).toBe('port/main');
    expect(git('rev-parse', 'port/main^{tree}')).toBe(git('rev-parse', 'ported^{tree}'));
  });

  it('show a patch that git applies, and on a terminal one that it does not obey', async () => {
    git('checkout', '-q', '-b', 'bell', 'fork');
    commit({ 'bell.txt': 'ring\u001b[2J\n' }, 'ring');
    const patch = await port({ fork: 'bell', dryRun: true, format: 'text' });
    expect(patch.out).toContain('+ring\u001b[2J\n');
    const shown = await port({ fork: 'bell', dryRun: true, format: 'text' }, true);
    expect(shown.out).not.toContain('\u001b');
    expect(shown.out).toContain('+ring');
    const { out } = await port({ fork: 'bell', dryRun: true });
    const report = JSON.parse(out.slice(out.indexOf('\n{') + 1)) as PortReport;
    expect([report.branch, report.commit]).toEqual([null, null]);
  });

  it.each([
    ['notes.txt', 'notes.txt'],
    ['connectors/', 'connectors/wiki/client.py'],
    ['connectors/wi', ''],
    ['note', ''],
  ])('limit it to %s', async (path, changed) => {
    await port({ branch: 'some', paths: [path] });
    expect(git('diff', '--name-only', 'main', 'some')).toBe(changed);
  });

  it('keep those commits that change something, as they were', async () => {
    git('checkout', '-q', '-b', 'three', 'fork');
    commit({ 'own.txt': 'one\n' }, 'add it\n\nAnd say why.');
    git('commit', '-q', '--allow-empty', '-m', 'nothing');
    commit({ 'own.txt': 'two\n' }, 'change it');
    const { out } = await port({ fork: 'three', base: 'fork~1', branch: 'kept', keepCommits: true });
    const format = '--format=%an %ae %at %B';
    expect(git('log', '--reverse', format, 'main..kept')).toBe(
      ['fork', 'three~2', 'three'].map((commit) => git('log', '-1', format, commit)).join('\n\n'),
    );
    expect((JSON.parse(out) as PortReport).counts.placed).toBe(3);
    await port({ fork: 'three', base: 'fork~1', branch: 'once' });
    expect(git('log', '-1', '--format=%B', 'once')).toBe(
      "Carry the fork's changes over to main\n\n* print it\n* add it\n* nothing\n* change it",
    );
    expect(git('log', '-1', '--format=%ct', 'once')).toBe(git('log', '-1', '--format=%ct', 'three'));
    expect(git('rev-parse', 'once^{tree}')).toBe(git('rev-parse', 'kept^{tree}'));
  });
});

describe('files that are no Python', () => {
  const text = (name: string, line: string): string =>
    `${line}\n${['two', 'three', 'four'].map((more) => `${name} ${more}\n`).join('')}`;

  beforeAll(() => {
    git('checkout', '-q', '-b', 'plain', 'main');
    const names = ['apart', 'both', 'same', 'gone', 'changed', 'unwanted', 'unwanted-by-all', 'run'];
    commit(Object.fromEntries(names.map((name) => [`files/${name}`, text(name, 'one')])), 'files');
    git('branch', 'plain-fork');
    commit(
      {
        ...{
          'files/apart': `${text('apart', 'one')}five\n`,
          'files/both': text('both', 'theirs'),
          'files/same': text('same', 'same'),
        },
        ...{
          'files/gone': null,
          'files/changed': text('changed', 'theirs'),
          'files/unwanted-by-all': null,
          'files/new': text('new', 'theirs'),
        },
      },
      'theirs',
    );
    git('checkout', '-q', 'plain-fork');
    chmodSync(join(dir, 'files/run'), 0o755);
    commit(
      {
        ...{
          'files/apart': text('apart', 'ours'),
          'files/both': text('both', 'ours'),
          'files/same': text('same', 'same'),
        },
        ...{
          'files/gone': text('gone', 'ours'),
          'files/changed': null,
          'files/unwanted': null,
          'files/unwanted-by-all': null,
        },
        ...{ 'files/new': text('new', 'ours'), 'files/own': text('changed', 'own') },
      },
      'ours',
    );
  });

  const sides = { fork: 'plain-fork', base: 'plain-fork~1', target: 'plain' };

  it('are merged as git does, and none is taken for another', async () => {
    const { code, out } = await port({ ...sides, branch: 'files-ported' });
    const { files } = JSON.parse(out) as PortReport;
    expect(code).toBe(1);
    expect(files.flatMap(({ placed }) => placed.map(({ home, how }) => `${home} ${how}`))).toEqual([
      ...['files/apart merged by git', 'files/own added', 'files/run merged by git', 'files/same upstream'],
      ...['files/unwanted deleted', 'files/unwanted-by-all upstream'],
    ]);
    expect(files.flatMap(({ unplaced }) => unplaced.map((one) => [one.symbol, one.reason, ...one.candidates]))).toEqual(
      [
        ['files/both', 'fork and upstream changed the same lines', 'files/both'],
        ['files/changed', 'upstream changed what the fork deleted', 'files/changed'],
        ['files/gone', 'the target no longer has this file'],
        ['files/new', 'fork and upstream both added this file', 'files/new'],
      ],
    );
    expect(files.find(({ from }) => from === 'files/both')?.unplaced[0]?.patch).toBe(
      '@@ -1,4 +1,4 @@\n-one\n+ours\n both two\n both three\n both four\n',
    );
    const modes = git('diff', '--raw', '--abbrev=1', '--no-renames', 'plain', 'files-ported');
    expect(modes.split('\n').map((row) => row.replace(/ \w+ \w+ (?=[A-Z])/, ' '))).toEqual([
      ...[':100644 100644 M\tfiles/apart', ':000000 100644 A\tfiles/own'],
      ...[':100644 100755 M\tfiles/run', ':100644 000000 D\tfiles/unwanted'],
    ]);
    expect(git('show', 'files-ported:files/apart')).toBe(`${text('apart', 'ours')}five`);
  });

  it('are written with markers when that is asked for', async () => {
    const { out } = await port({ ...sides, branch: 'files-marked', markers: true });
    expect((JSON.parse(out) as PortReport).counts).toEqual({ definitions: 10, placed: 6, unplaced: 4 });
    const show = (name: string): string => git('show', `files-marked:files/${name}`);
    expect(show('both')).toMatch(/^<<<<<<< .*\ntheirs\n=======\nours\n>>>>>>> .*\nboth two\nboth three\nboth four$/);
    expect([show('changed'), show('gone')]).toEqual([text('changed', 'theirs').trim(), text('gone', 'ours').trim()]);
  });
});
