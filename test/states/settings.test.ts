// Nothing that a user may have set changes a byte of the report, and none of the programs that settings name is started.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { git, nobody, scratch } from './support/git.ts';
import { make } from './support/history.ts';
import { lint, report } from './support/lint.ts';
import { listing, written } from './support/listing.ts';
import { everyHook, trapsIn } from './support/traps.ts';

const dir = scratch();
const home = join(dir, 'home');
const markers = join(dir, 'markers');
const traps = trapsIn(dir, markers);

/** Settings that change what git prints or finds. */
const tastes: readonly (readonly [key: string, value: string])[] = [
  ['diff.noprefix', 'true'],
  ['diff.mnemonicPrefix', 'true'],
  ['diff.renames', 'false'],
  ['diff.renameLimit', '1'],
  ['diff.algorithm', 'patience'],
  ['diff.context', '20'],
  ['diff.interHunkContext', '50'],
  ['diff.indentHeuristic', 'false'],
  ['diff.relative', 'true'],
  ['diff.suppressBlankEmpty', 'true'],
  ['diff.ignoreSubmodules', 'all'],
  ['diff.orderFile', '/dev/null'],
  ['color.ui', 'always'],
  ['color.diff', 'always'],
  ['color.status', 'always'],
  ['core.quotePath', 'true'],
  ['core.abbrev', '4'],
  ['core.warnAmbiguousRefs', 'false'],
  ['core.bigFileThreshold', '1'],
  ['core.commitGraph', 'false'],
  ['core.ignoreCase', 'true'],
  ['core.splitIndex', 'true'],
  ['core.untrackedCache', 'true'],
  ['core.disambiguate', 'blob'],
  ['i18n.logOutputEncoding', 'latin1'],
  ['log.showSignature', 'true'],
  ['log.date', 'relative'],
  ['log.decorate', 'full'],
  ['log.diffMerges', 'first-parent'],
  ['log.follow', 'true'],
  ['log.mailmap', 'true'],
  ['log.showRoot', 'false'],
  ['format.pretty', 'email'],
  ['merge.renames', 'false'],
  ['merge.directoryRenames', 'true'],
  ['merge.renameLimit', '1'],
  ['merge.conflictStyle', 'diff3'],
  ['status.showUntrackedFiles', 'no'],
  ['status.relativePaths', 'false'],
  ['status.branch', 'true'],
  ['status.short', 'true'],
  ['submodule.recurse', 'true'],
  ['tag.sort', '-version:refname'],
  ['versionsort.suffix', '-'],
  ['protocol.allow', 'always'],
];

let repo: string;
let before: { readonly json: string; readonly text: string; readonly files: string; readonly parent: string };

/** The errors are told too: where there is no report they say why. */
async function answers(env: Readonly<Record<string, string>> = {}) {
  const all = { env: { HOME: home, ...env } };
  const said = async (...argv: string[]): Promise<string> => {
    const { out, err } = await lint(repo, argv, all);
    return err + out;
  };
  return {
    json: await said('-f', 'json'),
    text: await said(),
    files: await said('-f', 'json', '--worktree'),
    parent: await said('-f', 'json', '--fork', 'HEAD~2'),
  };
}

beforeAll(async () => {
  mkdirSync(markers);
  repo = make(join(dir, 'repo'));
  writeFileSync(join(repo, '.gitattributes'), '* merge=evil diff=evil filter=evil\n');
  git(repo, ['add', '.gitattributes']);
  git(repo, ['commit', '-q', '-m', 'Attributes']);
  appendFileSync(join(repo, 'connectors', 'config.py'), '# changed\n');
  writeFileSync(join(repo, 'untracked ü.txt'), 'x\n');
  before = await answers();
  expect(before.json).toContain('"framework-edit"');
  expect(before.text).toContain('2 uncommitted files not checked');

  mkdirSync(join(dir, 'hooks'));
  for (const hook of everyHook) {
    traps.hook(join(dir, 'hooks'), hook);
    traps.hook(join(repo, '.git', 'hooks'), hook);
  }
  writeFileSync(join(dir, 'attributes'), '* -text merge=evil diff=evil filter=evil\n*.py -diff\nVERSION binary\n');
  mkdirSync(join(repo, '.git', 'info'), { recursive: true });
  writeFileSync(join(repo, '.git', 'info', 'attributes'), '*.py merge=union diff=evil\nREADME.md merge=ours\n');
  // the base is somebody else's child, by both ways to say so; a release has another content
  writeFileSync(
    join(repo, '.git', 'info', 'grafts'),
    `${git(repo, ['rev-parse', 'HEAD~1'])} ${git(repo, ['rev-parse', 'v9.2.0'])}\n`,
  );
  git(repo, ['replace', '--graft', 'HEAD~1', 'v9.2.1']);
  git(repo, ['replace', '-f', git(repo, ['rev-parse', 'v9.3.0']), git(repo, ['rev-parse', 'v9.2.0'])]);
  for (const marker of readdirSync(markers)) rmSync(join(markers, marker)); // our own `git replace` ran a hook
  utimesSync(join(repo, 'README.md'), 1_800_000_000, 1_800_000_000); // git must read it to see that it is the same
});

const setGlobally = (key: string, value: string): string =>
  git(dir, ['config', '--file', join(home, '.gitconfig'), key, value]);

describe.each(['the repository', "the user's home"])('set in %s', (place) => {
  it('no taste and no program changes a byte, and nothing foreign runs', async () => {
    const inRepository = place === 'the repository';
    for (const [key, value] of [...tastes, ...traps.settings()]) {
      if (inRepository) git(repo, ['config', key, value]);
      else setGlobally(key, value);
    }
    const state = listing(repo);
    expect(await answers()).toEqual(before);
    expect(readdirSync(markers)).toEqual([]);
    expect(written(repo, state)).toEqual([]);
  });
});

it('the traps are real: git itself falls into them', () => {
  const plainly = (...args: string[]): string =>
    spawnSync('git', args, { cwd: repo, env: { ...nobody, HOME: home }, encoding: 'utf8' }).stdout;
  plainly('status');
  plainly('add', 'README.md');
  for (const key of ['process', 'smudge', 'clean']) plainly('config', `filter.evil.${key}`, '');
  plainly('config', 'filter.evil.required', 'false'); // else it stops at the first file
  plainly('diff', 'v9.2.0', 'HEAD');
  plainly('merge-tree', '--write-tree', 'v9.2.2', 'HEAD');
  expect(readdirSync(markers)).toEqual(expect.arrayContaining(['diff-command', 'fsmonitor', 'process']));
  expect(plainly('log', '--format=%s', '-1', 'v9.3.0')).not.toContain('Improve 3');
});

it('a remote is found by its URL whatever is put in its place (insteadOf)', async () => {
  const other = make(join(dir, 'instead'));
  git(other, ['config', 'url.ssh://evil.example.org/.insteadOf', 'https://github.com/']);
  expect(await report(other)).toMatchObject({ base: { ref: 'upstream/9.2' } });
});
