import { matchLines } from '../port/diff.ts';

/** A run of the base's lines, `from` up to but without `to`, that one side replaced. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * The fork's own lines that a merge conflicts in, `-` and `+` in front: those of its changes that meet another one of
 * upstream's. Like git, changes that touch conflict too, and the same change on both sides does not.
 */
export function clashOf(base: string, fork: string, target: string): string[] {
  const [then, mine, now] = [base, fork, target].map(linesOf);
  if (!then || !mine || !now) return [];
  const theirs = stretches(then, now);
  const meets = (own: Stretch): boolean =>
    theirs.some((one) => one.from <= own.to && own.from <= one.to && !sameChange(own, one));
  return stretches(then, mine)
    .filter(meets)
    .flatMap(({ removed, added }) => [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)]);
}

/** Without their ends: the last one may lack its own. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function stretches(a: readonly string[], b: readonly string[]): Stretch[] {
  const found: Stretch[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...matchLines(a, b), [a.length, b.length] as const]) {
    if (i < x || j < y) found.push({ from: i, to: x, removed: a.slice(i, x), added: b.slice(j, y) });
    [i, j] = [x + 1, y + 1];
  }
  return found;
}

function sameChange(a: Stretch, b: Stretch): boolean {
  return a.from === b.from && a.to === b.to && a.added.join('\n') === b.added.join('\n');
}
