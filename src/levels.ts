import { Complaint } from './complaint.ts';
import type { Levels } from './lint.ts';
import type { Severity } from './model.ts';
import { nearest } from './nearest.ts';

const severities = ['error', 'warn', 'info', 'off'] as const;

export interface LevelFlags {
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** `NAME=LEVEL` each. */
  readonly rule: readonly string[];
}

/** How loud each rule is to be: the configuration first, then `--rule`, then `--only` and `--skip`. */
export function levelsOf(configured: Levels, { only, skip, rule }: LevelFlags, names: readonly string[]): Levels {
  const levels = new Map(configured);
  for (const flag of rule) {
    const at = flag.lastIndexOf('=');
    const level = severities.find((one) => one === flag.slice(at + 1));
    const meant = level || at < 0 ? null : nearest(flag.slice(at + 1), severities);
    if (meant)
      throw new Complaint(
        `there is no level ${JSON.stringify(flag.slice(at + 1))}; did you mean ${meant}?`,
        `fork-lint --rule ${flag.slice(0, at)}=${meant}`,
      );
    if (at < 0 || !level) {
      throw new Complaint(
        `--rule ${flag} is not NAME=LEVEL, with a level of ${severities.join(', ')}`,
        'fork-lint rules',
      );
    }
    levels.set(known(flag.slice(0, at), names), level);
  }
  const wanted = new Set(only.map((name) => known(name, names)));
  if (wanted.size) for (const name of names) if (!wanted.has(name)) levels.set(name, 'off');
  for (const name of skip) levels.set(known(name, names), 'off');
  return levels;
}

/** @throws Complaint with the nearest name when no rule is called so. */
export function known(name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  const meant = nearest(name, names);
  throw new Complaint(
    `there is no rule ${JSON.stringify(name)}${meant ? `; did you mean ${meant}?` : ''}`,
    'fork-lint rules',
  );
}

/** `quiet` keeps errors only. */
export const isLoud = (severity: Severity, quiet: boolean): boolean => !quiet || severity === 'error';
