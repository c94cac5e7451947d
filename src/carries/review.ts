import { parseVersion } from '../compare/versions.ts';
import type { Carry, Standing } from './model.ts';

/**
 * What a change did to a carry, by the carries before it. A carry is widened when it covers more than it did: other or more
 * lines, a wider place or rule, a later end. A new reason, owner or status widens nothing.
 */
export function reviewOf(before: readonly Carry[]): (carry: Carry) => Standing['since'] {
  const byId = new Map(before.map((carry) => [carry.id, carry]));
  return (carry) => {
    if (before.some((old) => contains(old, carry))) return null;
    return byId.has(carry.id) ? 'widened' : 'added';
  };
}

/** Whether the old carry already allows all that the new one does. */
function contains(old: Carry, carry: Carry): boolean {
  const left = [...old.fingerprint];
  const known = carry.fingerprint.every((one) => {
    const at = left.indexOf(one);
    return at >= 0 && left.splice(at, 1).length === 1;
  });
  const sameRule = old.rule === '*' || old.rule === carry.rule;
  const samePath = old.path === null || old.path === carry.path;
  const sameSymbol = old.symbol === null || old.symbol === carry.symbol;
  return known && sameRule && samePath && sameSymbol && !endsLater(old.until, carry.until);
}

/** Between a date and a version nobody can tell which is later: a person looks. */
function endsLater(old: string | null, until: string | null): boolean {
  if (old === until || old === null) return false;
  if (until === null || (parseVersion(old) === null) !== (parseVersion(until) === null)) return true;
  return parseVersion(old) === null ? until > old : until !== old;
}
