// Refs, folders and files in numbers that nobody has: the right answer, and soon. FORK_LINT_BIG=1 makes them as many as may come.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Report, report } from '../states/support/lint.ts';
import type { Repository } from '../support/story.ts';
import { big, type Growth, grown, lines } from './grown.ts';
import { weigh } from './weighed.ts';

const told: Repository[] = [];
const fork = (growth: Growth): Repository => {
  const one = grown(growth);
  told.push(one);
  return one;
};
afterAll(() => {
  for (const one of told) one.remove();
});

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** A report, and with FORK_LINT_BIG what it took: in seconds and megabytes, at most. */
async function checked(dir: string, most: { readonly seconds: number; readonly megabytes: number }): Promise<Report> {
  if (!big) return report(dir);
  const { code, out, err, seconds, megabytes } = await weigh(['check', '-f', 'json'], dir);
  expect([code, err]).toEqual([1, '']);
  expect([seconds, seconds < most.seconds]).toEqual([seconds, true]);
  expect([megabytes, megabytes < most.megabytes]).toEqual([megabytes, true]);
  const read: Report = JSON.parse(out);
  return read;
}

const findings = ({ findings: all }: Report) => all.map(({ rule, path }) => `${rule} ${path}`);

/** Adds refs by the one file that git keeps many in: half of them upstream's feature branches, half tags, then release lines. */
function crowd({ dir, git }: Repository, refs: number, releases: number): void {
  const [main, base] = ['refs/remotes/upstream/main', 'v9.2.0'].map((name) => git('rev-parse', name).trim());
  git('pack-refs', '--all');
  const known = readFileSync(join(dir, 'packed-refs'), 'utf8')
    .split('\n')
    .filter((line) => /^[0-9a-f]/.test(line));
  const more = [
    ...range(refs / 2).flatMap((i) => [`${main} refs/remotes/upstream/x/${i}`, `${base} refs/tags/x/${i}`]),
    ...range(releases).map((i) => `${i % 2 ? main : base} refs/remotes/upstream/${Math.floor(i / 100)}.${i % 100}`),
  ];
  const added = more.filter((line) => !known.some((one) => one.endsWith(line.slice(line.indexOf(' ')))));
  const all = [...known, ...added].sort((a, b) => (a.slice(41) < b.slice(41) ? -1 : 1));
  writeFileSync(join(dir, 'packed-refs'), `# pack-refs with: sorted\n${all.join('\n')}\n`);
  rmSync(join(dir, 'refs', 'remotes'), { recursive: true, force: true });
}

it('refs: feature branches, tags, and release lines of every number', async () => {
  const one = fork([]);
  const before = await report(one.dir);
  crowd(one, big ? 100_000 : 2000, big ? 5000 : 200);
  const after = await checked(one.dir, { seconds: 20, megabytes: 400 });
  expect(findings(after)).toEqual(findings(before));
  expect(after.base.sha).toBe(before.base.sha);
});

it('folders in folders', async () => {
  const path = `${Array(big ? 2000 : 400)
    .fill('d')
    .join('/')}/own.py`;
  const { changes } = await checked(fork([[lines(1), [path, `connectors/sources/${path}`]]]).dir, {
    seconds: 20,
    megabytes: 400,
  });
  const paths = changes.map((change) => change.path);
  expect(paths).toEqual(expect.arrayContaining([path, `connectors/sources/${path}`]));
});

describe('files', () => {
  it.each([
    ['in one folder', 'docs', (i: number) => `docs/${i}.md`, 100_000],
    ['in many', 'vendored', (i: number) => `vendored/${i % 300}/${i}.js`, 50_000],
    ['that are sources, each', 'connectors', (i: number) => `connectors/sources/own_${i}.py`, 3000],
  ])('%s', async (_, folder, path, most) => {
    const count = big ? most : Math.ceil(most / 100);
    const { changes } = await checked(fork([[lines(1), range(count).map(path)]]).dir, { seconds: 90, megabytes: 1000 });
    expect(changes.filter((change) => change.path.startsWith(`${folder}/`) && change.kind === 'added')).toHaveLength(
      count + (folder === 'connectors' ? 1 : 0),
    );
  });

  /** A hundred times as many may take no longer than so many times as long: what grows with the square of them does. */
  it.runIf(big)('take as long as they are many', async () => {
    const own = (count: number): string =>
      fork([[lines(1), range(count).map((i) => `connectors/sources/own_${i}.py`)]]).dir;
    const [few, many] = [await weigh(['check'], own(1000)), await weigh(['check'], own(4000))];
    expect([few.seconds, many.seconds, many.seconds < few.seconds * 8]).toEqual([few.seconds, many.seconds, true]);
  });
});
