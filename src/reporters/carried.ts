import type { Standing } from '../carries/model.ts';
import { display } from './display.ts';
import type { Page } from './page.ts';
import { table } from './terminal.ts';

/** A report names so many carries; `fork-lint carry list` has them all. */
const most = 8;

/** The carries that cover findings, as a table: how much, where each stands with upstream, until when, why. */
export function carriedOf(standings: readonly Standing[], { paint, terminal }: Page): string[] {
  const covering = standings.filter(({ covers }) => covers.length > 0);
  if (covering.length === 0) return [];
  const head = [...['carried', 'findings', 'upstream', 'until'].map(paint.dim), 'why'];
  const rows = covering.slice(0, most).map(({ carry, covers }) => {
    const { id, upstream, until, reason } = carry;
    return [paint.bold(display(id)), String(covers.length), upstream.status, display(until ?? '-'), display(reason)];
  });
  const more = covering.length - most;
  return [...table([head, ...rows], terminal.width), ...(more > 0 ? [`and ${more} more (fork-lint carry list)`] : [])];
}
