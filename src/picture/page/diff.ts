import type { FindingRow, PictureFile, PictureHunk } from '../model.ts';
import { h, heard } from './dom.ts';

/** The lines behind a finding: the hunks that lie in it, or all of its file where it has no lines of its own. */
export function diff(file: PictureFile, finding: FindingRow): HTMLElement | null {
  const inside = file.hunks.filter((hunk) => isIn(hunk, finding));
  const hunks = inside.length ? inside : finding.line === null ? file.hunks : [];
  if (hunks.length === 0) return null;
  const more =
    file.cut && hunks.length === file.hunks.length ? h('p', { class: 'quiet' }, `and ${file.cut} lines more`) : null;
  return h('div', { class: 'diff' }, hunks.map(hunkOf), more);
}

/** Text that is only gone stands at the line before it. */
function isIn({ forkLine, added }: PictureHunk, { line, endLine }: FindingRow): boolean {
  if (line === null) return false;
  const first = Math.max(forkLine, 1); // what is gone from before the first line stands at it
  return first <= (endLine ?? line) && first + Math.max(added.length, 1) - 1 >= line;
}

function hunkOf({ symbol, baseLine, forkLine, removed, added }: PictureHunk): HTMLElement {
  const rows = [
    ...removed.map((text, i) => row('del', baseLine + i, text)),
    ...added.map((text, i) => row('ins', forkLine + i, text)),
  ];
  const title = symbol === null ? null : h('div', { class: 'symbol' }, h('bdi', {}, symbol));
  return h(
    'div',
    { class: 'hunk', tabindex: 0, role: 'group', 'aria-label': `Changed lines at ${forkLine}` },
    title,
    rows,
  );
}

function row(kind: 'del' | 'ins', line: number, text: string): HTMLElement {
  const mark = kind === 'del' ? '−' : '+';
  return h(
    kind,
    {},
    h('span', { class: 'number', 'data-line': line, 'data-mark': mark }),
    heard(kind === 'del' ? 'removed: ' : 'added: '),
    h('bdi', { dir: 'ltr' }, text),
  );
}
