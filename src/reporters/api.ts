import type { ApiChange, Breaks } from '../api/change.ts';
import type { ApiReport } from '../api/report.ts';
import type { Ref } from '../model.ts';
import { plural } from '../plural.ts';
import { display, harmless } from './display.ts';
import { asJson } from './escape.ts';
import { type Paint, paintFor, type Terminal } from './terminal.ts';

/** An api report as text in one format. Pure; ends in a line feed. */
export type ApiReporter = (report: ApiReport, terminal: Terminal) => string;

/** Who is told what, in the order in which it matters. */
const audiences: readonly { readonly breaks: Breaks; readonly title: string }[] = [
  { breaks: 'both', title: 'breaks callers and subclasses' },
  { breaks: 'subclasses', title: 'breaks subclasses' },
  { breaks: 'callers', title: 'breaks callers' },
  { breaks: 'none', title: 'breaks nothing by itself' },
];

/** The contract of `--format json`; the same input gives the same bytes. */
function apiJson({ version, from, to, changes, counts }: ApiReport): string {
  const refOf = ({ name, sha }: Ref) => ({ ref: name, sha });
  return `${asJson({ version, from: refOf(from), to: refOf(to), changes, counts }, 2)}\n`;
}

/** For a terminal: one line a change, and its old and new form below. */
function apiText(report: ApiReport, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const to = terminal.unicode ? '→' : '->';
  const head = `${paint.bold(display(report.from.name))} ${to} ${paint.bold(display(report.to.name))}`;
  const blocks = audiences.flatMap(({ breaks, title }) => {
    const found = report.changes.filter((change) => change.breaks === breaks);
    if (found.length === 0) return [];
    const wide = Math.max(...found.map(({ kind }) => kind.length));
    return [
      [
        `${paint.bold(title)} ${paint.dim(String(found.length))}`,
        ...found.flatMap((one) => rowsOf(one, wide, to, paint)),
      ],
    ];
  });
  return harmless(`${[[head], ...blocks, [summary(report)]].map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function rowsOf(
  { kind, symbol, homes, old, new: now, at }: ApiChange,
  wide: number,
  to: string,
  paint: Paint,
): string[] {
  const place = at === null ? '' : `  ${paint.dim(display(at))}`;
  const rows = [`  ${kind.padEnd(wide)}  ${paint.underline(display(symbol))}${place}`];
  const indent = ' '.repeat(wide + 4);
  if (homes.length > 0) rows.push(`${indent}${to} ${homes.map((home) => paint.green(display(home))).join(', ')}`);
  if (homes.length === 0 || old !== now) {
    if (old !== null && now !== old) rows.push(`${indent}${paint.red(`- ${display(old)}`)}`);
    if (now !== null && now !== old) rows.push(`${indent}${paint.green(`+ ${display(now)}`)}`);
  }
  return rows;
}

function summary({ counts }: ApiReport): string {
  const total = counts['total'] ?? 0;
  if (total === 0) return 'no changes to the API';
  const told = audiences.flatMap(({ breaks, title }) =>
    counts[breaks] ? [`${counts[breaks]} ${title.replace('breaks', 'break')}`] : [],
  );
  return `${plural(total, 'change')}: ${told.join(', ')}`;
}

/** For an issue or a pull request: a table an audience. */
function apiMarkdown(report: ApiReport): string {
  const sections = audiences.flatMap(({ breaks, title }) => {
    const found = report.changes.filter((change) => change.breaks === breaks);
    if (found.length === 0) return [];
    const rows = found.map(({ kind, symbol, homes, old, new: now }) => {
      const cells = [
        kind,
        code(symbol),
        homes.map(code).join('<br>'),
        old === null ? '' : code(old),
        now === null ? '' : code(now),
      ];
      return `| ${cells.join(' | ')} |`;
    });
    const heading = `## ${title.charAt(0).toUpperCase()}${title.slice(1)} (${found.length})`;
    return [
      [heading, '', '| change | symbol | now in | old | new |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
    ];
  });
  const head = `# API changes from ${code(report.from.name)} to ${code(report.to.name)}`;
  return `${[head, `${summary(report)}.`, ...sections].join('\n\n')}\n`;
}

/** A code span of a table's cell: no bar ends the cell, no backquote ends the span. */
function code(text: string): string {
  const shown = display(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence.length > 1 ? `${fence} ${shown} ${fence}` : `\`${shown}\``;
}

/** The formats of an api report. */
export const apiReporters = { text: apiText, markdown: apiMarkdown, json: apiJson } as const satisfies Record<
  string,
  ApiReporter
>;
