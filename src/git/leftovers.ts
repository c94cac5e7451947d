import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Nobody works in one for so long: milliseconds of a day. */
const old = 86_400_000;

/**
 * Removes what runs that were killed have left in a folder: entries whose names begin so and that nobody touched for a day.
 * A younger one may be at work; whether its process lives cannot be told across containers that share the folder.
 */
export function removeLeftovers(folder: string, prefix: string, now: number): void {
  for (const name of namesIn(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    try {
      if (now - lstatSync(path).mtimeMs > old) rmSync(path, { recursive: true, force: true });
    } catch {
      // somebody else's, or somebody else was faster
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
