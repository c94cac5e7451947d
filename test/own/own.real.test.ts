import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Borrowed, borrowLab, reasonToSkip } from './lab.ts';
import { study } from './study.ts';

const missing = reasonToSkip("own sources of real forks, and copies of upstream's sources");

interface Branch {
  readonly branch: string;
  readonly tip: string;
  readonly added: {
    readonly sources: readonly string[];
    readonly tests: readonly string[];
    readonly fixtures: readonly string[];
    readonly registry: { readonly file: string; readonly added: readonly string[] };
  };
  readonly serviceType: string;
  readonly classes: readonly string[];
  readonly upstreamShipsSameServiceTypeSince: string | null;
  readonly leftBehind: Readonly<Record<string, readonly string[]>>;
}

// the file's own note tells what its fields mean
const { branches } = JSON.parse(
  readFileSync(new URL('../../bench/data/custom-connectors.json', import.meta.url), 'utf8'),
) as { readonly branches: readonly Branch[] };

/** The same numbers every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
}

describe.skipIf(missing !== null)('own sources', () => {
  let lab: Borrowed;
  const options = () => ({
    repo: lab.dir,
    upstream: undefined,
    base: undefined,
    config: undefined,
    fetch: false,
    debug: false,
  });

  beforeAll(() => {
    lab = borrowLab();
  });
  afterAll(() => lab.remove());

  describe.each(branches)('of $branch', (branch) => {
    it.each(['v9.2.0', 'v9.5.2'])('are told as they are, for %s', async (target) => {
      const { comparison, findings } = await study({ ...options(), fork: branch.tip, target }, async (studied) => ({
        comparison: studied.compared.comparison,
        findings: studied.verdict.findings,
      }));
      const [own, ...others] = comparison.own.sources;
      expect(others).toEqual([]);
      expect(own).toMatchObject({
        files: branch.added.sources,
        tests: branch.added.tests,
        fixtures: branch.added.fixtures,
        className: branch.classes[0],
        serviceType: branch.serviceType,
        registration: { path: branch.added.registry.file },
        copied: null,
      });
      const of = (rule: string) => findings.filter((finding) => finding.rule === rule);
      const since = branch.upstreamShipsSameServiceTypeSince;
      expect(of('name-collision').map(({ data }) => data)).toMatchObject(since === null ? [] : [{ since }]);
      expect(
        of('left-behind')
          .map(({ path }) => path)
          .sort(),
      ).toEqual([...(branch.leftBehind[target] ?? [])].sort());
    });
  });

  it.each([30, 50, 70, 75])('finds the original of copies with %i percent of the lines replaced', async (percent) => {
    const random = dice(percent);
    const files = new Map<string, string>();
    const names = lab.git(['ls-tree', '--name-only', 'v9.2.0', 'connectors/sources/']).trim().split('\n');
    for (const path of names) {
      const leaf = path.replace(/^.*\/|\.py$/g, '');
      const text = lab.git(['show', `v9.2.0:${path}`]);
      if (!/\bservice_type = /.test(text)) continue;
      const replace = (line: string, i: number): string =>
        line.trim() === '' || random() * 100 >= percent
          ? line
          : `${/^\s*/.exec(line)?.[0]}zz_${Math.floor(random() * 1e9).toString(36)} = ${i}`;
      files.set(`connectors/sources/acme_${leaf}.py`, text.split('\n').map(replace).join('\n'));
    }
    const fork = lab.commit('v9.2.0', files);
    const sources = await study(
      { ...options(), fork, target: undefined },
      async ({ compared }) => compared.comparison.own.sources,
    );
    expect(sources.length).toBe(files.size);
    const wrong = sources.filter(({ source, copied }) => `acme_${copied?.source}` !== source);
    const at = sources.filter(({ copied }) => copied?.at === 'v9.2.0').length;
    console.info(
      `${percent} %: ${sources.length - wrong.length} of ${sources.length} right, ${at} told to be of v9.2.0`,
    );
    expect(
      wrong.length,
      wrong.map(({ source, copied }) => `${source} ${copied?.source ?? 'new'}`).join(),
    ).toBeLessThanOrEqual(1);
  });

  it('never takes a pristine source of any release for a copy of another', async () => {
    const seen = new Set<string>();
    const texts = new Map<string, string>();
    const wrong: string[] = [];
    let count = 0;
    const tags = lab.git(['tag', '--list', 'v*', '--sort=version:refname']).trim().split('\n');
    for (const tag of tags) {
      const files = new Map<string, string>();
      const modules = new Set<string>();
      for (const line of lab.git(['ls-tree', '-r', tag]).split('\n')) {
        const [, oid, path = ''] = /^100644 blob (\w+)\t(.*\/sources\/.*\.py)$/.exec(line) ?? [];
        const below = /(?:^|\/)connectors\/sources\/((?!tests\/|shared\/).*)$/
          .exec(path)?.[1]
          ?.replace(/^(?:atlassian|sharepoint)\/(?=\w+\/)/, '');
        if (!oid || !below || below.startsWith('__init__')) continue;
        const text = texts.get(oid) ?? lab.git(['cat-file', 'blob', oid]);
        texts.set(oid, text);
        if (!seen.has(oid) && /\bservice_type = /.test(text)) modules.add(below.replace(/\/.*|\.py$/, ''));
        seen.add(oid);
        files.set(`connectors/sources/acme_${below}`, text);
      }
      const mine = new Map(
        [...files].filter(([path]) =>
          modules.has(path.replace(/^connectors\/sources\/acme_|\/.*|\.py$/g, '').replace(/\.py$/, '')),
        ),
      );
      if (mine.size === 0) continue;
      const fork = lab.commit('v9.2.0', mine);
      const sources = await study(
        { ...options(), fork, target: undefined },
        async ({ compared }) => compared.comparison.own.sources,
      );
      count += sources.length;
      for (const { source, copied } of sources)
        if (copied && `acme_${copied.source}` !== source)
          wrong.push(`${tag} ${source}: ${copied.source} ${copied.left.toFixed(2)}`);
    }
    console.info(`${count} pristine sources of ${tags.length} releases`);
    expect(wrong).toEqual([]);
  });
});
