import { display } from './display.ts';
import { markdownCode, markdownText } from './escape.ts';

/** GitHub drops a job's summary of more than 1024 KiB as a whole, Buildkite refuses an annotation of more than 1 MiB. */
const room = 900_000;
/** Characters of one cell. A path or message longer than this is nobody's honest one. */
const widest = 600;

/** A folded table of which there can be too much for a summary; rows that nobody will see are not drawn. */
export interface Section {
  readonly before: string;
  readonly chunks: readonly Chunk[];
  readonly after: string;
}

/** Rows that belong together: one for each of the things it tells of, or one more that tells what they share. */
export interface Chunk {
  readonly count: number;
  draw(): readonly string[];
}

/** A table below a line that unfolds it. `summary` is HTML. */
export function folded(summary: string, head: readonly string[], chunks: readonly Chunk[], open = false): Section {
  const before = `<details${open ? ' open' : ''}>\n<summary>${summary}</summary>\n\n${table(head, [])}`;
  return { before, chunks, after: '\n</details>' };
}

/** A chunk of a single row. */
export const single = (cells: () => readonly string[]): Chunk => ({ count: 1, draw: () => [row(cells())] });

/** Puts the parts together, and leaves out of the sections, from the last one on, what a summary has no room for. */
export function joined(head: readonly string[], sections: readonly Section[]): string {
  const fixed = [...head, ...sections.flatMap(({ before, after }) => [before, after])];
  const spare = 200; // a blank line, and the words that say what is missing
  const budget = { left: room - fixed.reduce((sum, part) => sum + Buffer.byteLength(part) + spare, 0) };
  const drawn = sections.map((section) => drawnIn(section, budget));
  return `${[...head, ...drawn].filter((part) => part !== '').join('\n\n')}\n`;
}

function drawnIn({ before, chunks, after }: Section, budget: { left: number }): string {
  const shown: string[] = [];
  let missing = 0;
  for (const { count, draw } of chunks) {
    const rows = budget.left > 0 ? draw() : [];
    const fitting = rows.filter((line) => {
      budget.left -= Buffer.byteLength(line) + 1;
      return budget.left > 0;
    });
    shown.push(...fitting);
    const told = rows.length ? fitting.length - (rows.length - count) : 0;
    missing += count - Math.max(0, told);
  }
  const words = missing ? `\n\n**${missing} more left out**: a summary holds 1 MB. The JSON report has all.` : '';
  return `${[before, ...shown].join('\n')}${words}\n${after}`;
}

/** A table of Markdown; its cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(row)].join('\n');
}

export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Untrusted text, as text. */
export const text = (untrusted: string): string => markdownText(cut(untrusted));

/** Untrusted text, as code. */
export const code = (untrusted: string): string => markdownCode(cut(untrusted));

/** Words of ours, in which back quotes mean what they mean. */
export const prose = (words: string): string =>
  words
    .split('`')
    .map((part, i) => (i % 2 ? code(part) : text(part)))
    .join('');

/** The start of a text that is too long to be an honest one. */
export function cut(untrusted: string): string {
  const shown = display(untrusted);
  return shown.length <= widest ? shown : `${shown.slice(0, widest).replace(/\p{Surrogate}$/u, '')} …`;
}
