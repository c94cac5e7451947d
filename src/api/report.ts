import type { Ref } from '../model.ts';
import type { ApiChange } from './change.ts';

/** What `fork-lint api` found: the contract of its JSON, and all that its reporters know. */
export interface ApiReport {
  readonly version: 1;
  readonly from: Ref;
  readonly to: Ref;
  /** Sorted by symbol, then kind. */
  readonly changes: readonly ApiChange[];
  /** `total`, then how many break whom, then how many there are of each kind. */
  readonly counts: Readonly<Record<string, number>>;
}
