import { isPreRelease } from './compat.ts';
import { lineNameOf, nameOf, older, type Release, releaseOf } from './release.ts';

/** One step of the stack's upgrade: to the newest patch of a line, or to the target itself. */
export interface StackStep {
  readonly from: string;
  readonly to: string;
  /** Whether `to` is a line, of which the newest patch is meant. */
  readonly line: boolean;
}

/** How Elasticsearch and Kibana get from one release to another. */
export type StackPath =
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'steps'; readonly steps: readonly StackStep[] }
  | { readonly kind: 'refused'; readonly reason: string; readonly instead: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Where a path goes from and to, and when both were made: Elastic allows no upgrade to a release that is older by date. */
export interface PathQuestion {
  readonly from: string | null;
  readonly to: string | null;
  /** Seconds since 1970. */
  readonly dates?: { readonly from: number; readonly to: number };
}

/**
 * The allowed path: 8.x from 7.17 or a lower 8.x; 9.0 from 8.18 alone (not from 8.19); 9.1 and later from 8.19 or any 9.x.
 * https://www.elastic.co/upgrade_guide, elastic/docs-content#1685.
 */
export function stackPath({ from, to, dates }: PathQuestion): StackPath {
  const [base, target] = [releaseOf(from), releaseOf(to)];
  if (!base || !target || from === null || to === null) {
    return { kind: 'unknown', reason: `${base ? 'the target' : 'the base'} declares no version that can be read` };
  }
  if (isPreRelease(from)) {
    return refused(`${from} is a pre-release, and nothing can be upgraded from one`, 'install the target anew');
  }
  const order = older(base, target);
  if (order === 0) return { kind: 'none', reason: `the stack stays on ${nameOf(target)}` };
  if (order > 0) return refused(`${nameOf(target)} is older than ${nameOf(base)}`, 'restore a snapshot to go back');
  if (dates && dates.from > dates.to) {
    const instead = `a patch of ${lineNameOf(target)} that came out after ${nameOf(base)}`;
    return refused(`${nameOf(target)} came out before ${nameOf(base)} did`, instead);
  }
  return route(base, target);
}

const refused = (reason: string, instead: string): StackPath => ({ kind: 'refused', reason, instead });

function route(base: Release, target: Release): StackPath {
  const stops: string[] = [];
  if (base[0] < 7 || (base[0] === 7 && base[1] < 17)) stops.push('7.17');
  if (base[0] < 9 && target[0] >= 9) {
    const only = target[0] === 9 && target[1] === 0;
    if (only && base[0] === 8 && base[1] > 18) {
      return refused(`9.0 can be reached from 8.18 alone, not from ${lineNameOf(base)}`, 'go to 9.1 or later');
    }
    stops.push(only ? '8.18' : '8.19');
  }
  const needed = stops.filter((stop) => stop !== lineNameOf(base));
  const names = [nameOf(base), ...needed, nameOf(target)];
  const steps = names.slice(1).map((to, i) => ({ from: names[i] ?? '', to, line: i < needed.length }));
  return { kind: 'steps', steps };
}

/** Whether Enterprise Search, which ended with 8.19, takes part in one step of the stack. */
export type EnterpriseSearch = 'required' | 'once' | 'if-installed' | 'gone';

/** From 8.10 self-managed connectors do without it, but it must run once to migrate the indices of a base below 8.9. */
export function enterpriseSearch(base: Release, target: Release): EnterpriseSearch {
  if (target[0] >= 9) return 'gone';
  if (older(target, [8, 10, 0]) < 0) return 'required';
  return older(base, [8, 9, 0]) < 0 ? 'once' : 'if-installed';
}
