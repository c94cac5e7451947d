import { plural } from '../plural.ts';
import type { Report } from '../report.ts';
import { carriedOf } from './carried.ts';
import { display, harmless } from './display.ts';
import { drawGroup, type Group, groupsOf } from './groups.ts';
import { colorOf, type Page, pageFor, ranks, wordOf } from './page.ts';
import { ownOf, standingOf } from './standing.ts';
import { summaryOf } from './summary.ts';
import { inAscii, type Terminal, wrap } from './terminal.ts';
import { drawSteps } from './todo.ts';

/**
 * The report people read: where the fork stands, what each rule found today and will find, what to type, then the count. The
 * end of it is what a terminal shows first.
 */
export function text(report: Report, terminal: Terminal): string {
  const page = pageFor(terminal, report);
  const blocks = report.view?.summary ? [summaryOf(report, lastLine(report, page), page)] : blocksOf(report, page);
  const drawn = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
  return harmless(`${terminal.unicode ? drawn : inAscii(drawn)}\n`);
}

function blocksOf(report: Report, page: Page): string[][] {
  const groups = groupsOf(report);
  const telling = groups.filter(({ findings }) => findings.some(({ commands }) => commands.length > 0));
  // of a single rule the commands stand with its findings; of several, all together at the end
  const together = telling.length > 1;
  return [
    standingOf(report.comparison, page),
    ownOf(report.comparison, page),
    ...groups.flatMap((group, i) => [
      ...(group.when === groups[i - 1]?.when ? [] : [sectionOf(group, report, page)]),
      [...drawGroup(group, report, page), ...(together ? [] : commandsOf(group, page))],
    ]),
    carriedOf(report.carries.standings, page),
    notesOf(report, page),
    together ? drawSteps(groups, page) : [],
    [lastLine(report, page)],
  ];
}

/** What breaks a rule today, or what the next upstream will break: nobody has to read the second to push. */
function sectionOf({ when }: Group, { comparison: { target } }: Report, { paint }: Page): string[] {
  const about = when === 'now' ? 'in the fork as it is' : `once ${display(target.ref)} is merged`;
  return [`── ${paint.bold(when)} ── ${about}`];
}

function commandsOf({ findings }: Group, { paint }: Page): string[] {
  const commands = [...new Set(findings.flatMap((finding) => finding.commands))];
  const more = commands.length > 3 ? [paint.dim(`    and ${commands.length - 3} more like these`)] : [];
  return [...commands.slice(0, 3).map((command) => `  ${paint.cyan(`$ ${display(command)}`)}`), ...more];
}

function notesOf({ notes }: Report, { paint, terminal }: Page): string[] {
  return notes.flatMap(({ kind, text: note }) => {
    const start = kind === 'undetermined' ? 'not checked' : 'note';
    const [first = '', ...rest] = wrap(display(note), terminal.width - start.length - 2);
    const label = kind === 'undetermined' ? paint.yellow(start) : paint.dim(start);
    return [`${label}  ${first}`, ...rest.map((line) => `${' '.repeat(start.length + 2)}${line}`)];
  });
}

function lastLine({ counts, comparison: { changes } }: Report, { paint }: Page): string {
  const published = changes.filter((change) => change.published).length;
  const files = `${plural(changes.length, 'changed file')}${published ? `, ${published} of them upstream's own content` : ''}`;
  const told = ranks.flatMap((severity) => {
    const n = counts[severity];
    return n ? [paint[colorOf[severity]](severity === 'info' ? `${n} info` : plural(n, wordOf[severity]))] : [];
  });
  const carried = counts.carried ? [paint.dim(`${counts.carried} carried`)] : [];
  const said = [...told, ...carried];
  const verdict = counts.error ? paint.red('✖') : paint.green('✔');
  return `${verdict} ${said.length ? said.join(', ') : 'no findings'} ${paint.dim(`in ${files}`)}`;
}
