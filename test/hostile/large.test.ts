// Files too large to be read, and too many: the answer comes soon, and says what was not read. FORK_LINT_BIG=1 makes them 200 MB.
import { afterAll, describe, expect, it } from 'vitest';
import { mostRead } from '../../src/git/blobs.ts';
import { mostCompared, mostPatches } from '../../src/git/changes.ts';
import { gitIn } from '../../src/git/run.ts';
import { nobody } from '../states/support/git.ts';
import { lint, report } from '../states/support/lint.ts';
import type { Repository } from '../support/story.ts';
import { big, type Growth, grown, lines, megabytes } from './grown.ts';
import { weigh } from './weighed.ts';

const told: Repository[] = [];
const fork = (growth: Growth, message?: string): Repository => {
  const one = grown(growth, message);
  told.push(one);
  return one;
};
afterAll(() => {
  for (const one of told) one.remove();
});

const huge = lines(big ? megabytes(200) : mostCompared + 1);

/** In upstream's framework, in a source that it split, in its registry, and what only the fork has. */
const places = [
  'connectors/es/sink.py',
  'connectors/sources/sharepoint_online.py',
  'connectors/config.py',
  'connectors/VERSION',
  'connectors/own.py',
  'connectors/sources/own.py',
  'docs/own.bin',
];

describe('a file larger than is compared', () => {
  const sentence = (paths: string) => new RegExp(`larger than 8 MB, so what changed there was not read: ${paths}`);

  it('is named as not read, wherever it lies, and the rest is told as without it', async () => {
    const without = await report(fork([]).dir);
    const { dir } = fork([[huge, places]]);
    const found = await report(dir);
    expect(found.checked.complete).toBe(false);
    expect(found.checked.undetermined).toContainEqual(
      expect.stringMatching(sentence('connectors/VERSION, .* 4 more$')),
    );
    const others = ({ findings }: typeof found) =>
      findings
        .filter(({ path }) => !places.includes(path ?? '') && path !== null)
        .map(({ rule, path }) => [rule, path]);
    expect(others(found)).toEqual(expect.arrayContaining(others(without)));
    const edited = found.findings.filter(({ rule }) => /-edit$/.test(rule)).map(({ path }) => path);
    expect(edited).toEqual(expect.arrayContaining(places.slice(0, 3)));
  });

  it('is named when it is binary', async () => {
    const content = Buffer.alloc(huge.length, 0);
    const { checked } = await report(fork([[content, ['docs/own.bin']]]).dir);
    expect(checked.undetermined).toContainEqual(expect.stringMatching(sentence('docs/own.bin$')));
  });

  it('goes along with port and export, as git moves it', async () => {
    const { dir, git } = fork([[huge, ['connectors/es/sink.py', 'docs/own.bin']]]);
    for (const argv of [
      ['port', '--target', 'v9.3.0', '--branch', 'made'],
      ['export', 'connectors/es/sink.py', 'docs/own.bin', '--branch', 'made'],
    ]) {
      const { code, err } = await lint(dir, argv);
      expect([argv[0], code, err]).toEqual([argv[0], 0, '']);
      expect(git('ls-tree', '-r', '-l', 'made', 'docs')).toContain(` ${huge.length}\tdocs/own.bin`);
      git('branch', '-q', '-D', 'made');
    }
  });
});

it.each([
  ['many lines', lines(mostRead + 1)],
  ['one line', Buffer.alloc(5 * mostRead, 'a')],
])('a module larger than is parsed is told apart from one that was read (%s)', async (_, content) => {
  const { checked } = await report(fork([[content, ['connectors/sources/own.py', 'connectors/es/sink.py']]]).dir);
  expect(checked.undetermined).toContainEqual(
    '2 files larger than 1 MB, so what they define and import was not read: connectors/es/sink.py, connectors/sources/own.py',
  );
});

it('files that are too many lines together are listed, and those of upstream that were edited are read', async () => {
  const each = Math.ceil(mostPatches / 9);
  const added = Array.from({ length: 10 }, (_, i) => `vendored/${i}.txt`);
  const { checked, changes, findings } = await report(fork([[lines(each), added]]).dir);
  expect(checked.undetermined).toContain('what the fork added has more than 64 MB of lines, and none was read');
  expect(changes.filter(({ path }) => path.startsWith('vendored/'))).toHaveLength(10);
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: 'framework-edit', path: 'connectors/utils.py', symbol: 'MAX_RETRIES' }),
  );
});

it('what nobody meant to be long is cut short in a report', async () => {
  const version = Buffer.from(`9.2.0-${'x'.repeat(mostRead - 10)}`);
  const { dir } = fork([[version, ['connectors/VERSION', 'connectors/es/sink.py']]], 'm'.repeat(megabytes(1)));
  for (const format of ['text', 'json']) {
    const { code, out } = await lint(dir, ['-f', format]);
    expect([format, code, out.length < 100_000]).toEqual([format, 1, true]);
  }
});

it.each([false, true])(
  'an answer of git that is too long is refused, and git ended (started by us: %s)',
  async (writes) => {
    const git = gitIn({ cwd: fork([]).dir, env: nobody, userConfig: false });
    await expect(git(['log', '-p', '--all'], { most: 100, writes })).rejects.toThrow(
      /^git log has more than .* MB to tell of this repository, and no more is read$/,
    );
  },
);

describe.runIf(big)('weighed', () => {
  it.each(places)('%s', async (path) => {
    const { dir } = fork([[huge, [path]]]);
    const check = await weigh(['check', '-f', 'json'], dir);
    expect([check.code, check.megabytes < 300, check.seconds < 15, check.err]).toEqual([1, true, true, '']);
    const port = await weigh(['port', '--target', 'v9.3.0', '--branch', 'ported'], dir);
    expect([(port.code ?? 2) < 2, port.megabytes < 300, port.seconds < 30, port.err]).toEqual([true, true, true, '']);
  });

  it('a subject of 200 MB', async () => {
    const { dir } = fork([[lines(1), ['connectors/es/sink.py']]], 's'.repeat(megabytes(200)));
    const { code, seconds, megabytes: weight } = await weigh(['check'], dir);
    expect([code, seconds < 60, weight < 1000]).toEqual([1, true, true]);
  });
});
