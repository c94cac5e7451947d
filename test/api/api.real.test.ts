import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiChange } from '../../src/api/change.ts';
import { apiChanges } from '../../src/api/diff.ts';
import { readSurfaces } from '../../src/api/read.ts';
import { rootsOf } from '../../src/api/roots.ts';
import type { Surface } from '../../src/api/surface.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { resolveCommits } from '../../src/git/resolve.ts';
import { openRoom, type Room } from '../../src/git/room.ts';
import { connectors } from '../../src/layout/connectors.ts';
import { lab } from '../support/lab.ts';

const LAB = lab ?? '';
if (LAB === '') console.warn('skipped: api on elastic/connectors: FORK_LINT_LAB names no clone of it');

/** A change that people verified by reading both versions. */
interface Known {
  readonly symbol: string;
  readonly frm: string;
  readonly to: string;
  readonly oldPathWorks: boolean;
  readonly new: string | null;
}

const data = new URL('../../bench/data/breaking-changes.json', import.meta.url);
// the file's own shape, held by the assertions below
const known = JSON.parse(readFileSync(data, 'utf8')) as readonly Known[];

describe.skipIf(LAB === '')('api on elastic/connectors', () => {
  let repository: Repository;
  let room: Room;
  const asked = new Map<string, Promise<{ changes: ApiChange[]; surfaces: Surface[] }>>();

  beforeAll(async () => {
    repository = await openRepository(LAB, { cwd: process.cwd(), env: process.env });
    room = openRoom(repository);
  });
  afterAll(() => room.close());

  function between(from: string, to: string): Promise<{ changes: ApiChange[]; surfaces: Surface[] }> {
    const key = `${from} ${to}`;
    const found = asked.get(key) ?? compare([from, to]);
    asked.set(key, found);
    return found;
  }

  async function compare(names: readonly string[]): Promise<{ changes: ApiChange[]; surfaces: Surface[] }> {
    // releases without a tag are known by their branch
    const commits = await resolveCommits(
      repository.git,
      names.map((name) => name.replace(/^heads\//, 'refs/remotes/upstream/')),
    );
    const present = commits.filter((commit) => commit !== null);
    const surfaces = await readSurfaces(room.git, present, (trees) => trees.map((files) => rootsOf(files, connectors)));
    const [old, now] = surfaces;
    if (!old || !now) throw new Error(`${names.join(' or ')} is not in the lab`);
    return { changes: apiChanges(old, now), surfaces };
  }

  it.each(known)(
    '$symbol, $frm to $to',
    async ({ symbol, frm, to, new: home, oldPathWorks }) => {
      const { changes } = await between(frm, to);
      const rows = changes.filter((change) => change.symbol === symbol);
      expect(rows).not.toEqual([]);
      if (home !== null && !oldPathWorks && home.split('.').at(-1) === symbol.split('.').at(-1)) {
        expect(rows.map((row) => row.home)).toContain(home);
      }
    },
    60_000,
  );

  it('passes filtering down from 8.7 on', async () => {
    const { changes } = await between('v8.6.0.4', 'heads/8.7');
    const calls = changes.filter(({ kind }) => kind === 'call-changed').map(({ symbol }) => symbol);
    expect(calls).toContain('connectors.source.BaseDataSource.get_docs');
  }, 60_000);

  it('finds the homes of what 9.3 moved', async () => {
    const { changes, surfaces } = await between('v9.2.0', 'v9.3.0');
    const [old, now] = surfaces;
    if (!old || !now) throw new Error('two trees were asked for');
    const score = { dead: 0, right: 0, wrong: [] as string[], lost: [] as string[] };
    for (const { path, places } of restructured(old, now)) {
      score.dead++;
      const row = changes.find(
        (change) => change.symbol === path && (change.kind === 'moved' || change.kind === 'renamed'),
      );
      if (row === undefined) score.lost.push(path);
      else if (row.homes.length > 0 && row.homes.every((home) => places.has(home))) score.right++;
      else score.wrong.push(`${path} > ${row.homes.join(', ')}`);
    }
    console.info(
      `9.2 -> 9.3: ${score.dead} dead paths, ${score.right} right, wrong ${score.wrong}, lost ${score.lost}`,
    );
    expect(score.dead).toBeGreaterThan(590);
    expect(score.right / score.dead).toBeGreaterThanOrEqual(0.98);
    expect(score.wrong.length / score.dead).toBeLessThanOrEqual(0.01);
  }, 60_000);
});

/**
 * The old paths that 9.3 killed and their true places, found without the code under test: the very text under the same name,
 * in the package that bears the source's name, or of the framework, in the framework.
 */
function restructured(old: Surface, now: Surface): { path: string; places: Set<string> }[] {
  const texts = new Map<string, string[]>();
  for (const [name, text] of definitions(now)) texts.set(name, [...(texts.get(name) ?? []), text]);
  const found = [];
  for (const [path, text] of definitions(old)) {
    if (!path.startsWith('connectors.') || path.startsWith('connectors.tests') || now.resolves(path)) continue;
    const name = path.split('.').at(-1);
    const places = [...texts].filter(([place, versions]) => {
      return place.split('.').at(-1) === name && isPlace(path, place) && versions.some((one) => alike(one, text));
    });
    if (places.length > 0) found.push({ path, places: new Set(places.map(([place]) => place)) });
  }
  return found;
}

function isPlace(old: string, now: string): boolean {
  const source = /^connectors\.sources\.(\w+)\./.exec(old)?.[1];
  if (source === undefined) return !now.startsWith('connectors.sources.');
  if (source === 'atlassian') return /^connectors\.sources\.atlassian\.[a-z]+\.[A-Za-z_]+$/.test(now);
  return now.startsWith('connectors.sources.') && now.split('.').slice(2, -1).includes(source);
}

/** Comments may differ. */
function alike(a: string, b: string): boolean {
  const bare = (text: string): string => text.replace(/#.*$/gm, '').replace(/\s+/g, '');
  return bare(a) === bare(b);
}

/** Every path of a definition at the top of a module, once for each time it is defined, with its text. */
function definitions({ modules }: Surface): [path: string, text: string][] {
  return modules.all().flatMap(({ name, text, outline }) =>
    outline.definitions.flatMap((one): [string, string][] => {
      if (one.container !== null || one.kind === 'statement') return [];
      return [[`${name}.${one.name}`, (text ?? '').slice(one.span.start, one.span.end)]];
    }),
  );
}
