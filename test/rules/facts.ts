import { noCarries, type Standing } from '../../src/carries/model.ts';
import type { Base, Change, Comparison, OwnSource, OwnWork, Target } from '../../src/model.ts';
import type { Facts, Inspected, Rule } from '../../src/rule.ts';
import { comparison, sample } from '../reporters/sample.ts';

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

/** The same, each sentence with the commands that settle it: `  $ fork-lint …`. */
export const told = (rule: Rule, facts: Partial<Facts>): string[] =>
  inspected(rule, facts).flatMap(({ message, commands }) => [message, ...commands.map((command) => `  $ ${command}`)]);

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

/** Facts of a fork that added these. */
export const owning = (own: Partial<OwnWork>): Partial<Facts> => ({ own: { ...quiet.own, ...own } });

/** A source of the fork's own: in order but for these parts, and that it has no tests and is not registered. */
export function ownSource(parts: Partial<OwnSource> = {}): OwnSource {
  const [source] = sample.comparison.own.sources;
  if (!source) throw new Error('the sample has a source');
  return { ...source, ...parts };
}

/** Facts of a fork that declares this carry, which came to nothing yet. */
export function carrying({ carry, ...parts }: CarryParts): Partial<Facts> {
  const [standing] = sample.carries.standings;
  if (!standing) throw new Error('the sample has a carry');
  const one = { ...standing, covers: [], ...parts, carry: { ...standing.carry, ...carry } };
  return { carries: { file: 'carries.yaml', lines: new Map([['jira-ping', 4]]), standings: [one] } };
}

type CarryParts = Partial<Omit<Standing, 'carry'>> & { readonly carry?: Partial<Standing['carry']> };
