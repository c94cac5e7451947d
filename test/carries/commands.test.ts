// `fork-lint carry` on real repositories: what it declares, what stays of a file that people wrote in, what it refuses.
import { lstatSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Checkout, checkout, edits, findingsIn } from './support.ts';

const file = 'fork-lint.carries.yaml';
const why = ['--reason', 'Our proxy drops every third request', '--status', 'pending'];
const adopt = ['carry', 'add', '--all', '--reason', 'Here before fork-lint was', '--until', '2027-01-31'];

let open: Checkout[] = [];
const fork = (history?: string): Checkout => {
  const made = checkout(history);
  open.push(made);
  return made;
};
afterEach(() => {
  for (const one of open) one.remove();
  open = [];
});

const findings = async (repo: Checkout, ...argv: string[]) => findingsIn((await repo.lint('-f', 'json', ...argv)).out);

describe('carry add --all', () => {
  it('adopts what breaks a rule today: then the fork is green, and red for the next edit only', async () => {
    const repo = fork();
    const before = await findings(repo);
    expect(before.open).toHaveLength(9);
    expect((await repo.lint()).code).toBe(1);
    expect(await repo.lint(...adopt)).toMatchObject({ code: 0, err: '' });
    expect(await findings(repo)).toEqual({ open: [], carried: before.open });
    expect((await repo.lint()).code).toBe(0);
    repo.commit('Declare what we carry');
    repo.write('connectors/utils.py', `${repo.read('connectors/utils.py')}\n\nPROXY = None\n`);
    repo.commit('One more edit');
    expect((await findings(repo)).open).toEqual(['framework-edit connectors/utils.py PROXY']);
    expect((await repo.lint()).code).toBe(1);
  });

  it('takes only what was there at the commit that is named', async () => {
    const repo = fork();
    repo.write('connectors/utils.py', `${repo.read('connectors/utils.py')}\n\nPROXY = None\n`);
    repo.commit('One more edit');
    expect((await repo.lint(...adopt, '--fork', 'HEAD~1')).code).toBe(0);
    expect((await findings(repo)).open).toEqual(['framework-edit connectors/utils.py PROXY']);
  });

  it.each([
    ['without an end', ['--all', '--reason', 'Here before fork-lint was'], /needs a reason and an end/],
    ['without a reason', ['--all', '--until', '2027-01-31'], /needs a reason and an end/],
    ['with another status', [...adopt.slice(2), '--status', 'denied'], /is pending/],
    [
      'with a day that is none',
      ['--all', '--reason', 'Here before fork-lint was', '--until', '2027-02-30'],
      /neither a date/,
    ],
  ])('refuses %s', async (_, args, sentence) => {
    const repo = fork();
    const { code, out, err } = await repo.lint('carry', 'add', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(readdirSync(repo.dir)).not.toContain(file);
  });
});

describe('carry add PATH', () => {
  it('declares the findings of a file, or of one definition in it', async () => {
    const repo = fork();
    await repo.lint('carry', 'add', 'connectors/utils.py', '--symbol', 'MAX_RETRIES', ...why);
    expect((await findings(repo)).carried).toEqual(['framework-edit connectors/utils.py MAX_RETRIES']);
    await repo.lint('carry', 'add', 'connectors/es', ...why);
    expect((await findings(repo)).carried).toEqual([
      'framework-edit connectors/es/sink.py Sink._flush',
      'framework-edit connectors/utils.py MAX_RETRIES',
    ]);
  });

  it('covers the new lines of a carry that was outgrown, in its own block', async () => {
    const repo = fork();
    await repo.lint('carry', 'add', 'connectors/utils.py', '--id', 'retries', ...why);
    repo.write(
      file,
      repo.read(file).replace('- id:', '# Ask the network team first.\n- id:').replace('rule:', 'rule:   '),
    );
    repo.write('connectors/utils.py', repo.read('connectors/utils.py').replace('MAX_RETRIES = 10', 'MAX_RETRIES = 20'));
    repo.commit('More');
    const outgrown = await repo.lint();
    expect(outgrown.code).toBe(1);
    expect(outgrown.out).toContain('more than its carry retries declares');
    expect((await repo.lint('carry', 'add', 'connectors/utils.py')).err).toBe('');
    expect((await findings(repo)).open.filter((one) => one.includes('utils'))).toEqual([]);
    expect(repo.read(file)).toContain(
      '# Ask the network team first.\n- id: retries\n  rule:   framework-edit\n'.replace('  rule:   ', '  rule: '),
    );
    expect(repo.read(file).match(/- id/g)).toHaveLength(1);
  });

  it('says what is missing, by the words to type', async () => {
    const repo = fork();
    const lint = (...args: string[]) => repo.lint('carry', 'add', ...args);
    expect((await lint()).err).toMatch(/say what to carry.*\n.*carry add PATH --reason/);
    expect((await lint('connectors/utils.py')).err).toMatch(/needs a reason.*\n.*--status pending\|submitted/);
    expect((await lint('connectors/utils.py', '--reason', 'because', '--status', 'pending')).err).toMatch(
      /too short a reason/,
    );
    expect((await lint('connectors/utils.py', ...why.slice(0, 2), '--status', 'sent')).err).toMatch(
      /--status takes pending, submitted/,
    );
    expect((await lint('connectors/utils.py', ...why.slice(0, 2), '--status', 'submitted')).err).toMatch(
      /needs the link/,
    );
    expect((await lint('connectors/nothing.py', ...why)).err).toMatch(/there is no finding at connectors\/nothing.py/);
    expect((await repo.lint('carry')).err).toMatch(/add, list or prune/);
  });

  it('writes nothing with --dry-run, in a bare repository, or through a symbolic link', async () => {
    const repo = fork();
    expect((await repo.lint('carry', 'add', 'connectors/utils.py', ...why, '--dry-run')).out).toMatch(
      /^# What .*[\s\S]*- id: utils/,
    );
    expect(readdirSync(repo.dir)).not.toContain(file);
    const bare = await repo.lint('-C', '.git', 'carry', 'add', 'connectors/utils.py', ...why);
    expect([bare.code, bare.out]).toEqual([2, '']);
    symlinkSync('README.md', join(repo.dir, file));
    const readme = repo.read('README.md');
    expect((await repo.lint('carry', 'add', 'connectors/utils.py', ...why)).code).toBe(2);
    expect(lstatSync(join(repo.dir, file)).isSymbolicLink()).toBe(true);
    expect(repo.read('README.md')).toBe(readme);
  });

  it('renews a carry that ended, with a reason', async () => {
    const repo = fork();
    await repo.lint(...adopt);
    const late = (...args: string[]) => repo.lintAt('2027-03-01', ...args);
    expect((await repo.lintAt('2027-02-01T11:00:00Z')).code).toBe(0); // still January somewhere
    const ended = await late();
    expect(ended.code).toBe(1);
    expect(ended.out).toContain('error carry-expired · 3');
    expect(ended.out).toContain('its carry utils ended with 2027-01-31');
    expect((await late('carry', 'add', '--id', 'utils', '--until', '2028-01-01')).err).toMatch(
      /needs a reason that holds today/,
    );
    expect(
      (await late('carry', 'add', '--id', 'utils', '--until', '2028-01-01', '--reason', 'Still no other proxy')).code,
    ).toBe(0);
    expect((await late('-f', 'json')).out).toContain('"framework-edit"');
    expect(findingsIn((await late('-f', 'json')).out).carried.every((one) => one.includes('utils.py'))).toBe(true);
  });
});

describe('carry list and prune', () => {
  it('tells how each carry fares', async () => {
    const repo = fork();
    expect((await repo.lint('carry', 'list')).out).toBe('no carries: fork-lint.carries.yaml does not exist\n');
    await repo.lint(...adopt);
    const { out } = await repo.lint('carry', 'list');
    expect(out).toContain(
      'utils  carries 2 findings\n  framework-edit connectors/utils.py\n  pending, until 2027-01-31\n',
    );
    expect(JSON.parse((await repo.lint('carry', 'list', '-f', 'json')).out)).toHaveLength(3);
  });

  it('takes out what is idle and not a byte more', async () => {
    const repo = fork();
    await repo.lint(...adopt);
    const [head = '', ...blocks] = repo.read(file).split(/(?=^- id)/m);
    const [sink = '', graphql = '', utils = ''] = blocks;
    const commented = `${head}# about the sink\n${sink}# about graphql\n${graphql}# about utils\n${utils.trimEnd()} # two lines\n\n# the end\n`;
    repo.write(file, commented);
    repo.git('checkout', '-q', 'v9.2.0', '--', 'connectors/sources/graphql.py');
    repo.commit('Back to upstream');
    expect((await repo.lint()).out).toContain('graphql matches nothing');
    expect((await repo.lint('carry', 'prune', '--dry-run')).out).toContain('graphql: dropped');
    expect(repo.read(file)).toBe(commented);
    await repo.lint('carry', 'prune');
    expect(repo.read(file)).toBe(commented.replace(`# about graphql\n${graphql}`, ''));
    expect((await repo.lint('carry', 'prune')).out).toMatch(/^nothing to prune/);
  });
});

it('two branches that add carries merge by themselves', async () => {
  const repo = fork();
  await repo.lint('carry', 'add', 'connectors/sources', ...why);
  repo.commit('First');
  repo.git('checkout', '-q', '-b', 'other');
  await repo.lint('carry', 'add', 'connectors/es', ...why);
  repo.commit('Sink');
  repo.git('checkout', '-q', 'main');
  await repo.lint('carry', 'add', 'connectors/utils.py', ...why);
  repo.commit('Utils');
  repo.git('merge', '-q', '-m', 'Both', 'other');
  expect((await repo.lint()).code).toBe(0);
  expect([...repo.read(file).matchAll(/- id: (\w+)/g)].map(([, id]) => id)).toEqual(['sink', 'graphql', 'utils']);
});

describe('--new-from', () => {
  const history = `${edits}\nfork: docs/CONNECTOR_PROTOCOL.md says "ours\\n"`;

  it('tells only what the other commit lacks, and fails by that alone', async () => {
    const repo = fork(history);
    expect((await findings(repo, '--new-from', 'HEAD~1')).open).toEqual(['protocol-edit docs/CONNECTOR_PROTOCOL.md']);
    const none = await repo.lint('--new-from', 'HEAD');
    expect(none.code).toBe(0);
    expect(none.out).toContain('10 findings that HEAD has too are left out (--new-from)');
  });

  it('counts a finding as new when its carry was taken away', async () => {
    const repo = fork();
    await repo.lint(...adopt);
    repo.commit('Declare');
    repo.git('rm', '-q', file);
    repo.commit('Take it back');
    expect((await findings(repo, '--new-from', 'HEAD~1')).open).toHaveLength(9);
  });

  it('reads upstream once', async () => {
    const repo = fork(history);
    const logs = (err: string): number => err.split('\n').filter((line) => line.includes('--max-count')).length;
    expect(logs((await repo.lint('--debug', '--new-from', 'HEAD~1')).err)).toBe(1);
  });

  it('refuses a commit that is not here', async () => {
    const { code, err } = await fork().lint('--new-from', 'nowhere');
    expect([code, err]).toEqual([2, expect.stringContaining('no commit here is called "nowhere"')]);
  });
});
