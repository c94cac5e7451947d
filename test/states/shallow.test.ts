// Clones that hold a part of history. git answers them with wrong numbers and exit code 0; we answer right, or not at all.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { git, scratch } from './support/git.ts';
import { clone, make, makeServers } from './support/history.ts';
import { lint, type Report, refusal, report } from './support/lint.ts';

const dir = scratch();
/** Two whole clones: with tags, and without. */
let truth: string;
let tagless: string;
let servers: ReturnType<typeof makeServers>;

beforeAll(() => {
  truth = make(join(dir, 'truth'));
  tagless = make(join(dir, 'tagless'), { side: { ...clone, tags: null } });
  servers = makeServers(join(dir, 'servers'));
});

/** How deep each part is cloned; without a number all of it. */
interface Depths {
  readonly fork?: number;
  readonly main?: number;
  readonly line?: number;
  readonly tags?: boolean;
}

let clones = 0;

function cloneAt({ fork, main, line, tags = false }: Depths): string {
  clones += 1;
  const repo = join(dir, `clone-${clones}`);
  const depth = (most: number | undefined): string[] => (most === undefined ? [] : [`--depth=${most}`]);
  git(dir, ['clone', '-q', '--no-tags', ...depth(fork), servers.fork, repo]);
  git(repo, ['remote', 'add', 'upstream', servers.upstream]);
  const branch = (name: string): string => `+refs/heads/${name}:refs/remotes/upstream/${name}`;
  git(repo, ['fetch', '-q', '--no-tags', ...depth(main), 'upstream', branch('main')]);
  git(repo, ['fetch', '-q', '--no-tags', ...depth(line), 'upstream', branch('9.2')]);
  if (tags) git(repo, ['fetch', '-q', '--no-tags', ...depth(main), 'upstream', '+refs/tags/v9.3.0:refs/tags/v9.3.0']);
  return repo;
}

/** The answer, but for what a clone that ends somewhere cannot have searched. */
const withoutSearch = (one: Report): object => ({ ...one, checked: null });

/** The table of what may be cut off. What is sound must be the truth; `refused` may be nothing but an exit code 2. */
const table: readonly (readonly [what: string, depths: Depths, outcome: 'right' | 'refused'])[] = [
  ['fork at 1', { fork: 1 }, 'refused'],
  ['fork at 2', { fork: 2 }, 'refused'],
  ['fork at 3: its commits end well, but the base does not meet the target', { fork: 3 }, 'refused'],
  ['fork at 9: down to where the line left main', { fork: 9 }, 'right'],
  ['fork at 11, all of it', { fork: 11 }, 'right'],
  ['both at 10', { fork: 10, main: 10, line: 10 }, 'right'],
  ['both at 3', { fork: 3, main: 3, line: 3 }, 'refused'],
  ['fork at 10, upstream at 2', { fork: 10, main: 2, line: 2 }, 'refused'],
  ['fork at 10, only the line at 2', { fork: 10, line: 2 }, 'refused'],
  ['whole fork, upstream main at 2', { main: 2 }, 'refused'],
  ['whole fork, the line at 2: its commits pass for own ones', { line: 2 }, 'refused'],
  ['whole fork, both at 2', { main: 2, line: 2 }, 'refused'],
  ['both at 1', { fork: 1, main: 1, line: 1 }, 'refused'],
  ['the line at 4: all that is above the fork, and the base', { line: 4 }, 'refused'],
  ['fork at 9, with tags', { fork: 9, tags: true }, 'right'],
  ['fork at 10, only the line at 2, with tags', { fork: 10, line: 2, tags: true }, 'refused'],
  ['whole fork, the line at 2, with tags', { line: 2, tags: true }, 'refused'],
];

describe('cut off', () => {
  it.each(table)('%s', async (_, depths, outcome) => {
    const repo = cloneAt(depths);
    const target = depths.main === 1 ? 'upstream/main' : 'upstream/main~1';
    const answer = await lint(repo, ['-f', 'json', '--target', target]);
    const right = await report(depths.tags ? truth : tagless, ['--target', target]);
    if (outcome === 'right') {
      expect(answer.err).toBe('');
      expect(withoutSearch(JSON.parse(answer.out))).toEqual(withoutSearch(right));
      if (existsSync(join(repo, '.git', 'shallow')))
        expect(JSON.parse(answer.out).checked.undetermined.join()).toContain('this clone is shallow');
      return;
    }
    const { sentence, next } = refusal(answer);
    expect(sentence).toMatch(/shallow|cut off/);
    expect(next[0]).toMatch(/^git fetch --unshallow upstream --tags$/);
  });
});

it('a fork that merged upstream, cut off on its own side alone', async () => {
  const server = make(join(dir, 'merging-server'));
  git(server, ['merge', '-q', '-s', 'ours', '-m', 'Merge upstream', 'upstream/main']);
  const repo = join(dir, 'merging');
  git(dir, ['clone', '-q', '--no-tags', '--depth=2', `file://${server}`, repo]);
  git(repo, ['remote', 'add', 'upstream', servers.upstream]);
  git(repo, ['fetch', '-q', '--no-tags', 'upstream']);
  expect(refusal(await lint(repo)).sentence).toContain('its history ends before the fork meets the upstream');
});

describe('what is to be typed settles it', () => {
  it.each([
    ['git', { fork: 1, main: 1, line: 1 }],
    ['git', { line: 2 }],
    ['--fetch', { fork: 1, main: 1, line: 1 }],
    ['--fetch', { fork: 2, main: 2, line: 2 }],
    ['--fetch', { line: 2 }],
  ] as const)('by %s, from %j', async (how, depths) => {
    const repo = cloneAt(depths);
    const { next } = refusal(await lint(repo));
    for (const line of next.filter((one) => how === 'git' && one.startsWith('git '))) {
      // once the clone is complete git says that there is nothing to complete
      if (existsSync(join(repo, '.git', 'shallow'))) git(repo, line.split(' ').slice(1));
    }
    const found = await report(repo, ['--target', 'upstream/main~1', ...(how === 'git' ? [] : ['--fetch'])]);
    expect(found).toEqual(await report(truth, ['--target', 'upstream/main~1']));
  });
});

describe('a release line that is missing from a whole clone', () => {
  const whole = (name: string): string => make(join(dir, name));

  it('altogether: its commits would pass for own ones', async () => {
    const repo = whole('missing');
    git(repo, ['update-ref', '-d', 'refs/remotes/upstream/9.2']);
    git(repo, ['remote', 'set-url', 'upstream', servers.upstream]);
    const { sentence, next } = refusal(await lint(repo));
    expect(sentence).toBe(
      "6 of 8 own commits look like upstream's, and VERSION went from 9.2.0 to 9.2.2: the release line they lie on is missing here",
    );
    expect(next[0]).toBe('git fetch upstream 9.2:refs/remotes/upstream/9.2');
    git(repo, (next[0] ?? '').split(' ').slice(1));
    expect(await report(repo)).toEqual(await report(truth));
  });

  it('in part: it was fetched before upstream went on', async () => {
    const repo = whole('stale');
    git(repo, ['update-ref', 'refs/remotes/upstream/9.2', 'HEAD~5']);
    for (const tag of ['v9.2.2', 'v9.2.1']) git(repo, ['tag', '-d', tag]);
    git(repo, ['remote', 'set-url', 'upstream', servers.upstream]);
    const { sentence, next } = refusal(await lint(repo));
    expect(sentence).toMatch(/^3 of 5 own commits look like upstream's, .* is out of date here$/);
    expect(next[0]).toBe('git fetch upstream --tags');
    git(repo, (next[0] ?? '').split(' ').slice(1));
    expect(await report(repo)).toEqual(await report(truth));
  });

  it('but not when somebody says what the base is', async () => {
    const repo = whole('base-given');
    git(repo, ['update-ref', '-d', 'refs/remotes/upstream/9.2']);
    const { base, changes } = await report(repo, ['--base', 'v9.2.2']);
    expect({ how: base.how, changes: changes.length }).toEqual({ how: 'given', changes: 3 });
  });

  it('nor when its VERSION is still that of the base', async () => {
    const repo = whole('not-moved');
    git(repo, ['reset', '-q', '--hard', 'HEAD~7']); // the first commit of the line
    git(repo, ['update-ref', '-d', 'refs/remotes/upstream/9.2']);
    for (const tag of ['v9.2.0', 'v9.2.1', 'v9.2.2', 'v9.3.0']) git(repo, ['tag', '-d', tag]);
    expect(await report(repo)).toMatchObject({ fork: { ownCommits: 1 }, base: { ref: 'upstream/main' } });
  });

  it.each([
    ['all here', [], 'upstream/9.2'],
    ['here without tags', ['-d refs/tags/v9.2.2', '-d refs/tags/v9.2.1'], 'upstream/9.2'],
    ['known by its tags', ['refs/fork-lint/upstream-tags/v9.2.2 v9.2.2', '-d refs/remotes/upstream/9.2'], 'v9.2.1'],
  ])('nor when the fork works as upstream does, on a line that is %s', async (what, updates, ref) => {
    const repo = whole(`works-alike ${what}`);
    // the fork of a team that squashes on GitHub too, and numbers its own releases
    git(repo, ['reset', '-q', '--hard', 'v9.2.1']);
    writeFileSync(join(repo, 'connectors', 'VERSION'), '9.2.2\n');
    git(repo, ['commit', '-q', '-a', '-m', 'Our release (#1)'], undefined, { GIT_COMMITTER_NAME: 'GitHub' });
    for (const update of updates) git(repo, ['update-ref', ...update.split(' ')]);
    expect(await report(repo)).toMatchObject({ fork: { ownCommits: 1 }, base: { ref } });
  });
});
