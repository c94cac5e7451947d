import type { Severity } from '../model.ts';
import type { Report } from '../report.ts';
import { pageUrl } from './about.ts';
import { display } from './display.ts';
import { uriOf } from './escape.ts';
import { hyperlink, type Paint, paintFor, type Terminal } from './terminal.ts';

/** What the parts of a text report are drawn with. */
export interface Page {
  readonly terminal: Terminal;
  readonly paint: Paint;
  /** A place, `path` or `path:line`, which leads to the file where the terminal has links and the fork is checked out. */
  place(path: string, line?: number | null): string;
  /** A rule's name, which leads to its page. */
  rule(name: string): string;
}

/** The colour of a severity. */
export const colorOf = { error: 'red', warn: 'yellow', info: 'cyan' } as const satisfies Record<Severity, keyof Paint>;

/** A severity as people read it. */
export const wordOf = { error: 'error', warn: 'warning', info: 'info' } as const satisfies Record<Severity, string>;

/** The severities, the loudest first. */
export const ranks = ['error', 'warn', 'info'] as const satisfies readonly Severity[];

/** A place as plain text; empty for a finding about the whole fork. */
export const placeOf = (path: string | null, line: number | null = null): string =>
  path === null ? '' : `${display(path)}${line === null ? '' : `:${line}`}`;

export function pageFor(terminal: Terminal, { about }: Report): Page {
  const paint = paintFor(terminal);
  // no line in it: GNOME's terminal refuses a file's URL that has a fragment
  const urlOf = (path: string): string | null =>
    about?.root == null ? null : `file:///${uriOf(`${about.root.replace(/^\/+/, '')}/${path}`)}`;
  return {
    terminal,
    paint,
    place: (path, line = null) => hyperlink(paint.underline(placeOf(path, line)), urlOf(path), terminal),
    rule: (name) => hyperlink(paint.bold(name), pageUrl(name), terminal),
  };
}
