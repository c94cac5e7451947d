import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Graph, graphAmong } from '../../src/git/graph.ts';
import type { HistoryCommit } from '../../src/git/history.ts';

const commit = (sha: string, parents: readonly string[]): HistoryCommit => ({
  sha,
  parents,
  tree: '',
  date: 0,
  author: '',
  committer: '',
  subject: '',
  boundary: false,
});

/** A history by its parents: `[[], [0], [0, 1]]` are a first commit, one on it, and a merge of both. */
const any = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 12 })
  .map((all) =>
    all.map((parents, i) => commit(`${i}`, i === 0 ? [] : [...new Set(parents.map((one) => `${one % i}`))])),
  );
const some = fc.array(fc.nat(15).map(String), { maxLength: 4 });

/** The same, as one would say it. */
function naively(
  commits: readonly HistoryCommit[],
  from: readonly string[],
  without: ReadonlySet<string>,
): Set<string> {
  const found = new Set<string>();
  const visit = (sha: string): void => {
    if (without.has(sha) || found.has(sha)) return;
    found.add(sha);
    for (const parent of commits.find((one) => one.sha === sha)?.parents ?? []) visit(parent);
  };
  for (const sha of from) visit(sha);
  return found;
}

const told = (reach: ReturnType<Graph['reachable']>, ids: readonly string[]) => ({
  ids: [...reach].sort(),
  size: reach.size,
  has: ids.filter((id) => reach.has(id)),
});
const all = Array.from({ length: 16 }, (_, i) => `${i}`);

describe('a graph', () => {
  it('reaches what can be reached, ids that it does not hold too', () =>
    fc.assert(
      fc.property(any, some, some, (commits, from, without) => {
        const expected = naively(commits, from, new Set(without));
        expect(told(graphAmong(commits).reachable(from, new Set(without)), all)).toEqual({
          ids: [...expected].sort(),
          size: expected.size,
          has: all.filter((id) => expected.has(id)),
        });
      }),
    ));

  it('knows its commits by id', () => {
    const commits = [commit('b', ['a']), commit('a', ['beyond'])];
    const graph = graphAmong(commits);
    expect([graph.get('a'), graph.get('beyond'), graph.has('beyond')]).toEqual([commits[1], undefined, false]);
  });
});
