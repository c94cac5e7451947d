// What rules/crossing-9.3.md says of upstream's restructure, asked of upstream itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { homesOf } from '../../src/compare/homes.ts';
import { pageOf } from '../../src/pages.ts';
import { lab, labGit, run } from '../support/lab.ts';

const restructure = '4ffa1c4d8';
const page = pageOf('crossing-9.3');
const inSources = /^(?:app\/connectors_service\/)?connectors\/sources\/(?!.*__init__\.py$).*\.py$/;

describe.skipIf(lab === undefined)('the restructure', () => {
  it('renamed, added, deleted and changed so many files', () => {
    const kinds =
      labGit('diff-tree', '-r', '-M', '--name-status', `${restructure}^1`, restructure).match(/^[A-Z]/gm) ?? [];
    const count = (kind: string): number => kinds.filter((one) => one === kind).length;
    expect(page.replaceAll('\n', ' ')).toContain(
      `${count('R')} files renamed, ${count('A')} added, ${count('D')} deleted, ${count('M')} changed`,
    );
    labGit('merge-base', '--is-ancestor', restructure, 'v9.3.0'); // throws when it is not
  });

  it('split 33 sources into 93 files, of which git finds 30', () => {
    const [gone, come] = [filesOf('v9.2.0', 'v9.3.0'), filesOf('v9.3.0', 'v9.2.0')];
    const asked = new Set(gone.map(({ path }) => path).filter((path) => inSources.test(path)));
    const homes = homesOf(asked, gone, come, (oid) => Buffer.from(labGit('cat-file', 'blob', oid)));
    const found = new Set([...homes.values()].flat().filter((path) => inSources.test(path)));
    expect(asked.size).toBe(33);
    expect(found.size).toBe(93);
    const renames = labGit('diff-tree', '-r', '-M', '--diff-filter=R', '--name-status', 'v9.2.0', 'v9.3.0');
    const followed = renames.split('\n').filter((row) => asked.has(row.split('\t')[1] ?? ''));
    expect(followed).toHaveLength(30);
    const wrong = followed.filter((row) => !homes.get(row.split('\t')[1] ?? '')?.includes(row.split('\t')[2] ?? ''));
    expect(wrong).toEqual([]);
  });

  it('changed the API by moving it', async () => {
    const { out } = await run(['api', 'v9.2.0', 'v9.3.0', '-C', lab ?? '', '-f', 'json']);
    const { counts } = JSON.parse(out) as { readonly counts: { readonly total: number; readonly moved: number } };
    expect(page).toContain(`of the ${counts.total} changes that`);
    expect(page).toContain(`${counts.moved} say where a name went`);
  });
});

describe.skipIf(lab === undefined)('a fork merged over it', () => {
  const dir = mkdtempSync(join(tmpdir(), 'fork-lint-crossing-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const app = 'app/connectors_service/';
  const module = 'class AcmeDataSource:\n    name = "Acme"\n';

  it.each([
    ['a module', 'connectors/sources/acme.py', 'connectors/sources/acme.py', 'directory rename'],
    ['a package', 'connectors/sources/acme/client.py', 'connectors/sources/acme/client.py', null],
    ['a fixture', 'tests/sources/fixtures/acme/fixture.py', 'tests/sources/fixtures/acme/fixture.py', null],
    ['a test', 'tests/sources/test_acme.py', `${app}tests/sources/test_acme.py`, 'file location'],
  ])('%s: where it ends up, and what git says', (_, path, end, says) => {
    const { tree, said } = merged(dir, path, module);
    expect(git(dir, ['ls-tree', '-r', '--name-only', tree]).split('\n')).toContain(end);
    if (says === null) expect(said).not.toContain('CONFLICT');
    else expect(said).toContain(`CONFLICT (${says}`);
  });

  it('a line of the registry merges cleanly, and names a module that is not there', () => {
    const config = labGit('show', `${restructure}^1:connectors/config.py`);
    const line = '            "acme": "connectors.sources.acme:AcmeDataSource",\n';
    const { tree, said } = merged(dir, 'connectors/config.py', config.replace(/("sources": \{\n)/, `$1${line}`));
    expect(said).not.toContain('CONFLICT');
    expect(git(dir, ['show', `${tree}:${app}connectors/config.py`])).toContain(line);
  });

  it('a requirement conflicts, and stays where nothing reads it', () => {
    const path = 'requirements/framework.txt';
    const { tree, said } = merged(dir, path, `${labGit('show', `${restructure}^1:${path}`)}acme==1.0\n`);
    expect(said).toContain('CONFLICT (modify/delete)');
    expect(git(dir, ['ls-tree', '-r', '--name-only', tree]).split('\n')).toContain(path);
  });
});

/** The Python files that one release has and the other lacks, by path. */
function filesOf(release: string, other: string) {
  const has = new Set(labGit('ls-tree', '-r', '--name-only', other).split('\n'));
  const rows = labGit('ls-tree', '-r', release)
    .split('\n')
    .flatMap((row) => {
      const [, oid = '', path = ''] = /^\d+ blob (\w+)\t(.*)$/.exec(row) ?? [];
      return path.endsWith('.py') && !has.has(path) && !path.startsWith('tests/') ? [{ path, oid }] : [];
    });
  return rows;
}

/** A fork of the commit before, with one file written, merged with the restructure: the tree, and what git said. */
function merged(dir: string, path: string, text: string): { readonly tree: string; readonly said: string } {
  git(dir, ['init', '-q', '--bare', '.']);
  const [base, target] = [`${restructure}^1`, restructure].map((name) => labGit('rev-parse', name).trim());
  git(dir, ['read-tree', base ?? '']);
  const blob = git(dir, ['hash-object', '-w', '--stdin'], text).trim();
  git(dir, ['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`]);
  const fork = git(dir, ['commit-tree', '-m', 'x', '-p', base ?? '', git(dir, ['write-tree']).trim()]).trim();
  const said = git(dir, ['-c', 'merge.renameLimit=7000', 'merge-tree', '--write-tree', fork, target ?? '']);
  return { tree: said.split('\n')[0] ?? '', said };
}

/** What git prints in a repository that borrows the laboratory's objects; conflicts, exit code 1, are an answer too. */
function git(dir: string, args: readonly string[], input = ''): string {
  const person = { NAME: 'a', EMAIL: 'a@example.org' };
  const who = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  const objects = {
    GIT_DIR: dir,
    GIT_INDEX_FILE: join(dir, 'index'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(lab ?? '', 'objects'),
  };
  const env = { ...process.env, ...Object.fromEntries(who), ...objects };
  const { status, stdout, stderr } = spawnSync('git', [...args], {
    cwd: dir,
    env,
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0 && !(status === 1 && args.includes('merge-tree'))) throw new Error(stderr);
  return stdout;
}
