import { plural } from '../plural.ts';
import type { PortedFile, PortReport } from '../port/report.ts';
import { display, harmless } from './display.ts';
import { asJson } from './escape.ts';
import { type Paint, paintFor, type Terminal } from './terminal.ts';

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
  const rows = files.map((file) => row(file, width, paint));
  const left = files.flatMap((file) => leftIn(file, paint));
  const where = branch === null ? '' : ` on branch ${display(branch)} (${commit?.slice(0, 10) ?? ''})`;
  const head = `${did(report)}${where}`;
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

function row({ from, placed, unplaced }: PortedFile, width: number, paint: Paint): string {
  const homes = [...new Set(placed.map(({ home }) => display(home)))];
  const shown = homes.length > 3 ? `${homes.slice(0, 3).join(', ')} and ${homes.length - 3} more` : homes.join(', ');
  const left = unplaced.length === 0 ? '' : paint.yellow(`  ${unplaced.length} left`);
  return `  ${display(from).padEnd(width)}  ${String(placed.length).padStart(4)} placed${left}  ${paint.dim(shown)}`.trimEnd();
}

function leftIn({ from, unplaced }: PortedFile, paint: Paint): string[] {
  return unplaced.flatMap(({ symbol, reason, candidates, patch }) => [
    `  ${paint.bold(display(symbol))} ${paint.dim(`of ${display(from)}`)}`,
    `    ${display(reason)}`,
    ...candidates.map((path) => `    look at ${display(path)}`),
    ...patch
      .split('\n')
      .filter(Boolean)
      .map((line) => paint.dim(`      ${display(line)}`)),
    '',
  ]);
}
