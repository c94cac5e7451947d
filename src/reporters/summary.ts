import { plural } from '../plural.ts';
import type { Report } from '../report.ts';
import { countOf } from '../report.ts';
import { told } from './about.ts';
import { display } from './display.ts';
import { type Group, groupsOf } from './groups.ts';
import type { Page } from './page.ts';
import { labelled, standingOf } from './standing.ts';
import { columns } from './terminal.ts';
import { counted, stepsOf } from './todo.ts';

/** The report in ten lines at most: where the fork stands, what each side of it counts, and what to type first. */
export function summaryOf(report: Report, verdict: string, page: Page): string[] {
  const groups = groupsOf(report);
  const [step] = stepsOf(groups);
  const gaps = report.notes.filter(({ kind }) => kind === 'undetermined').length;
  return [
    ...standingOf(report.comparison, page, true),
    ...(['now', 'next'] as const).flatMap((when) => countedIn(when, groups, page)),
    ...(step ? labelled('first', [`$ ${page.paint.cyan(display(step.command))}`], page) : []),
    ...(gaps ? [page.paint.yellow(`${plural(gaps, 'thing')} not checked: the whole report names them`)] : []),
    verdict,
  ];
}

/** One line of counts: as many rules as fit, the loudest first, and how many more there are. */
function countedIn(when: Group['when'], groups: readonly Group[], page: Page): string[] {
  const own = groups.filter((group) => group.when === when);
  if (own.length === 0) return [];
  const start = `${told(countOf(own.flatMap(({ findings }) => findings)))}: `;
  const lineOf = (count: number): string => {
    const rules = own.slice(0, count).map(({ findings }) => counted(findings));
    const left = own.length - count;
    return `${start}${[...rules, ...(left ? [`${left} more`] : [])].join(', ')}`;
  };
  const sizes = own.map((_, i) => own.length - i);
  const fitting = sizes.find((size) => columns(lineOf(size)) + 8 <= page.terminal.width) ?? 1;
  return labelled(when, [lineOf(fitting)], page);
}
