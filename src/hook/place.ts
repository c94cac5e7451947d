import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { draftIn } from '../file.ts';
import type { HookPlaces } from '../git/hooks.ts';
import type { Repository } from '../git/repository.ts';

/** What the hook lies in, or would. */
export interface Files {
  /** The hook file that git runs. */
  readonly hook: string;
  /** husky's file, which husky's own hook runs; null in a bare repository. */
  readonly husky: string | null;
  /** What the hook that the configuration names runs. */
  readonly script: string;
}

export function filesOf({ workTree }: Repository, { hooks, common }: HookPlaces): Files {
  return {
    hook: join(hooks, 'pre-push'),
    husky: workTree === null ? null : join(workTree, '.husky', 'pre-push'),
    script: join(common, 'fork-lint-pre-push'),
  };
}

/** The text of a plain file, one character a byte, so that whatever encoding it has comes back as it was; else null. */
export function textOf(path: string): string | null {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'latin1') : null;
}

export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Whether two names are of one file. */
export function isSame(a: string, b: string): boolean {
  const [one, other] = [lstatSync(a), lstatSync(b)];
  return one.ino === other.ino && one.dev === other.dev;
}

/** Gives a file, or a link, a second name; where the file system knows none, the first one goes. */
export function secondName(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    renameSync(file, name);
  }
}

/** Writes a file whole or not at all. It keeps the mode it had; a new one may be executed. */
export function put(
  path: string,
  bytes: string,
  mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0o755,
): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = draftIn(dirname(path));
  try {
    writeFileSync(draft, bytes, { encoding: 'latin1', flag: 'wx' });
    chmodSync(draft, mode);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whether a path lies in the work tree and would be committed with it: then it holds for others' machines as well. */
export function isCommitted(path: string, { workTree }: Repository, common: string): boolean {
  const inside = (top: string): boolean => !relative(top, path).startsWith(`..${sep}`);
  return workTree !== null && inside(workTree) && !inside(common);
}

/** A path as a person at the top of the work tree would type it. */
export function shown(path: string, { workTree }: Repository): string {
  const from = workTree === null ? '..' : relative(workTree, path);
  return from.startsWith('..') ? path : from;
}
