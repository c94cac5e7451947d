import type { Change, Finding, Hunk } from './model.ts';

/**
 * The runs of lines behind a finding, in the order of the file: those of its lines, or all of its file when it names none. Of
 * a file that one side alone has, a finding without lines shows nothing, for the whole file is no answer. Pure.
 */
export function hunksBehind(
  { path, line, endLine }: Pick<Finding, 'path' | 'line' | 'endLine'>,
  changes: readonly Change[],
): Hunk[] {
  const change = path === null ? undefined : changes.find((one) => one.path === path || one.from === path);
  if (change === undefined) return [];
  const { kind, hunks } = change;
  if (line === null) return kind === 'added' || kind === 'deleted' ? [] : [...hunks];
  return hunks.flatMap((hunk) => within(hunk, line, endLine ?? line));
}

/** A hunk if it touches these lines of the fork's text. Of lines that replace nothing, only these: a new file is one hunk. */
function within(hunk: Hunk, first: number, last: number): Hunk[] {
  const { forkLine, removed, added } = hunk;
  const start = Math.max(1, forkLine); // what was removed before the first line stands at it
  const end = start + Math.max(1, added.length) - 1;
  if (end < first || start > last) return [];
  if (removed.length > 0) return [hunk];
  const skip = Math.max(0, first - forkLine);
  return [{ ...hunk, forkLine: forkLine + skip, added: added.slice(skip, last - forkLine + 1) }];
}
