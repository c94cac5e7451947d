/** What came of one check. `unverified` never passes. */
export type CheckVerdict = 'pass' | 'fail' | 'unverified';

/** One thing the preflight looked at. */
export interface Check {
  readonly name: CheckName;
  readonly verdict: CheckVerdict;
  /** `warn`: worth knowing, but no reason to stop. */
  readonly weight: 'error' | 'warn';
  /** A lower-case sentence without full stop. */
  readonly text: string;
  /** What would let an unverified check be made: mostly a privilege. */
  readonly needs: string | null;
  /** What settles a failed check. */
  readonly commands: readonly string[];
}

export const checkNames = [
  'connection',
  'privileges',
  'versions',
  'stack-path',
  'stack-first',
  'kibana',
  'enterprise-search',
  'snapshot',
  'snapshot-age',
  'snapshot-state',
  'repository',
  'slm',
  'services-stopped',
  'jobs',
  'leftovers',
] as const;
export type CheckName = (typeof checkNames)[number];

type Extra = Partial<Pick<Check, 'weight' | 'needs' | 'commands'>>;
const make =
  (verdict: CheckVerdict) =>
  (name: CheckName, text: string, extra: Extra = {}): Check => ({
    name,
    verdict,
    weight: 'error',
    text,
    needs: null,
    commands: [],
    ...extra,
  });

export const pass = make('pass');
export const fail = make('fail');
export const unverified = make('unverified');

/** 2 when something that matters could not be looked at, else 1 when something is wrong, else 0. */
export function preflightCode(checks: readonly Check[]): 0 | 1 | 2 {
  const heavy = checks.filter(({ weight }) => weight === 'error');
  if (heavy.some(({ verdict }) => verdict === 'unverified')) return 2;
  return heavy.some(({ verdict }) => verdict === 'fail') ? 1 : 0;
}
