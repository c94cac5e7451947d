import { plural } from '../plural.ts';
import type { PortedFile, PortReport } from '../port/report.ts';
import { display, harmless } from './display.ts';
import { asJson } from './escape.ts';
import { columns, type Paint, padded, paintFor, type Terminal } from './terminal.ts';

/** Shows what `fork-lint port` did. */
export type PortReporter = (report: PortReport, terminal: Terminal) => string;

/** The formats of `fork-lint port`. */
export const portReporters = {
  text,
  json: (report) => `${asJson(report, 2)}\n`,
} as const satisfies Record<string, PortReporter>;

function text(report: PortReport, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const { counts, branch, commit, files } = report;
  const width = Math.max(0, ...files.map(({ from }) => display(from).length));
  const rows = files.flatMap((file) => rowsOf(file, width, terminal));
  const left = files.flatMap((file) => leftIn(file, paint));
  const where = branch === null ? '' : ` on branch ${display(branch)} (${commit?.slice(0, 10) ?? ''})`;
  const theirs = files.flatMap(({ placed }) => placed).filter(isTheirs).length;
  const had = theirs === 0 ? '' : `; upstream has ${theirs === counts.placed ? 'all' : theirs} of them already`;
  const head = `${did(report)}${where}${had}`;
  const tail =
    counts.unplaced === 0 ? [] : ['', paint.yellow(`${plural(counts.unplaced, 'change')} left to you:`), '', ...left];
  return harmless(`${[paint.bold(head), '', ...rows, ...tail].join('\n').trimEnd()}\n`);
}

function did({ counts, target, copy }: PortReport): string {
  if (copy === null) return `${plural(counts.placed, 'change')} carried over to ${display(target.name)}`;
  const [original, source] = [copy.original, copy.source].map(display);
  if (counts.definitions === 0)
    return `${source} has all that upstream changed in ${original} up to ${display(target.name)}: nothing to do`;
  return `${plural(counts.placed, 'change')} of ${original} up to ${display(target.name)} brought into ${source}`;
}

/** Upstream has it too, and nothing was written. */
const isTheirs = ({ how }: PortedFile['placed'][number]): boolean => how === 'upstream';

/** A file's changes and where they went: beside it when they went to one place and it fits, else below it. */
function rowsOf({ from, placed, unplaced }: PortedFile, width: number, terminal: Terminal): string[] {
  const paint = paintFor(terminal);
  const theirs = placed.length > 0 && placed.every(isTheirs);
  const homes = theirs ? ['upstream has it'] : [...new Set(placed.map(({ home }) => display(home)))];
  const left = unplaced.length === 0 ? '' : paint.yellow(`  ${unplaced.length} left`);
  const start = `  ${padded(display(from), width)}  ${String(placed.length).padStart(4)} placed${left}`;
  const [home = ''] = homes;
  if (homes.length <= 1 && columns(start) + columns(home) + 2 <= terminal.width)
    return [`${start}  ${paint.dim(home)}`.trimEnd()];
  return [start, ...homes.map((one) => `      ${paint.dim(one)}`)];
}

function leftIn({ from, unplaced }: PortedFile, paint: Paint): string[] {
  return unplaced.flatMap(({ symbol, reason, candidates, patch }) => [
    `  ${paint.bold(display(symbol))}${symbol === from ? '' : paint.dim(` of ${display(from)}`)}`, // or the file as a whole
    `    ${display(reason)}`,
    ...candidates.map((path) => `    look at ${display(path)}`),
    ...patch
      .split('\n')
      .filter(Boolean)
      .map((line) => paint.dim(`      ${display(line)}`)),
    '',
  ]);
}
