import type { Check } from '../stack/live/check.ts';
import { display, harmless } from './display.ts';
import { asJson, githubData, markdownText, xml } from './escape.ts';
import { paintFor, type Terminal, wrap } from './terminal.ts';

/** What a preflight found. */
export interface PreflightReport {
  readonly checks: readonly Check[];
  readonly code: 0 | 1 | 2;
  /** What limits the answer as a whole. */
  readonly notes: readonly string[];
}

/** A preflight as text in one format; what it prints ends in a line feed. */
export type PreflightReporter = (report: PreflightReport, terminal: Terminal) => string;

function text({ checks, code, notes }: PreflightReport, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const marks = terminal.unicode
    ? { pass: '✔', fail: '✖', unverified: '?' }
    : { pass: 'ok', fail: 'x', unverified: '?' };
  const colors = { pass: paint.green, fail: paint.red, unverified: paint.yellow } as const;
  const lines: string[] = [];
  for (const { name, verdict, weight, text: words, needs, commands } of checks) {
    const color = verdict === 'fail' && weight === 'warn' ? paint.yellow : colors[verdict];
    const [first = '', ...rest] = wrap(display(words), terminal.width - 23);
    const light = weight === 'warn' && verdict !== 'pass' ? paint.dim(' (does not stop you)') : '';
    lines.push(`${color(marks[verdict])} ${paint.bold(name.padEnd(18))} ${first}${rest.length ? '' : light}`);
    lines.push(...rest.map((line) => `${' '.repeat(21)}${line}`));
    if (needs !== null && verdict !== 'pass') lines.push(`${' '.repeat(21)}${paint.dim(`needs ${display(needs)}`)}`);
    lines.push(...commands.map((command) => `${' '.repeat(21)}${paint.cyan(display(command))}`));
  }
  const words = { 0: 'ready', 1: 'not ready', 2: 'not known to be ready' } as const;
  lines.push(...notes.map((note) => `note  ${display(note)}`), '', countLine(checks, words[code]), '');
  return harmless(lines.join('\n'));
}

function countLine(checks: readonly Check[], verdict: string): string {
  const of = (kind: Check['verdict']): number => checks.filter((check) => check.verdict === kind).length;
  return `${verdict}: ${of('pass')} passed, ${of('fail')} failed, ${of('unverified')} unverified`;
}

function markdown({ checks, notes }: PreflightReport): string {
  const rows = checks.map(
    ({ name, verdict, weight, text: words, needs }) =>
      `| ${name} | ${verdict}${weight === 'warn' && verdict !== 'pass' ? ' (warning)' : ''} | ${markdownText(words)} | ${needs === null || verdict === 'pass' ? '' : markdownText(needs)} |`,
  );
  const told = notes.map((note) => `* ${markdownText(note)}`);
  return `${['# Preflight', '', '| check | verdict | what | needs |', '|---|---|---|---|', ...rows, ...(told.length ? ['', ...told] : [])].join('\n')}\n`;
}

function json({ checks, code, notes }: PreflightReport): string {
  const counts = { pass: 0, fail: 0, unverified: 0 };
  for (const { verdict } of checks) counts[verdict] += 1;
  return `${asJson({ version: 1, checks, counts, exitCode: code, notes }, 2)}\n`;
}

/** Workflow commands of GitHub Actions; what passed says nothing there. */
function github({ checks }: PreflightReport): string {
  const lines = checks
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ name, verdict, weight, text: words }) => {
      const level = weight === 'error' ? 'error' : 'warning';
      return `::${level} title=preflight ${name}::${githubData([`${verdict === 'unverified' ? 'unverified: ' : ''}${words}`])}`;
    });
  return lines.length ? `${lines.join('\n')}\n` : '';
}

/** What was not verified is an error there: a test that could not run has not passed. */
function junit({ checks }: PreflightReport): string {
  const of = (verdict: Check['verdict']): number =>
    checks.filter((check) => check.verdict === verdict && check.weight === 'error').length;
  const cases = checks.map(({ name, verdict, weight, text: words }) => {
    const kind = verdict === 'pass' ? null : weight === 'warn' ? 'skipped' : verdict === 'fail' ? 'failure' : 'error';
    const inner = kind === null ? '' : `<${kind} message="${xml(words)}"/>`;
    return `  <testcase classname="preflight" name="${name}">${inner}</testcase>`;
  });
  const head = `<testsuite name="fork-lint preflight" tests="${checks.length}" failures="${of('fail')}" errors="${of('unverified')}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${cases.join('\n')}\n</testsuite>\n`;
}

/** The formats of `fork-lint preflight`. */
export const preflightReporters = { text, markdown, json, github, junit } as const satisfies Record<
  string,
  PreflightReporter
>;
