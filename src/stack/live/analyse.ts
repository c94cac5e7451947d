import type { Check } from './check.ts';
import { connectionCheck, enterpriseCheck, kibanaCheck, privilegesCheck, versionChecks } from './servers.ts';
import { leftoversCheck, serviceChecks } from './services.ts';
import { repositoryChecks, snapshotChecks } from './snapshots.ts';
import type { Inquiry } from './state.ts';

/** Every check, from saved answers or fresh ones alike: pure, and in the order in which a report tells them. */
export function analyse(inquiry: Inquiry): Check[] {
  return [
    connectionCheck(inquiry),
    privilegesCheck(inquiry),
    ...versionChecks(inquiry),
    kibanaCheck(inquiry),
    enterpriseCheck(inquiry),
    ...snapshotChecks(inquiry),
    ...repositoryChecks(inquiry),
    ...serviceChecks(inquiry),
    leftoversCheck(inquiry),
  ];
}
