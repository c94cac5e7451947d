import { grouped } from '../grouped.ts';
import { hunksBehind } from '../hunks.ts';
import type { Finding, Hunk, Severity, When } from '../model.ts';
import { plural } from '../plural.ts';
import type { Report } from '../report.ts';
import { display } from './display.ts';
import { colorOf, type Page, placeOf, ranks, wordOf } from './page.ts';
import { sharedParts } from './shared.ts';
import { columns, padded, wrap } from './terminal.ts';

/** What one rule found today, or found to come. */
export interface Group {
  readonly rule: string;
  readonly when: When;
  /** The loudest of its findings. */
  readonly severity: Severity;
  readonly advice: string;
  /** Those that no carry covers. */
  readonly findings: readonly Finding[];
}

/** The findings by rule: what the fork breaks today before what comes, the loudest first, otherwise in the rules' order. */
export function groupsOf({ rules, findings }: Report): Group[] {
  const open = findings.filter(({ carried }) => !carried);
  const groups = (['now', 'next'] as const).flatMap((when) => {
    const byRule = grouped(
      open.filter((finding) => finding.when === when),
      ({ rule }) => rule,
    );
    return rules.flatMap(({ name, advice }): Group[] => {
      const own = byRule.get(name) ?? [];
      const severity = ranks.find((rank) => own.some((finding) => finding.severity === rank));
      return severity ? [{ rule: name, when, severity, advice, findings: own }] : [];
    });
  });
  const rank = ({ when, severity }: Group): number => (when === 'now' ? 0 : ranks.length) + ranks.indexOf(severity);
  return groups.sort((a, b) => rank(a) - rank(b));
}

/** One rule: its name, its findings by file, then what to do about them, said once. */
export function drawGroup({ rule, severity, advice, findings }: Group, report: Report, page: Page): string[] {
  const { paint, terminal } = page;
  const files = grouped(findings, ({ path }) => path);
  const size = findings.length > 1 ? `${findings.length}${files.size > 1 ? ` in ${files.size} files` : ''}` : '';
  const head = `${paint.bold(paint[colorOf[severity]](wordOf[severity]))} ${page.rule(rule)}`;
  const tab = tabOf(
    [...files.values()].flatMap((own) => (own.length === 1 ? own : [])),
    page,
  );
  return [
    size === '' ? head : `${head} ${paint.dim(`· ${size}`)}`,
    ...[...files].flatMap(([path, own]) => drawFile(path, own, tab, report, page)),
    ...wrap(advice, terminal.width - 4).map((line) => `  ${paint.dim(line)}`),
  ];
}

/** Where the words of all findings that stand alone begin, so that they read as a table; 0 when they would not fit. */
function tabOf(alone: readonly Finding[], { terminal }: Page): number {
  const tab = Math.max(0, ...alone.map(({ path, line }) => columns(placeOf(path, line))));
  const fits = alone.every(({ message }) => tab + columns(message) + 4 <= terminal.width);
  return fits && tab <= 60 ? tab : 0;
}

/** A file with one finding takes one line when it fits; several stand below their file, which tells what they share. */
function drawFile(
  path: string | null,
  findings: readonly Finding[],
  tab: number,
  report: Report,
  page: Page,
): string[] {
  const [only] = findings;
  const diff = (finding: Finding): string[] => drawHunks(finding, report, page);
  if (findings.length === 1 && only)
    return [...titled(path, only.line, display(only.message), tab, page), ...diff(only)];
  const { shared, own } = sharedParts(findings);
  const title = titled(path, null, display(shared), 0, page);
  if (own.every((words) => words === '') && !report.view?.diff) return [...title, ...linesOf(findings, page)];
  const rows = findings.map((finding, i): Row => {
    const [words = '', ...rest] = display(own[i] ?? '').split('; ');
    return { finding, words, rest: rest.join('; ') };
  });
  return [...title, ...drawRows(rows, diff, page)];
}

/** A finding among others of its file: its own words, and those that some of the others may say too. */
interface Row {
  readonly finding: Finding;
  readonly words: string;
  readonly rest: string;
}

/** The findings of one file; what several of them end with stands above those, once. */
function drawRows(rows: readonly Row[], diff: (finding: Finding) => string[], page: Page): string[] {
  const { paint, terminal } = page;
  const wide = Math.max(...rows.map(({ finding }) => String(finding.line ?? '').length));
  const clusters = grouped(rows, ({ rest }) => rest);
  const isShared = [...clusters].some(([rest, own]) => rest !== '' && own.length > 1);
  return [...clusters].flatMap(([rest, own]) => {
    const above = isShared && rest !== '';
    const indent = above ? 6 : 4;
    return [
      ...(above ? [`    ${rest}`] : []),
      ...own.flatMap(({ finding, words }) => {
        const number = paint.dim(String(finding.line ?? '').padStart(wide));
        const text = above || rest === '' ? words : `${words}; ${rest}`;
        const [first = '', ...more] = wrap(text, terminal.width - indent - wide - 4);
        const start = ' '.repeat(indent + (wide > 0 ? wide + 2 : 0));
        const head = `${' '.repeat(indent)}${wide > 0 ? `${number}  ` : ''}${first}`;
        return [head, ...more.map((line) => `${start}  ${line}`), ...diff(finding)];
      }),
    ];
  });
}

/** Findings that say the same: their lines are all there is to tell. */
function linesOf(findings: readonly Finding[], { terminal }: Page): string[] {
  const lines = findings.flatMap(({ line }) => (line === null ? [] : [String(line)]));
  const told = lines.length ? `lines ${lines.join(', ')}` : plural(findings.length, 'time');
  return wrap(told, terminal.width - 6).map((line) => `    ${line}`);
}

/** A place and what is said of it: on one line when they fit, else the words below. */
function titled(path: string | null, line: number | null, words: string, tab: number, page: Page): string[] {
  const { terminal } = page;
  if (path === null) return wrap(words, terminal.width - 2).map((one, i) => `${i === 0 ? '  ' : '    '}${one}`);
  const place = placeOf(path, line);
  const gap = padded('', tab - columns(place));
  const shown = `  ${page.place(path, line)}`;
  if (words === '') return [shown];
  if (columns(place) + columns(words) + 4 <= terminal.width) return [`${shown}${gap}  ${words}`];
  return [shown, ...wrap(words, terminal.width - 6).map((part) => `      ${part}`)];
}

/** The changed lines behind a finding, when the reader asked for them. */
function drawHunks(finding: Finding, { view, comparison }: Report, { paint }: Page): string[] {
  if (!view?.diff) return [];
  const line = (sign: string, text: string): string => `        ${sign}${display(text.replaceAll('\t', '    '))}`;
  const range = (start: number, { length }: readonly string[]): string =>
    length === 1 ? `${start}` : `${start},${length}`;
  return hunksBehind(finding, comparison.changes).flatMap(({ baseLine, forkLine, removed, added }: Hunk) => [
    paint.dim(`        @@ -${range(baseLine, removed)} +${range(forkLine, added)} @@`),
    ...removed.map((text) => paint.red(line('-', text))),
    ...added.map((text) => paint.green(line('+', text))),
  ]);
}
