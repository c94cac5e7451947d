import { describe, expect, it } from 'vitest';
import { carryExpired } from '../../rules/carry-expired.ts';
import { carryNew } from '../../rules/carry-new.ts';
import { carryUnused } from '../../rules/carry-unused.ts';
import { publishedCarry } from '../../rules/published-carry.ts';
import { carrying, inspected, quiet, said, told } from './facts.ts';

type Told = [what: string, carry: Parameters<typeof carrying>[0], told: string[]];

describe('carry-expired', () => {
  const renew = "  $ fork-lint carry add --id jira-ping --until DATE --reason 'WHY IT STAYS'";

  it.each<Told>([
    ['a carry that holds', {}, []],
    [
      'one past its date',
      { ended: 'now', carry: { until: '2026-01-01' } },
      ['jira-ping was to end with 2026-01-01; ask search-team', renew],
    ],
    [
      'one past its version',
      { ended: 'now', carry: { until: '9.2' } },
      ['jira-ping was to end with 9.2, and the base is 9.2.1; ask search-team', renew],
    ],
    [
      'one that ends with the target',
      { ended: 'next', carry: { until: '9.4.0' } },
      ['jira-ping ends with 9.4.0, and the target is v9.5.2; ask search-team', renew],
    ],
    [
      'one of nobody, with findings that it no longer covers',
      { ended: 'now', beyond: ['a', 'b'], carry: { until: '2026-01-01', owner: null } },
      ['jira-ping was to end with 2026-01-01; 2 findings no longer carried', renew],
    ],
  ])('%s', (_, carry, expected) => expect(told(carryExpired, carrying(carry))).toEqual(expected));

  it('is told where it is declared, for the day it is about', () =>
    expect(inspected(carryExpired, carrying({ ended: 'next' }))).toMatchObject([
      { at: { path: 'carries.yaml', line: 4 }, content: ['jira-ping', '9.4.0'], when: 'next' },
    ]));
});

describe('carry-unused', () => {
  const prune = '  $ fork-lint carry prune';

  it.each<Told>([
    ['nothing at its place', {}, ['jira-ping matches nothing: no source-edit in connectors/sources/jira.py', prune]],
    [
      'a symbol',
      { carry: { symbol: 'Jira.ping', path: null } },
      ['jira-ping matches nothing: no source-edit in Jira.ping', prune],
    ],
    [
      'both, for every rule',
      { carry: { symbol: 'Jira.ping', rule: '*' } },
      ['jira-ping matches nothing: no finding in Jira.ping of connectors/sources/jira.py', prune],
    ],
    ['one that covers', { covers: ['a'] }, []],
    ['one that was outgrown', { beyond: ['a'] }, []],
    ['one that upstream has', { published: 'next' }, []],
    ['one that has ended', { ended: 'now' }, []],
    [
      'one that is to end',
      { ended: 'next' },
      ['jira-ping matches nothing: no source-edit in connectors/sources/jira.py', prune],
    ],
  ])('%s', (_, carry, expected) => expect(told(carryUnused, carrying(carry))).toEqual(expected));
});

describe('carry-new', () => {
  it.each<Told>([
    ['an old one', {}, []],
    [
      'one that covers one finding',
      { since: 'added', covers: ['a'] },
      ['jira-ping was added (1 finding, submitted, until 9.4.0): our proxy answers HEAD with 405'],
    ],
    [
      'one without an end',
      { since: 'widened', covers: ['a', 'b'], carry: { until: null } },
      ['jira-ping was widened (2 findings, submitted): our proxy answers HEAD with 405'],
    ],
  ])('%s', (_, carry, expected) => expect(told(carryNew, carrying(carry))).toEqual(expected));

  it('is another finding for whatever it covers otherwise', () => {
    const contents = (carry: Parameters<typeof carrying>[0]): readonly string[] =>
      inspected(carryNew, carrying({ since: 'added', ...carry })).flatMap(({ content }) => content);
    expect(contents({})).toEqual(['source-edit', 'connectors/sources/jira.py', '', '9.4.0', 'fedcba9876543210']);
    expect(contents({ carry: { path: null, symbol: 'A.b', until: null } })).toEqual([
      'source-edit',
      '',
      'A.b',
      '',
      'fedcba9876543210',
    ]);
  });
});

describe('published-carry', () => {
  it.each<Told>([
    ['one that upstream has not', {}, []],
    [
      'one in the fork’s own base',
      { published: 'now' },
      ["jira-ping is upstream's own content now", '  $ fork-lint carry prune'],
    ],
    [
      'one in the target',
      { published: 'next' },
      ['jira-ping is in v9.5.2 line for line; drop the carry after the merge', '  $ fork-lint port --target v9.5.2'],
    ],
  ])('%s', (_, carry, expected) => expect(told(publishedCarry, carrying(carry))).toEqual(expected));
});

it.each([
  [carryExpired, { ended: 'now' }],
  [carryUnused, {}],
  [carryNew, { since: 'added' }],
  [publishedCarry, { published: 'now' }],
] as const)('$name stands in the first line of a carry file whose lines nobody knows', (rule, parts) => {
  const { carries = quiet.carries } = carrying(parts);
  expect(inspected(rule, { carries: { ...carries, lines: new Map() } }).map(({ at }) => at.line)).toEqual([1]);
  expect(said(rule, {})).toEqual([]);
});
