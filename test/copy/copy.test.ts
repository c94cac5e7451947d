import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CopyOptions } from '../../src/cli/copy.ts';
import { runCopy } from '../../src/copy/run.ts';
import { fixFirst } from '../../src/fix/fix.ts';
import { study } from '../own/study.ts';
import { fixtures, type Repository, tellHistory } from '../support/story.ts';

let told: Repository | undefined;
afterEach(() => {
  told?.remove();
  told = undefined;
});

const textOf = (tree: string, path: string): string => readFileSync(join(fixtures, 'trees', tree, path), 'utf8');
const says = (path: string, text: string): string => `  "${path}" says ${JSON.stringify(text)}`;

const box = 'connectors/sources/box.py';
const edited = `${textOf('9.2', box)}\n\ndef acme_only():\n    return "ours"\n`;
const start = ['upstream main: trees/9.2/', 'tag v9.2.0', 'fork from v9.2.0', says(box, edited)];

function tellFork(history: readonly string[] = start, checkout = true): Repository {
  told = tellHistory(history.join('\n'), fixtures, { checkout });
  return told;
}

async function copy(options: Partial<CopyOptions> = {}): Promise<{ readonly code: number; readonly said: string }> {
  const said: string[] = [];
  const where = {
    upstream: undefined,
    base: undefined,
    target: undefined,
    config: undefined,
    fetch: false,
    debug: false,
  };
  const code = await runCopy(
    {
      ...where,
      repo: told?.dir ?? '',
      fork: 'HEAD',
      source: 'box',
      new: 'acme_box',
      pristine: false,
      register: 'layout',
      dryRun: false,
      ...options,
    },
    { world: { now: 0, stdout: { write: (part: unknown) => said.push(String(part)) > 0 } }, study },
  );
  return { code, said: said.join('') };
}

const on = (path: string): string => readFileSync(join(told?.dir ?? '', path), 'utf8');
const changed = (): string[] =>
  (told?.git('status', '--porcelain', '--untracked-files=all') ?? '').trimEnd().split('\n').sort();

describe('fork-lint copy in a work tree', () => {
  it('makes the edited source an own one and restores the original', async () => {
    tellFork();
    const { code, said } = await copy();
    expect(said).toContain('copied box to acme_box: AcmeBoxDataSource, service type acme_box');
    expect(code).toBe(0);
    expect(changed()).toEqual([
      ' M connectors/config.py',
      ' M connectors/sources/box.py',
      '?? connectors/sources/acme_box.py',
      '?? tests/sources/fixtures/acme_box/docker-compose.yml',
      '?? tests/sources/test_acme_box.py',
    ]);
    expect(on(box)).toBe(textOf('9.2', box));
    expect(on('connectors/sources/acme_box.py')).toContain('acme_only');
    expect(on('connectors/sources/acme_box.py')).toMatch(
      /class AcmeBoxDataSource\(.*\n\s+name = "Acme Box"\n\s+service_type = "acme_box"/,
    );
    expect(on('tests/sources/test_acme_box.py')).not.toMatch(
      /connectors\.sources\.box\b|BoxDataSource\b(?<!AcmeBoxDataSource)/,
    );
    expect(on('connectors/config.py')).toMatch(
      /"box": .*\n\s+"acme_box": "connectors\.sources\.acme_box:AcmeBoxDataSource",\n/,
    );
  });

  it('takes names of its own', async () => {
    tellFork();
    await copy({ class: 'Vault', serviceType: 'vault', name: "Acme's vault", source: 'connectors/sources/box.py' });
    expect(on('connectors/sources/acme_box.py')).toMatch(
      /class Vault\(.*\n\s+name = "Acme's vault"\n\s+service_type = "vault"/,
    );
    expect(existsSync(join(told?.dir ?? '', 'tests/sources/fixtures/vault/docker-compose.yml'))).toBe(true);
  });

  it('leaves an edited original alone when it copies the pristine one', async () => {
    tellFork();
    const { code, said } = await copy({ pristine: true });
    expect(said).toContain('box itself is still edited: connectors/sources/box.py');
    expect(code).toBe(1);
    expect(on(box)).toBe(edited);
    expect(on('connectors/sources/acme_box.py')).not.toContain('acme_only');
  });

  it('registers in a config.yml that git ignores', async () => {
    tellFork([...start, says('.gitignore', 'config.yml\n')]);
    writeFileSync(join(told?.dir ?? '', 'config.yml'), 'service:\n  idling: 1\n');
    await copy({ register: 'config.yml' });
    expect(on('connectors/config.py')).toBe(textOf('9.2', 'connectors/config.py'));
    expect(on('config.yml')).toBe(
      'service:\n  idling: 1\n\nsources:\n  acme_box: connectors.sources.acme_box:AcmeBoxDataSource\n',
    );
  });

  it('refuses uncommitted work and names it', async () => {
    tellFork();
    writeFileSync(join(told?.dir ?? '', 'mine.txt'), 'mine');
    await expect(copy()).rejects.toMatchObject({
      message: expect.stringContaining('1 file'),
      next: expect.arrayContaining(['  mine.txt']),
    });
    expect(changed()).toEqual(['?? mine.txt']);
  });

  it('writes through no symbolic link', async () => {
    tellFork([...start, says('.gitignore', '/tests\n')]);
    told?.git('rm', '-rq', 'tests');
    told?.git('-c', 'user.name=A', '-c', 'user.email=a@b', 'commit', '-qm', 'no tests');
    symlinkSync('..', join(told?.dir ?? '', 'tests'));
    told?.git('add', '-f', 'tests');
    told?.git('-c', 'user.name=A', '-c', 'user.email=a@b', 'commit', '-qm', 'a link');
    await expect(copy()).rejects.toThrow('tests is no folder here');
    expect(changed()).toEqual(['']);
  });

  it.each([
    ['a name that is no module', { new: 'Acme-Box' }, 'cannot name a Python module'],
    ['a name that is taken', { new: 'graphql' }, 'the name graphql is taken'],
    ['a source that is none', { source: 'bocks' }, 'is no data source of this fork'],
    ["the original's class", { class: 'BoxDataSource' }, "keep the original's class"],
    ['a fork that is not checked out', { fork: 'refs/heads/main' }, 'goes with --branch'],
  ])('refuses %s', async (_, options, sentence) => {
    tellFork();
    await expect(copy(options)).rejects.toThrow(sentence);
    expect(changed()).toEqual(['']);
  });
});

describe('fork-lint copy elsewhere', () => {
  it('writes one branch in a bare repository', async () => {
    tellFork(start, false);
    await expect(copy({ fork: 'main' })).rejects.toThrow('a bare repository has no files');
    const { code } = await copy({ fork: 'main', branch: 'own-box' });
    expect(code).toBe(0);
    const names = told?.git('diff', '--name-status', '--no-renames', 'main', 'own-box').trim().split('\n');
    expect(names).toHaveLength(5);
    expect(told?.git('show', `own-box:${box}`)).toBe(textOf('9.2', box));
    await expect(copy({ fork: 'main', branch: 'own-box' })).rejects.toThrow('there is a branch own-box already');
  });

  it('only shows the difference when asked to', async () => {
    tellFork();
    const { code, said } = await copy({ dryRun: true });
    expect(code).toBe(0);
    expect(said).toContain('+class AcmeBoxDataSource(');
    expect(said).toContain('-def acme_only():');
    expect(changed()).toEqual(['']);
    expect(told?.git('for-each-ref', 'refs/heads').trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['8.8', 'v8.8.0.0', 'mysql', 'connectors/sources/acme.py', 'config.yml'],
    [
      '9.3',
      'v9.3.0',
      'sharepoint_online',
      'app/connectors_service/connectors/sources/acme/datasource.py',
      'app/connectors_service/connectors/config.py',
    ],
  ])('knows the layout of %s', async (tree, tag, source, main, registry) => {
    tellFork([`upstream main: trees/${tree}/`, `tag ${tag}`, `fork from ${tag}`, says('notes.txt', 'ours\n')], false);
    const { code, said } = await copy({ fork: 'main', branch: 'own', source, new: 'acme' });
    expect([said, code]).toEqual([expect.stringContaining('nothing is left to do'), 0]);
    expect(told?.git('show', `own:${main}`)).toContain('class AcmeDataSource');
    expect(told?.git('show', `own:${registry}`)).toContain('connectors.sources.acme:AcmeDataSource');
    expect(told?.git('diff', '--name-only', '--diff-filter=MD', 'main', 'own').trim()).toBe(registry);
  });
});

describe('fork-lint check --fix', () => {
  const where = {
    upstream: undefined,
    base: undefined,
    target: undefined,
    config: undefined,
    fetch: false,
    debug: false,
  };
  const dead = 'connectors/sources/acme.py';
  const text = textOf('9.2', 'connectors/sources/graphql.py')
    .replaceAll('GraphQL', 'Acme')
    .replaceAll('graphql', 'acme');

  it('moves what a restructure left behind and registers it', async () => {
    tellFork([
      'upstream main: trees/9.3/',
      'tag v9.3.0',
      'fork from v9.3.0',
      says(dead, text),
      says('tests/sources/test_acme.py', 'A = 1\n'),
    ]);
    const said: string[] = [];
    const world = { stderr: { write: (part: unknown) => said.push(String(part)) > 0 } };
    const fixed = await fixFirst({ ...where, repo: told?.dir ?? '', fork: 'HEAD' }, { world, study });
    expect(fixed).toBe(3);
    expect(on(`app/connectors_service/${dead}`)).toBe(text);
    expect(existsSync(join(told?.dir ?? '', dead))).toBe(false);
    expect(on('app/connectors_service/connectors/config.py')).toContain(
      '"acme": "connectors.sources.acme:AcmeDataSource",',
    );
    expect(said.join('')).toContain(
      'fixed: moved tests/sources/test_acme.py to app/connectors_service/tests/sources/test_acme.py',
    );
  });

  it('writes nothing over uncommitted work, and nothing that only the target needs', async () => {
    tellFork([
      'upstream main: trees/9.2/',
      'tag v9.2.0',
      'upstream main: only trees/9.3/',
      'tag v9.3.0',
      'fork from v9.2.0',
      says(dead, text),
    ]);
    writeFileSync(join(told?.dir ?? '', 'connectors/config.py'), 'mine = 1\n');
    const world = { stderr: { write: () => true } };
    await expect(fixFirst({ ...where, repo: told?.dir ?? '', fork: 'HEAD' }, { world, study })).rejects.toThrow(
      'not committed',
    );
    expect(on('connectors/config.py')).toBe('mine = 1\n');
    expect(on(dead)).toBe(text);
  });
});
