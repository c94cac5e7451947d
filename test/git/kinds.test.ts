import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attribute } from '../../src/compare/forecast.ts';
import { treeChanges } from '../../src/git/changes.ts';
import { type Merge, mergeTree, parseMerge } from '../../src/git/merge.ts';
import { openRepository } from '../../src/git/repository.ts';
import { openRoom } from '../../src/git/room.ts';
import { type Repository, tellHistory } from '../support/story.ts';
import { type ConflictKind, kinds } from './kinds.ts';

const env = {
  PATH: process.env['PATH'],
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, 'a'],
      [`GIT_${role}_EMAIL`, 'a@example.org'],
    ]),
  ),
};

/** Path -> its stages; what git hung on a path moved aside becomes the name of the side. */
function stagesOf(merge: Pick<Merge, 'stages'>, sides: Readonly<Record<string, string>>): Record<string, string> {
  const found = new Map<string, string>();
  for (const { path, stage } of merge.stages) {
    const shown = named(path, sides);
    found.set(shown, (found.get(shown) ?? '') + stage);
  }
  return Object.fromEntries(found);
}

const named = (path: string, sides: Readonly<Record<string, string>>): string =>
  Object.entries(sides).reduce((text, [label, name]) => text.replace(`~${label}`, `~${name}`), path);

/** What `git merge` leaves in the index of a work tree, on the fork's branch: there, stage 2 is the fork's. */
function reallyMerged({ dir }: Repository): Record<string, string> {
  spawnSync('git', ['merge', '--no-commit', '--no-ff', 'upstream/main'], { cwd: dir, env });
  const records = execFileSync('git', ['ls-files', '-u', '-z'], { cwd: dir, env, encoding: 'utf8' }).split('\0');
  const stages = records.filter(Boolean).map((record) => {
    const [, stage = '', path = ''] = /^\d+ \w+ (\d)\t(.*)$/s.exec(record) ?? [];
    return { path, stage: stage === '2' ? 3 : stage === '3' ? 2 : 1, mode: '', oid: '' } as const;
  });
  const told = stagesOf({ stages }, { HEAD: 'fork', upstream_main: 'upstream' });
  return Object.fromEntries(Object.entries(told).map(([path, all]) => [path, [...all].sort().join('')]));
}

async function merged({ base, upstream, fork }: ConflictKind) {
  const commit = (line: string, deeds: readonly string[], also: string): string =>
    [`${line}: README.md says "${also}\\n"`, ...deeds].join('\n  ');
  const history = [commit('upstream main', base, 'base'), 'tag v1', commit('upstream main', upstream, 'up')];
  const mine = `fork from v1: mine.md says "mine\\n"\n  ${fork.join('\n  ')}`;
  const told = tellHistory([...history, mine].join('\n'), undefined, { checkout: true });
  const repository = await openRepository(told.dir, { cwd: told.dir, env });
  const room = openRoom(repository);
  try {
    const [up = '', own = '', from = ''] = told.git('rev-parse', 'upstream/main', 'main', 'v1').trim().split('\n');
    const merge = await mergeTree(room.git, up, own);
    const changes = await treeChanges(room.git, `${from}^{tree}`, `${own}^{tree}`);
    const changed = new Map(changes.map(({ path, after }) => [path, after]));
    return { merge, changed, sides: { [up]: 'upstream', [own]: 'fork' }, real: reallyMerged(told) };
  } finally {
    room.close();
    told.remove();
  }
}

describe('every kind of conflict that git has', () => {
  it.each(Object.entries<ConflictKind>(kinds))('%s', async (_, kind) => {
    const { merge, changed, sides, real } = await merged(kind);
    expect(merge.clean).toBe(false);
    expect(stagesOf(merge, sides)).toEqual(kind.stages);
    expect(real, 'what git merge leaves in a work tree').toEqual(kind.stages);
    const conflicts = merge.messages.filter(({ type }) => type !== 'Auto-merging');
    expect(
      conflicts.map(({ type, paths }) => `${type}: ${paths.map((path) => named(path, sides)).join(', ')}`),
    ).toEqual(kind.messages);
    const forecast = attribute(merge, changed);
    expect(forecast.conflicts.map(({ path, kinds: all }) => `${path} (${all.join(', ')})`)).toEqual(kind.ours);
    expect([forecast.clean, forecast.others]).toEqual([false, 0]);
  });
});

/** Commits of the submodule that base, ours and theirs name, what git calls the outcome, and whether it is clean. */
const submodules = [
  ['root', 'left', 'after', 'Fast forwarding submodule', true],
  ['root', 'left', 'lonely', 'CONFLICT (submodule)', false],
  ['root', 'left', 'right', 'CONFLICT (submodule with possible resolution)', false],
  ['root', 'left', 'nowhere', 'CONFLICT (submodule history not available)', false],
  ['left', 'root', 'right', 'CONFLICT (submodule may have rewinds)', false],
  [null, 'left', 'right', 'CONFLICT (submodule lacks merge base)', false],
] as const;

describe('a submodule that git can look into', () => {
  let dir = '';
  const git = (at: string, ...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: at, env, encoding: 'utf8' }).trim();
  const commit = (at: string, ...parents: readonly string[]): string =>
    git(
      at,
      'commit-tree',
      git(at, 'write-tree'),
      '-m',
      `of ${parents.join(' and ')}`,
      ...parents.flatMap((one) => ['-p', one]),
    );
  const points: Record<string, string> = { nowhere: 'f'.repeat(40) };
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'fork-lint-submodule-'));
    const inner = join(dir, 's');
    mkdirSync(inner);
    for (const at of [dir, inner]) git(at, 'init', '-q');
    const root = commit(inner);
    const [left, right, lonely] = ['left', 'right', 'lonely'].map((name) => {
      git(
        inner,
        'update-index',
        '--add',
        '--cacheinfo',
        `100644,${git(inner, 'hash-object', '-w', '--stdin')},${name}`,
      );
      return commit(inner, root);
    });
    Object.assign(points, { root, left, right, lonely, after: commit(inner, left ?? '') });
    const both = commit(inner, left ?? '', right ?? '');
    for (const name of ['root', 'left', 'right', 'lonely', 'after']) git(inner, 'branch', name, points[name] ?? '');
    git(inner, 'branch', 'both', both);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const pointing = (point: string | null, ...parents: readonly string[]): string => {
    git(dir, 'read-tree', '--empty');
    if (point !== null) git(dir, 'update-index', '--add', '--cacheinfo', `160000,${points[point]},s`);
    return commit(dir, ...parents);
  };

  it.each(submodules)('%s, %s and %s: %s', (base, ours, theirs, type, clean) => {
    const from = pointing(base);
    const args = ['merge-tree', '--write-tree', '-z', '--messages', pointing(ours, from), pointing(theirs, from)];
    const { status, stdout } = spawnSync('git', args, { cwd: dir, env });
    const merge = parseMerge(stdout);
    expect(status).toBe(clean ? 0 : 1);
    expect(merge?.messages[0]).toEqual({ paths: ['s'], type });
    expect(merge?.stages.map(({ path, stage }) => `${path}${stage}`)).toEqual(
      clean ? [] : base === null ? ['s2', 's3'] : ['s1', 's2', 's3'],
    );
  });
});

/** The conflicts of git's own list; the errors that newer versions have beside them stand in merge.test.ts. */
const types = [
  ...['contents', 'binary', 'file/directory', 'distinct modes', 'modify/delete', 'rename/rename'],
  ...['rename involved in collision', 'rename/delete', 'directory rename suggested'],
  ...['file in way of directory rename', 'directory rename collision', 'directory rename unclear split'],
  ...['submodule', 'submodule with possible resolution', 'submodule not initialized'],
  ...['submodule history not available', 'submodule may have rewinds', 'submodule lacks merge base'],
];

it('makes a conflict of every type that git has', () => {
  const made = [
    ...Object.values<ConflictKind>(kinds).flatMap(({ messages }) => messages),
    ...submodules.map((row) => row[3]),
  ];
  const seen = made.flatMap((text) => /^CONFLICT ?\((.+?)\)/.exec(text)?.[1] ?? []);
  expect([...new Set(seen)].sort()).toEqual([...types].sort());
});
