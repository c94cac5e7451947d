import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/model.ts';
import { byHandItems, noteItems } from '../../src/plan/afterwards.ts';
import { factsFor, type Upgrade } from '../../src/stack/applies.ts';
import { stackFacts } from '../../src/stack/facts.ts';
import { releaseOf } from '../../src/stack/release.ts';

const truth = JSON.parse(readFileSync(new URL('../../bench/data/stack-facts.json', import.meta.url), 'utf8'));
const upgradeBetween = (from: string, to: string): Upgrade => {
  const [base, target] = [releaseOf(from), releaseOf(to)];
  if (!base || !target) throw new Error('a version that cannot be read');
  return { from: base, to: target };
};
const shown = (from: string, to: string): number[] => {
  const facts = factsFor(upgradeBetween(from, to));
  return stackFacts.flatMap((fact, i) => (facts.includes(fact) ? [i] : []));
};

it('the facts of the program are the facts of the data', () => expect(stackFacts).toEqual(truth));

/** For each fact, in the order of the data: upgrades that it concerns, and upgrades that it does not. */
const cases: readonly (readonly [
  string,
  readonly (readonly [string, string])[],
  readonly (readonly [string, string])[],
])[] = [
  [
    '8.5.0',
    [
      ['8.4.3', '8.5.0'],
      ['7.17.9', '8.19.0'],
    ],
    [
      ['8.5.0', '9.0.0'],
      ['8.3.0', '8.4.0'],
    ],
  ],
  [
    '8.6->8.7+',
    [
      ['8.6.2', '8.7.0'],
      ['8.5.1', '9.5.2'],
    ],
    [
      ['8.7.0', '8.8.0'],
      ['8.5.0', '8.6.0'],
    ],
  ],
  [
    '8.7',
    [['8.6.0', '8.7.0']],
    [
      ['8.7.0', '8.7.1'],
      ['8.5.0', '8.6.2'],
    ],
  ],
  [
    '8.8',
    [
      ['8.7.1', '8.8.0'],
      ['8.5.0', '9.2.0'],
    ],
    [
      ['8.8.0', '8.9.0'],
      ['8.6.0', '8.7.1'],
    ],
  ],
  [
    '8.8',
    [
      ['8.7.1', '8.8.0'],
      ['8.7.1', '9.5.2'],
    ],
    [
      ['8.7.0', '8.8.0'],
      ['8.8.0', '8.9.0'],
    ],
  ],
  [
    '8.8',
    [['8.7.1', '8.8.0']],
    [
      ['8.8.1', '8.9.0'],
      ['8.6.0', '8.7.0'],
    ],
  ],
  [
    '8.9',
    [
      ['8.8.2', '8.9.0'],
      ['8.5.0', '9.0.0'],
    ],
    [
      ['8.9.0', '8.10.0'],
      ['8.7.0', '8.8.0'],
    ],
  ],
  ['8.9.0', [['8.8.2', '8.9.0']], [['8.9.0', '8.9.1']]],
  ['8.9', [['8.8.2', '8.9.0']], [['8.9.0', '8.12.0']]],
  [
    '8.10',
    [
      ['8.8.2', '8.10.0'],
      ['8.5.0', '8.19.0'],
    ],
    [
      ['8.9.0', '8.10.0'],
      ['8.8.0', '8.9.2'],
    ],
  ],
  [
    '8.10-8.19',
    [
      ['8.9.0', '8.10.0'],
      ['8.19.5', '8.19.20'],
      ['8.19.5', '9.5.2'],
    ],
    [
      ['9.0.0', '9.5.2'],
      ['8.8.0', '8.9.0'],
    ],
  ],
  ['8.10', [['8.9.0', '8.10.0']], [['8.10.0', '8.11.0']]],
  ['8.15.0', [['8.14.3', '8.15.0']], [['8.15.0', '8.16.0']]],
  ['8.15.0', [['8.14.3', '8.15.1']], [['8.15.0', '8.16.0']]],
  ['8.16.0', [['8.15.4', '8.16.0']], [['8.16.0', '8.17.0']]],
  ['8.16.0', [['8.15.4', '8.16.0']], [['8.16.0', '8.17.0']]],
  ['8.16.0', [['8.15.4', '8.16.0']], [['8.16.0', '8.17.0']]],
  [
    '8.16.2',
    [['8.16.1', '8.16.2']],
    [
      ['8.16.2', '8.17.0'],
      ['8.15.0', '8.16.1'],
    ],
  ],
  ['8.18.0', [['8.17.0', '8.18.0']], [['8.18.0', '8.19.0']]],
  [
    '8.11.0-8.19.16',
    [
      ['8.10.0', '8.11.0'],
      ['8.19.3', '8.19.4'],
    ],
    [
      ['8.19.16', '8.19.17'],
      ['8.9.0', '8.10.2'],
    ],
  ],
  ['9.0.0', [['8.18.0', '9.0.0']], [['9.0.0', '9.1.0']]],
  ['9.0.0', [['8.19.0', '9.5.2']], [['9.0.0', '9.5.2']]],
  ['9.0.0', [['8.19.0', '9.5.2']], [['9.1.0', '9.5.2']]],
  ['9.0.0', [['8.19.0', '9.1.0']], [['8.18.0', '8.19.0']]],
  ['9.0.0', [['8.19.0', '9.1.0']], [['8.18.0', '8.19.0']]],
  [
    '9.3.0',
    [
      ['9.2.2', '9.5.2'],
      ['9.2.8', '9.3.0'],
    ],
    [
      ['9.3.0', '9.5.2'],
      ['9.1.0', '9.2.8'],
    ],
  ],
  [
    'all',
    [
      ['9.5.0', '9.5.2'],
      ['8.5.0', '8.6.0'],
    ],
    [],
  ],
];

describe('each fact is shown for the upgrades it applies to, and for no other', () => {
  it('covers every fact', () => expect(cases.map(([v]) => v)).toEqual(stackFacts.map(({ v }) => v)));

  it.each(cases.map((row, i) => [i, ...row] as const))('%i: %s', (i, _, yes, no) => {
    for (const [from, to] of yes) expect(shown(from, to), `${from} to ${to}`).toContain(i);
    for (const [from, to] of no) expect(shown(from, to), `${from} to ${to}`).not.toContain(i);
  });
});

describe('a plan shows each fact that applies once, and no other', () => {
  const releases = [
    '7.17.9',
    '8.5.0',
    '8.6.2',
    '8.7.0',
    '8.7.1',
    '8.8.2',
    '8.9.0',
    '8.9.2',
    '8.10.0',
    '8.11.0',
    '8.14.3',
  ];
  releases.push(
    '8.15.0',
    '8.16.0',
    '8.16.2',
    '8.18.0',
    '8.19.16',
    '8.19.17',
    '9.0.0',
    '9.1.0',
    '9.2.8',
    '9.3.0',
    '9.5.2',
  );
  // what is asked of a comparison here: the release tags crossed, and the target's VERSION
  const comparison = (to: string) => ({ target: { version: to, releases: [] } }) as unknown as Comparison;

  it.each(releases.slice(0, -1).map((from, i) => [from, releases.slice(i + 1)] as const))('from %s', (from, later) => {
    for (const to of later) {
      const upgrade = upgradeBetween(from, to);
      const items = [...byHandItems(upgrade), ...noteItems(comparison(to), upgrade)].map(({ text }) => text);
      const told = stackFacts.flatMap(({ fact }, i) => items.filter((text) => text.endsWith(fact)).map(() => i));
      expect(
        told.sort((a, b) => a - b),
        `${from} to ${to}`,
      ).toEqual(shown(from, to));
    }
  });
});
