// A repository whose configuration, attributes and hooks name programs: no command starts one, and none that only reads
// writes a byte.
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { git, nobody, scratch } from '../states/support/git.ts';
import { listing, written } from '../states/support/listing.ts';
import { everyHook, trapsIn } from '../states/support/traps.ts';
import { type Repository, tellHistory } from '../support/story.ts';
import { behind } from './behind.ts';
import { reading, run, writing } from './commands.ts';

const dir = scratch();
const markers = join(dir, 'markers');
const traps = trapsIn(dir, markers);
const told: Repository[] = [];
afterAll(() => {
  for (const one of told) one.remove();
});

beforeEach(() => {
  rmSync(markers, { recursive: true, force: true });
  mkdirSync(markers);
});

/** What a pull request may bring along. */
const attributes =
  '* merge=evil diff=evil filter=evil ident working-tree-encoding=UTF-8\n*.py filter=a=b\n*.md filter=odd\n';
const modules = ['evil', '--upload-pack=x', '../../x']
  .map(
    (name) =>
      `[submodule "${name}"]\n\tpath = vendored\n\turl = ext::sh -c touch% ${markers}/ext\n\tupdate = !touch ${markers}/update\n`,
  )
  .join('');

const history = [
  behind,
  `  .gitattributes says ${JSON.stringify(attributes)}`,
  `  .gitmodules says ${JSON.stringify(modules)}`,
  `  vendored is a submodule at ${'5'.repeat(40)}`,
].join('\n');

function trapped(): string {
  const fork = tellHistory(history, undefined, { checkout: true });
  told.push(fork);
  const at = (...parts: readonly string[]): string => join(fork.dir, '.git', ...parts);
  const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
  const section = ([key, value]: readonly [string, string]): string => {
    const [, name = '', sub, field = ''] = /^(\w+)\.(?:(.*)\.)?([\w-]+)$/.exec(key) ?? [];
    return `[${name}${sub === undefined ? '' : ` "${sub}"`}]\n\t${field} = ${quoted(value)}\n`;
  };
  const more: readonly (readonly [string, string])[] = [
    ['filter.a=b.clean', traps.program('clean-of-a=b', 'cat; echo changed')],
    ['filter.a=b.smudge', traps.program('smudge-of-a=b', 'cat')],
    ['filter.a=b.required', 'true'],
    ['filter.odd.process', traps.program('process-of-odd', 'exit 1')],
    ['merge.default', 'evil'],
    ['diff.tool', 'evil'],
    ['submodule.vendored.update', `!touch ${markers}/submodule`],
    ['submodule.recurse', 'true'],
    ['submodule.vendored.active', 'true'],
    ['trailer.sign.command', traps.program('trailer')],
    ['trailer.sign.cmd', traps.program('trailer-cmd')],
    ['alias.status', `!touch ${markers}/alias`],
    ['alias.cat-file', `!touch ${markers}/alias`],
    ['gpg.ssh.program', traps.program('gpg-ssh')],
    ['commit.gpgSign', 'true'],
    ['tag.gpgSign', 'true'],
    ['sequence.editor', traps.program('sequence-editor')],
    ['format.attach', 'true'],
    ['hook.evil.command', traps.program('hook-of-the-configuration')],
    ['hook.evil.event', 'reference-transaction'],
    ['hook.evil.event', 'post-index-change'],
    ['include.path', at('included')],
    ['protocol.ext.allow', 'always'],
    ['protocol.allow', 'always'],
    ['remote.upstream.uploadpack', traps.program('upload-pack')],
    ['remote.upstream.proxy', `ext::sh -c touch% ${markers}/proxy`],
    ['gc.auto', '1'],
    ['maintenance.auto', 'true'],
  ];
  writeFileSync(at('included'), `[core]\n\tfsmonitor = ${traps.program('fsmonitor-included', 'exit 1')}\n`);
  appendFileSync(at('config'), [...traps.settings(), ...more].map(section).join(''));
  for (const hook of [...everyHook, 'pre-push', 'post-rewrite', 'post-merge', 'update', 'pre-applypatch']) {
    traps.hook(at('hooks'), hook);
    traps.hook(join(dir, 'hooks'), hook);
  }
  mkdirSync(at('info'), { recursive: true });
  writeFileSync(at('info', 'attributes'), attributes);
  writeFileSync(at('info', 'grafts'), `${fork.git('rev-parse', 'HEAD').trim()}\n`);
  return fork.dir;
}

it('no command that only reads starts a program or writes a byte', async () => {
  const repo = trapped();
  writeFileSync(join(repo, 'README.md'), 'changed\n');
  writeFileSync(join(repo, 'connectors', 'utils.py'), 'changed = 1\n');
  const before = listing(repo);
  const codes = new Map<string, number>();
  for (const row of [...reading, { argv: ['--worktree'], prints: 'log' } as const]) {
    const { code, err } = await run(row, repo);
    codes.set(row.argv.join(' '), code);
    expect(err).not.toMatch(/bug/);
    expect([row.argv.join(' '), readdirSync(markers)]).toEqual([row.argv.join(' '), []]);
  }
  expect([...codes].filter(([, code]) => code > 1)).toEqual([]);
  expect(written(repo, before)).toEqual([]);
}, 120_000);

it('no command that writes starts a program', async () => {
  const repo = trapped();
  for (const row of writing) {
    const { code, err } = await run(row, repo);
    expect([row.argv.join(' '), code > 1, err.includes('bug'), readdirSync(markers)]).toEqual([
      row.argv.join(' '),
      false,
      false,
      [],
    ]);
  }
}, 120_000);

it('the traps are real: git falls into them', () => {
  const repo = trapped();
  const silenced = ['filter.evil.process=', 'filter.evil.clean=', 'filter.evil.required=false', 'filter.odd.process='];
  writeFileSync(join(repo, 'connectors', 'utils.py'), 'changed = 1\n');
  git(repo, [...silenced.flatMap((one) => ['-c', one]), 'add', 'connectors/utils.py']);
  git(repo, ['update-ref', 'refs/heads/x', 'HEAD']);
  expect(readdirSync(markers)).toEqual(
    expect.arrayContaining(['clean-of-a=b', 'fsmonitor-included', 'reference-transaction']),
  );
});

describe('--fetch', () => {
  it.each([
    [
      'a URL that names a program',
      (repo: string) => git(repo, ['config', 'remote.upstream.url', `ext::sh -c touch% ${markers}/ext`]),
    ],
    ['a remote helper', (repo: string) => git(repo, ['config', 'remote.upstream.vcs', 'evil'])],
    [
      'an insteadOf that leads to a program',
      (repo: string) => git(repo, ['config', `url.ext::sh -c touch% ${markers}/instead% .insteadOf`, 'https://']),
    ],
  ])('starts no program for %s', async (_, set) => {
    const fork = tellHistory(history, undefined, { checkout: true });
    told.push(fork);
    for (const key of ['protocol.allow', 'protocol.ext.allow', 'protocol.evil.allow'])
      git(fork.dir, ['config', key, 'always']);
    const helper = traps.program('git-remote-evil');
    set(fork.dir);
    const { code, err } = await run({ argv: ['--fetch'], prints: 'log' }, fork.dir, {
      PATH: `${join(helper, '..')}:${nobody.PATH}`,
    });
    expect([code, err.includes('bug'), readdirSync(markers)]).toEqual([2, false, []]);
    expect(existsSync(join(fork.dir, '.git', 'FETCH_HEAD.lock'))).toBe(false);
  });
});

it.each(['fork-lint.yaml', 'fork-lint.carries.yaml'])(
  '%s that leads elsewhere is not read, and nothing of it is told',
  async (file) => {
    const fork = tellHistory(
      [...history.split('\n'), `  ${file} is a link to ../../../../proc/self/environ`].join('\n'),
      undefined,
      { checkout: true },
    );
    told.push(fork);
    const { code, err } = await run({ argv: [], prints: 'log' }, fork.dir);
    expect([code, err]).toEqual([2, `fork-lint: ${file} is no plain file, so it is not read\n  ls -ld ${file}\n`]);
  },
);
