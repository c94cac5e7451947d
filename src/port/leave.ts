import type { Path } from '../model.ts';
import type { Change } from './align.ts';
import { words } from './combine.ts';
import { linesIn, matchLines } from './diff.ts';
import { codeOf, type Item } from './items.ts';
import type { Conflict, OwnFile, Work } from './work.ts';

/** Lists a change as left to a person, with the fork's text as a patch. */
export function leave(
  work: Work,
  file: OwnFile,
  change: Change,
  reason: string,
  candidates: readonly Path[],
  conflict?: Conflict,
): undefined {
  const [base, fork] = [change.kind === 'add' ? null : change.base, change.kind === 'delete' ? null : change.fork];
  const commented = fork !== null && words(base?.lead ?? '') !== words(fork.lead);
  const textOf = (item: Item | null): string => (item === null ? '' : (commented ? item.lead : '') + codeOf(item));
  const [before, after] = [base, fork].map((item) => textOf(item).replace(/^\n+/, ''));
  const { symbol } = change.kind === 'delete' ? change.base : change.fork;
  work.left.push({
    from: file.path,
    symbol,
    reason,
    candidates: [...candidates].sort(),
    patch: patchOf(before ?? '', after ?? ''),
    change,
    ...(conflict ? { conflict } : {}),
  });
}

/** Lists what is no definition as left: a file, comments, an import. */
export function leaveAs(
  { left }: Work,
  from: Path,
  symbol: string,
  reason: string,
  candidates: readonly Path[],
  patch: string,
): void {
  left.push({ from, symbol, reason, candidates: [...candidates].sort(), patch });
}

/** Lists the comments above an item as left: the code below them is where it belongs. */
export function leaveComments(work: Work, { path }: OwnFile, { symbol, lead }: Item, base: string, home: Path): void {
  const [before, after] = [base, lead].map((text) => text.replace(/^\n+/, ''));
  const reason = 'fork and upstream both rewrote the comment above it';
  leaveAs(work, path, symbol, reason, [home], patchOf(before ?? '', after ?? ''));
}

/** The difference of two texts as a person reads it, with three lines around. */
export function patchOf(before: string, after: string): string {
  const [a, b] = [linesIn(before), linesIn(after)];
  const rows: { sign: ' ' | '-' | '+'; text: string }[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...matchLines(a, b), [a.length, b.length] as const]) {
    while (i < x) rows.push({ sign: '-', text: a[i++] ?? '' });
    while (j < y) rows.push({ sign: '+', text: b[j++] ?? '' });
    if (i < a.length && j < b.length) rows.push({ sign: ' ', text: a[i] ?? '' });
    i++;
    j++;
  }
  return hunks(rows);
}

function hunks(rows: readonly { readonly sign: ' ' | '-' | '+'; readonly text: string }[]): string {
  const near = rows.map((_, i) => rows.slice(Math.max(0, i - 3), i + 4).some(({ sign }) => sign !== ' '));
  const out: string[] = [];
  let [before, after] = [1, 1];
  for (let i = 0; i < rows.length; ) {
    if (!near[i]) {
      before++;
      after++;
      i++;
      continue;
    }
    let end = i;
    while (end < rows.length && near[end]) end++;
    const part = rows.slice(i, end);
    const removed = part.filter(({ sign }) => sign !== '+').length;
    const added = part.filter(({ sign }) => sign !== '-').length;
    out.push(`@@ -${removed ? before : before - 1},${removed} +${added ? after : after - 1},${added} @@\n`);
    for (const { sign, text } of part) out.push(sign + (text.endsWith('\n') ? text : `${text}\n`));
    before += removed;
    after += added;
    i = end;
  }
  return out.join('');
}

/** Lists a whole file as left to a person. @returns true: it is settled. */
export function leaveFile(work: Work, file: OwnFile, reason: string, candidates: readonly Path[]): true {
  leaveAs(work, file.path, file.path, reason, candidates, patchOf(file.base ?? '', file.fork ?? ''));
  return true;
}
