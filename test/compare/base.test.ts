import { describe, expect, it } from 'vitest';
import { labelOf } from '../../src/compare/base.ts';
import { defaultTargets, firstHeld } from '../../src/compare/target.ts';
import type { UpstreamRefs } from '../../src/compare/upstream.ts';
import { type Graph, graphAmong } from '../../src/git/graph.ts';

/** `b` has the parents `a…`: a history by its letters. */
function graphOf(parents: Readonly<Record<string, string>>): Graph {
  const rest = { tree: '', date: 0, author: '', committer: '', subject: '', boundary: false };
  return graphAmong(Object.entries(parents).map(([sha, all]) => ({ ...rest, sha, parents: [...all] })));
}

const line = (branch: string, commit: string) => ({
  name: `refs/remotes/up/${branch}`,
  branch,
  label: `up/${branch}`,
  commit,
});
const tag = (name: string, commit: string) => ({ name: `refs/tags/${name}`, commit });

/** a - b - c of main; d of 9.3 and e, f of 9.2 on b; g on nothing that is fetched. */
const graph = graphOf({ a: '', b: 'a', c: 'b', d: 'b', e: 'b', f: 'e', g: '' });
const lines = [line('main', 'c'), line('9.3', 'd'), line('9.2', 'f')];
const refs: UpstreamRefs = { lines, tags: [tag('v9.2.0', 'b'), tag('v9.2.1', 'g')], certainTags: [] };

describe('what people call a base', () => {
  it.each([
    ['the default branch that holds it', 'b', '9.2.0', refs, 'up/main'],
    ['else the line of its VERSION', 'e', '9.2.1', refs, 'up/9.2'],
    ['else any line that holds it', 'd', '9.2.1', refs, 'up/9.3'],
    [
      'the line of its VERSION first',
      'b',
      '9.2.0',
      { ...refs, lines: [line('main', 'g'), ...lines.slice(1)] },
      'up/9.2',
    ],
    [
      'the newest line without a VERSION',
      'b',
      null,
      { ...refs, lines: [line('main', 'g'), ...lines.slice(1)] },
      'up/9.3',
    ],
    ['else a tag on it', 'g', null, refs, 'v9.2.1'],
    [
      'surely upstream’s first',
      'g',
      null,
      { ...refs, certainTags: [tag('v9.2.0', 'b'), tag('v9.1.9', 'g')] },
      'v9.1.9',
    ],
    ['else its id', '0123456789abcdef', null, { lines: [], tags: [], certainTags: [] }, '0123456789ab'],
  ])('is %s', (_, base, version, known, label) => expect(labelOf(base, version, known, graph)).toBe(label));
});

describe('a target that nobody named', () => {
  it.each([
    ['the newest release', refs, ['v9.2.0 b', 'v9.2.1 g', 'up/main c']],
    ['one that is surely upstream’s', { ...refs, certainTags: [tag('v9.3.0', 'c')] }, ['v9.3.0 c', 'up/main c']],
    ['the default branch without releases', { ...refs, tags: [] }, ['up/main c']],
    ['nothing', { lines: [], tags: [], certainTags: [] }, []],
  ])('is %s', (_, known, expected) =>
    expect(defaultTargets(known).map(({ name, sha }) => `${name} ${sha}`)).toEqual(expected),
  );

  it('is the first that upstream holds', () => {
    const targets = defaultTargets(refs);
    expect(
      firstHeld(
        targets,
        new Map([
          ['g', 1],
          ['c', 1],
        ]),
        'up',
      ),
    ).toEqual({ name: 'v9.2.1', sha: 'g' });
    const nothing = {
      message: 'the upstream has neither a release tag nor a default branch here',
      next: ['git fetch up --tags'],
    };
    expect(() => firstHeld(targets, new Map(), 'up')).toThrow(expect.objectContaining(nothing));
  });
});
