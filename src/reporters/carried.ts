import type { Standing } from '../carries/model.ts';
import { display } from './display.ts';
import { paintFor, plural, type Terminal, wrap } from './terminal.ts';

/** A report names so many carries; `fork-lint carry list` has them all. */
const most = 8;

/** The carries that cover findings, one a line: how much, where it stands with upstream, until when, why. */
export function carriedOf(standings: readonly Standing[], terminal: Terminal): string[] {
  const covering = standings.filter(({ covers }) => covers.length > 0);
  const shown = covering.slice(0, most);
  const wide = Math.max(0, ...shown.map(({ carry }) => carry.id.length));
  const lines = shown.flatMap((standing, i) => rowOf(standing, wide, i === 0 ? 'carried' : '', terminal));
  const more = covering.length - shown.length;
  return more > 0 ? [...lines, `${' '.repeat(9)}and ${more} more (fork-lint carry list)`] : lines;
}

function rowOf({ carry, covers }: Standing, wide: number, label: string, terminal: Terminal): string[] {
  const { id, upstream, until, reason } = carry;
  const { bold } = paintFor(terminal);
  const dot = terminal.unicode ? '·' : '-';
  const about = [plural(covers.length, 'finding'), upstream.status, ...(until === null ? [] : [`until ${until}`])];
  const start = 9 + wide + 2;
  const [first = '', ...rest] = wrap(
    `${about.join(` ${dot} `)}: ${display(reason)}`,
    Math.max(40, terminal.width - start),
  );
  return [
    `${label.padEnd(8)} ${bold(id.padEnd(wide))}  ${first}`,
    ...rest.map((line) => `${' '.repeat(start)}${line}`),
  ];
}
