// What git promises to have and has not: a partial clone whose remote is gone, a repository that lost an object or holds
// another in its place. No command answers from what is left, and none leaves a branch behind.
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, scratch } from '../states/support/git.ts';
import { make, makeServers } from '../states/support/history.ts';
import { lint, refusal } from '../states/support/lint.ts';
import { type Repository, tell } from '../support/story.ts';

const dir = scratch();
const at = (name: string): string => join(dir, name);
/** Then every partial clone is refused, whatever it lacks. */
const before239 = / 2\.38\./.test(git(dir, ['version']));

/** Commands that read the fork, the target and what lies between. */
const commands: readonly (readonly string[])[] = [
  ['check'],
  ['port', '--target', 'v9.3.0', '--branch', 'made'],
  ['export', 'connectors/es/client.py', '--target', 'v9.3.0', '--branch', 'made'],
  ['carry', 'add', '--all', '--reason', 'it came so to us', '--until', '2030-01-01'],
];

/** Each command refuses with one sentence, and nothing is made. */
async function refused(repo: string, sentence: RegExp): Promise<void> {
  const before = written(repo);
  for (const argv of commands) {
    const answer = await lint(repo, argv);
    expect([argv.join(' '), answer.code, answer.err]).toEqual([argv.join(' '), 2, expect.stringMatching(sentence)]);
    refusal(answer);
  }
  expect(written(repo)).toEqual(before);
}

/** The names of refs and of files that are not tracked. */
const written = (repo: string): string[] =>
  [
    ['for-each-ref', '--format=%(refname)'],
    ['ls-files', '--others'],
  ].map((args) => git(repo, args));

describe.skipIf(before239)('a partial clone whose remotes are gone', () => {
  it.each([
    ['files', 'blob:none'],
    ['folders', 'tree:0'],
  ])('and which lacks %s', async (what, filter) => {
    const servers = makeServers(at(`servers of ${what}`.replaceAll(' ', '-')));
    const repo = at(`lacks-${what}`);
    git(dir, ['clone', '-q', `--filter=${filter}`, '--no-checkout', servers.fork, repo]);
    git(repo, ['remote', 'add', 'upstream', servers.upstream]);
    git(repo, ['fetch', '-q', `--filter=${filter}`, 'upstream', '--tags']);
    git(repo, ['read-tree', '--empty']);
    for (const server of [servers.fork, servers.upstream]) rmSync(server.slice('file://'.length), { recursive: true });
    await refused(repo, /partial clone, and objects the check needs were never fetched/);
  });

  it('and which lost a commit that it was promised', async () => {
    const repo = make(at('promised'));
    git(repo, ['config', 'remote.upstream.promisor', 'true']);
    git(repo, ['config', 'extensions.partialClone', 'upstream']);
    const id = git(repo, ['rev-parse', 'v9.2.2~1']);
    rmSync(join(repo, '.git', 'objects', id.slice(0, 2), id.slice(2)));
    await refused(repo, /partial clone|git cannot read this repository/);
  });
});

describe('a repository', () => {
  const objects: readonly (readonly [string, string])[] = [
    ['a commit', 'HEAD~1'],
    ['a folder', 'HEAD:connectors/es'],
    ['a file of the fork', 'HEAD:connectors/es/client.py'],
    ['a file of the target', 'v9.3.0:connectors/es/client.py'],
  ];
  const place = (repo: string, name: string): string => {
    const id = git(repo, ['rev-parse', name]);
    return join(repo, '.git', 'objects', id.slice(0, 2), id.slice(2));
  };

  it.each(objects)('lost %s', async (what, name) => {
    const repo = make(at(`lost ${what}`));
    rmSync(place(repo, name));
    await refused(repo, /git cannot read this repository/);
  });

  it.each(objects.filter((_, i) => i % 3 === 0))('holds garbage for %s', async (what, name) => {
    const repo = make(at(`garbage for ${what}`));
    const file = place(repo, name);
    chmodSync(file, 0o644);
    writeFileSync(file, 'garbage');
    await refused(repo, /git cannot read this repository/);
  });

  it.each<[how: string, spoil: (pack: Buffer) => Buffer]>([
    ['is empty', () => Buffer.alloc(0)],
    ['is cut short', (pack) => pack.subarray(0, pack.length / 2)],
    ['is scribbled over', (pack) => Buffer.concat([pack.subarray(0, 12), Buffer.alloc(pack.length - 12, 7)])],
  ])('has a pack that %s', async (how, spoil) => {
    const repo = make(at(`pack that ${how}`));
    git(repo, ['repack', '-a', '-d', '-q']);
    const folder = join(repo, '.git', 'objects', 'pack');
    const pack = join(folder, readdirSync(folder).find((file) => file.endsWith('.pack')) ?? '');
    chmodSync(pack, 0o644);
    writeFileSync(pack, spoil(readFileSync(pack)));
    await refused(repo, /^fork-lint: .*(?:git cannot|no commit)/);
  });
});

/** FORK_LINT_BIG tries every object there is; else every so manyth, others for each story. */
const every = process.env['FORK_LINT_BIG'] === undefined ? 29 : 1;

it.each(['copied-source', 'protocol-moves-on', 'upstream-split-a-source', 'dead-imports-ahead', 'strange-entries'])(
  'whatever %s loses, a check refuses or says the same',
  async (name) => {
    const told = tell(name);
    const store = loosened(told);
    const ask = async () => [await lint(told.dir), await lint(told.dir, ['port', '--dry-run'])];
    const truth = await ask();
    const objects = told.git('rev-list', '--objects', '--all', '--no-object-names').trim().split('\n');
    for (const oid of objects.filter((_, i) => i % every === name.length % every)) {
      const file = join(store, oid.slice(0, 2), oid.slice(2));
      if (!existsSync(file)) continue; // the commit of a submodule
      const aside = `${file}.aside`;
      renameSync(file, aside);
      for (const [i, answer] of (await ask()).entries()) {
        if (answer.code === 2) refusal(answer);
        else expect({ oid, ...answer }).toEqual({ oid, ...truth[i] });
      }
      renameSync(aside, file);
    }
    told.remove();
  },
);

/** Takes a story's pack apart. @returns the folder that holds an object in a file each. */
function loosened({ dir: repo, git: run }: Repository): string {
  const store = run('rev-parse', '--path-format=absolute', '--git-path', 'objects').trim();
  const packs = readdirSync(join(store, 'pack')).filter((file) => file.endsWith('.pack'));
  for (const pack of packs) {
    const aside = join(dir, pack);
    renameSync(join(store, 'pack', pack), aside);
    rmSync(join(store, 'pack'), { recursive: true });
    git(repo, ['unpack-objects', '-q'], readFileSync(aside));
  }
  return store;
}
