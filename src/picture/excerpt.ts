import type { Change, Finding, Hunk } from '../model.ts';
import type { PictureFile, PictureHunk } from './model.ts';

/** Lines of one file's difference that a page holds, and characters of one line. Who wants more has the file. */
const most = { lines: 1200, characters: 400 };

/** Lines shown before and after a finding in a file that is new as a whole. */
const around = 3;

/** The lines that a change's page shows: its hunks, or of a file that is new the lines that findings are about. */
export function excerptOf(change: Change, findings: readonly Finding[]): Pick<PictureFile, 'hunks' | 'cut'> {
  const hunks = change.kind === 'added' ? change.hunks.flatMap((hunk) => windows(hunk, findings)) : change.hunks;
  let room = most.lines;
  let cut = 0;
  const shown: PictureHunk[] = [];
  for (const hunk of hunks) {
    const size = hunk.removed.length + hunk.added.length;
    const removed = hunk.removed.slice(0, room);
    const added = hunk.added.slice(0, Math.max(0, room - removed.length));
    cut += size - removed.length - added.length;
    room = Math.max(0, room - size);
    if (removed.length + added.length > 0)
      shown.push({
        ...{ baseLine: hunk.baseLine, forkLine: hunk.forkLine },
        symbol:
          change.edits.find(({ line, endLine }) => line <= hunk.forkLine && hunk.forkLine <= endLine)?.symbol ?? null,
        removed: removed.map(lineOf),
        added: added.map(lineOf),
      });
  }
  return { hunks: shown, cut };
}

/** The parts of a new file that findings point at. Windows that touch become one. */
function windows(hunk: Hunk, findings: readonly Finding[]): Hunk[] {
  const spans = findings
    .flatMap(({ line, endLine }) => (line === null ? [] : [{ from: line - around, to: (endLine ?? line) + around }]))
    .map(({ from, to }) => ({ from: Math.max(hunk.forkLine, from), to }))
    .sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.to + 1) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined.map(({ from, to }) => ({
    baseLine: hunk.baseLine,
    forkLine: from,
    removed: [],
    added: hunk.added.slice(from - hunk.forkLine, to + 1 - hunk.forkLine),
  }));
}

function lineOf(line: string): string {
  const shown = line.replaceAll('\t', '    ');
  return shown.length > most.characters ? `${shown.slice(0, most.characters)} …` : shown;
}
