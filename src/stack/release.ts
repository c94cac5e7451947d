import { parseVersion } from '../compare/versions.ts';

/** The first three numbers of a release. */
export type Release = readonly [major: number, minor: number, patch: number];

/** Reads `v9.5.2`, `8.15.4.0`, `9.0`; a missing number is 0. Null for what is no version. */
export function releaseOf(text: string | null): Release | null {
  const numbers = text === null ? undefined : parseVersion(text)?.numbers;
  return numbers ? [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0] : null;
}

/** Below 0 when `a` is the older one. */
export function older(a: Release, b: Release): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** `9.2.1` or, of a line, `9.2`. */
export const nameOf = (release: Release): string => release.join('.');
export const lineNameOf = ([major, minor]: Release): string => `${major}.${minor}`;
