import { compareVersions, parseVersion } from '../compare/versions.ts';

/** What the end of a carry is measured against. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** VERSION of the base and of the target, null where there is none. */
  readonly base: string | null;
  readonly target: string | null;
}

/** Says what is wrong with an `until`, null if nothing. */
export function wrongUntil(until: string): string | null {
  if (isDate(until) || isVersion(until)) return null;
  return `${JSON.stringify(until.slice(0, 40))} is neither a date such as 2027-01-31 nor a version of the upstream such as '9.6'`;
}

/** `31.01.2027` reads like a version, and is meant as a day. */
const isVersion = (text: string): boolean => parseVersion(text)?.numbers.every((part) => part < 1000) ?? false;

/** A day of the calendar: `2027-02-31` is none. */
function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/**
 * Whether a carry has ended. A date ends it with that day, everywhere on earth. A version ends it `now` when the fork stands on
 * it, and `next` when the target has it: a fork must not turn red because upstream released something.
 */
export function ended(until: string | null, { now, base, target }: Clock): 'now' | 'next' | null {
  if (until === null) return null;
  if (isDate(until)) return now >= Date.parse(`${until}T24:00:00-12:00`) ? 'now' : null;
  const end = parseVersion(until);
  const reaches = (version: string | null): boolean => {
    const reached = version === null ? null : parseVersion(version);
    return end !== null && reached !== null && compareVersions(reached, end) >= 0;
  };
  return reaches(base) ? 'now' : reaches(target) ? 'next' : null;
}
