import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Everything below a folder, path -> mode, times and content. */
export function listing(folder: string): ReadonlyMap<string, string> {
  return new Map(walk(folder).map((path) => [path, stateOf(join(folder, path))]));
}

/** What became of a folder since: empty when nothing was written. */
export function written(folder: string, before: ReadonlyMap<string, string>): string[] {
  const after = listing(folder);
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].flatMap((path) =>
    before.get(path) === after.get(path)
      ? []
      : [`${path}: ${before.get(path) ?? 'nothing'} -> ${after.get(path) ?? 'nothing'}`],
  );
}

/**
 * Objects and shared parts of an index tell their content alone: git renews their dates when it reads the index, or is
 * about to write an object that a borrowed store holds already, to save them from `git gc`. Where it may not, it does not.
 */
function stateOf(path: string): string {
  const { mode, mtimeMs, ctimeMs, ino } = lstatSync(path);
  const dateless = /\/objects\/(?:[0-9a-f]{2}\/[0-9a-f]{38,62}|pack\/pack-\w+\.pack)$|\/sharedindex\.\w+$/.test(path);
  return [mode.toString(8), ...(dateless ? [] : [mtimeMs, ctimeMs]), ino, hashOf(path)].join(' ');
}

/** Takes the right to write from everything below a folder. Root may write all the same: compare listings too. */
export function makeReadOnly(folder: string): void {
  for (const path of walk(folder)) {
    const full = join(folder, path);
    const stat = lstatSync(full);
    if (!stat.isSymbolicLink()) chmodSync(full, stat.mode & 0o555);
  }
}

function walk(folder: string): string[] {
  return ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].sort();
}

function hashOf(path: string): string {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return readlinkSync(path);
  return stat.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
}
