import type { Base, Target } from '../model.ts';
import { reconfiguration } from './applies.ts';
import type { StackFact } from './facts.ts';
import { type StackPath, stackPath } from './path.ts';
import { older, releaseOf } from './release.ts';

/** What the versions alone tell of the way from base to target. */
export interface UpgradeFacts {
  readonly path: StackPath;
  /** Known work by hand, when the base is older than 8.8, the first generally available release of connectors. */
  readonly byHand: readonly StackFact[];
}

/** Reads it off the two VERSION files: whether the stack that runs is of the base's version, only `preflight` can tell. */
export function upgradeFacts(base: Base, target: Target): UpgradeFacts {
  const [from, to] = [releaseOf(base.version), releaseOf(target.version)];
  const preGa = from !== null && older(from, [8, 8, 0]) < 0;
  return {
    path: stackPath({ from: base.version, to: target.version, dates: { from: base.date, to: target.date } }),
    byHand: preGa && to !== null ? reconfiguration({ from, to }) : [],
  };
}
