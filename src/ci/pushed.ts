import type { Oid } from '../model.ts';
import type { Review, Since } from './review.ts';

/** What a runner says of a job that runs for a branch or tag, and not for a request. */
export interface Pushed {
  /** The branch; null for a tag. */
  readonly branch: string | null;
  /** The commit it had before; null for none, or when nobody tells. */
  readonly before: Oid | null;
  /** The branch of the fork that others work from; null when nobody tells. */
  readonly main: string | null;
}

/** What a push brings is compared with what its branch had, else with the branch that others work from. */
export function pushReview({ branch, before, main }: Pushed): Review {
  const since: Since[] = [
    ...(before === null ? [] : [{ kind: 'commit', oid: before } as const]),
    ...(main === null || main === branch ? [] : [{ kind: 'fork-point', branch: main } as const]),
  ];
  return { what: branch === null ? 'what was pushed' : `the push to ${branch}`, into: branch, kind: 'push', since };
}
