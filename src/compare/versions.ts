/** A release number as the numbers it is made of; build metadata and pre-release words are kept aside. */
export interface Version {
  readonly numbers: readonly number[];
  /** `-rc1`, `+build2024…`, `-acme`: whatever follows the numbers. Empty for a plain release. */
  readonly suffix: string;
}

/** In characters. What is longer is no version, whoever put it there, and would fill a report. */
const longest = 100;

/** What a VERSION file says, as far as it is told. */
export const versionIn = (text: string): string => text.trim().slice(0, longest);

/** Reads `v9.5.2`, `8.15.4.0`, `9.0.0-rc1`, `8.15.2+build1`; null for anything else (upstream has a tag `v9.0.-1+…`). */
export function parseVersion(text: string): Version | null {
  const [, numbers, suffix = ''] = /^v?(\d+(?:\.\d+){1,3})([-+].*)?$/.exec(text.trim()) ?? [];
  return numbers === undefined ? null : { numbers: numbers.split('.').map(Number), suffix };
}

/** By number, not by text: 9.10 is newer than 9.9. A missing part counts as 0; suffixes do not count. */
export function compareVersions(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
    const difference = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `9.2.1` -> `9.2`: the release line a version belongs to. */
export function lineOf(version: string | null): string | null {
  const parsed = version === null ? null : parseVersion(version);
  return parsed ? parsed.numbers.slice(0, 2).join('.') : null;
}
