import { grouped } from '../grouped.ts';
import type { Finding } from '../model.ts';
import { display } from './display.ts';
import type { Group } from './groups.ts';
import { type Page, ranks } from './page.ts';
import { wrap } from './terminal.ts';

/** A command, what else would do instead of it, and the findings that it settles. */
export interface Step {
  readonly command: string;
  readonly instead: readonly string[];
  /** How many commands there are that differ from it only in what they are about. */
  readonly alike: number;
  readonly findings: readonly Finding[];
}

/** The commands that settle findings, the most urgent first: one for each thing to do, not one for each file. */
export function stepsOf(groups: readonly Group[]): Step[] {
  const findings = groups.flatMap((group) => group.findings).filter(({ commands }) => commands.length > 0);
  const byCommand = [...grouped(findings, ({ commands }) => commands[0] ?? '')];
  const byVerb = grouped(byCommand, ([command]) => command.split(' ', 2).join(' '));
  const steps = [...byVerb.values()].flatMap((alike): Step[] => {
    const [first] = [...alike].sort(([, a], [, b]) => b.length - a.length);
    if (!first) return [];
    const [command, [of]] = first;
    const all = alike.flatMap(([, own]) => own);
    return [{ command, instead: of?.commands.slice(1) ?? [], alike: alike.length - 1, findings: all }];
  });
  return steps.sort((a, b) => urgency(a.findings) - urgency(b.findings));
}

/** Today before what comes, and the loudest first. */
function urgency(findings: readonly Finding[]): number {
  return Math.min(...findings.map(({ when, severity }) => ranks.indexOf(severity) * 2 + (when === 'now' ? 0 : 1)));
}

/** What there is to do and what to type for it; then what no command does. */
export function drawSteps(groups: readonly Group[], page: Page): string[] {
  const { paint, terminal } = page;
  const titled = (findings: readonly Finding[]): string[] =>
    wrap(counted(findings), terminal.width - 4).map((line) => `  ${line}`);
  const lines = stepsOf(groups).flatMap(({ command, instead, alike, findings }) => [
    ...titled(findings),
    `    $ ${paint.cyan(display(command))}`,
    ...instead.map((other) => `      or ${paint.cyan(display(other))}`),
    ...(alike ? [`      ${paint.dim(`and ${alike} more like it`)}`] : []),
  ]);
  const rest = groups.filter(({ severity, findings }) => severity !== 'info' && findings.every(isByHand));
  const byHand = rest.length ? [...titled(rest.flatMap(({ findings }) => findings)), '    by hand'] : [];
  return [paint.bold('to do'), ...lines, ...byHand];
}

const isByHand = ({ commands }: Finding): boolean => commands.length === 0;

/** `3 source-edit, 2 source-test-edit`. */
export function counted(findings: readonly Finding[]): string {
  return [...grouped(findings, ({ rule }) => rule)].map(([rule, own]) => `${own.length} ${rule}`).join(', ');
}
