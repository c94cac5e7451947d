import { noCarries } from '../../src/carries/model.ts';
import type { Base, Change, Comparison, Target } from '../../src/model.ts';
import type { Facts, Inspected, Rule } from '../../src/rule.ts';
import { comparison } from '../reporters/sample.ts';

/** What a rule is told of a fork that changed nothing. */
export const quiet: Facts = {
  comparison,
  breaches: { framework: [], protocol: [], source: [], 'source-test': [], registry: [], other: [] },
  additions: [],
  registries: [],
  own: comparison.own,
  deadImports: [],
  brokenUses: [],
  versions: [],
  protocol: { page: null, code: null },
  upgrade: { path: { kind: 'none', reason: '' }, byHand: [] },
  carries: noCarries,
};

/** What a rule says of a quiet fork but for these facts. */
export const said = (rule: Rule, facts: Partial<Facts>): string[] =>
  inspected(rule, facts).map(({ message }) => message);

export const inspected = (rule: Rule, facts: Partial<Facts>): Inspected[] => rule.inspect({ ...quiet, ...facts });

type ComparedParts = Partial<Omit<Comparison, 'base' | 'target'>> & {
  readonly base?: Partial<Base>;
  readonly target?: Partial<Target>;
};

/** A comparison that differs in these parts. */
export const compared = ({ base, target, ...parts }: ComparedParts): Comparison => ({
  ...comparison,
  ...parts,
  base: { ...comparison.base, ...base },
  target: { ...comparison.target, ...target },
});

/** An upstream file in which the fork put these lines at the top. */
export const change = (path: string, lines: readonly string[] = [], parts: Partial<Change> = {}): Change => ({
  path,
  from: null,
  kind: 'modified',
  area: 'other',
  source: null,
  before: '1'.repeat(40),
  after: '2'.repeat(40),
  modes: ['100644', '100644'],
  published: false,
  stale: false,
  added: lines.length,
  deleted: 0,
  hunks: [{ baseLine: 0, forkLine: 1, removed: [], added: lines }],
  lineEndsOnly: false,
  edits: [],
  homes: [path],
  commits: [],
  upstreamCommits: 0,
  copiedFrom: null,
  copiedAt: null,
  ...parts,
});
