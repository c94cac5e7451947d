import type { ListedRef } from '../git/refs.ts';
import type { Forecast, Oid } from '../model.ts';
import type { UpstreamHistory } from './ground.ts';
import type { Told } from './told.ts';

/** The way from base to target, for those who look closer at it than a check does. */
export interface Way {
  readonly graph: UpstreamHistory['graph'];
  /** The releases on it, oldest first. */
  readonly releases: readonly ListedRef[];
  /** What upstream's commits did to the paths that matter, whenever. */
  readonly touches: Told['touches'];
  /** Merges another commit of upstream's instead of the target; while the room is open. */
  forecast(commit: Oid): Promise<Forecast>;
}
