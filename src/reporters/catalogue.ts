import type { Rule } from '../rule.ts';
import { pageUrl } from './about.ts';
import { colorOf, ranks, wordOf } from './page.ts';
import { hyperlink, inAscii, paintFor, type Terminal, table } from './terminal.ts';

/** A rule as far as the list of rules tells it. */
export type Listed = Pick<Rule, 'name' | 'summary' | 'severity' | 'when'>;

/**
 * `fork-lint rules`: those about today, then those about the next upstream, the loudest first, then what other pages there
 * are. Pure; ends in a line feed.
 */
export function catalogue(rules: readonly Listed[], essays: readonly string[], terminal: Terminal): string {
  const paint = paintFor(terminal);
  const sections = (['now', 'next'] as const).map((when) => {
    const about =
      when === 'now' ? 'what the fork breaks today' : 'what the target will break: at most a warning unasked';
    const own = ranks.flatMap((rank) => rules.filter((rule) => rule.when === when && rule.severity === rank));
    const rows = own.map(({ name, severity, summary }) => [
      `  ${paint[colorOf[severity]](wordOf[severity])}`,
      hyperlink(paint.bold(name), pageUrl(name), terminal),
      summary,
    ]);
    return [`${paint.bold(when)}  ${paint.dim(about)}`, ...table(rows, terminal.width)].join('\n');
  });
  const more = `fork-lint explain NAME   # the page of a rule; also ${essays.join(', ')}`;
  const text = `${[...sections, more].join('\n\n')}\n`;
  return terminal.unicode ? text : inAscii(text);
}
