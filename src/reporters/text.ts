import type { Comparison, Finding, Severity } from '../model.ts';
import type { Report } from '../report.ts';
import { carriedOf } from './carried.ts';
import { display, harmless } from './display.ts';
import { type Paint, paintFor, plural, type Terminal, wrap } from './terminal.ts';

/** The report people read: where the fork stands, then each rule that found something, then the count. */
export function text(report: Report, terminal: Terminal): string {
  const page: Page = {
    terminal,
    paint: paintFor(terminal),
    marks: terminal.unicode ? pretty : ascii,
  };
  const groups = report.rules.flatMap((rule) => {
    const findings = report.findings.filter((finding) => finding.rule === rule.name && !finding.carried);
    return findings.length ? [groupOf(rule.name, rule.advice, findings, page)] : [];
  });
  const blocks = [
    headOf(report.comparison, page),
    ownOf(report.comparison, page),
    ...groups,
    carriedOf(report.carries.standings, terminal),
    notesOf(report, page),
    lastLine(report, page),
  ];
  return harmless(
    `${blocks
      .filter((block) => block.length > 0)
      .map((block) => block.join('\n'))
      .join('\n\n')}\n`,
  );
}

interface Page {
  readonly terminal: Terminal;
  readonly paint: Paint;
  readonly marks: Marks;
}

interface Marks {
  readonly to: string;
  readonly good: string;
  readonly bad: string;
  readonly dot: string;
}

const pretty: Marks = { to: '→', good: '✔', bad: '✖', dot: '·' };
const ascii: Marks = { to: '->', good: 'ok', bad: 'x', dot: '-' };

/** Fork, base and target, each with its version: the three commits everything below is about. */
function headOf({ fork, base, target, forecast }: Comparison, { paint, marks }: Page): string[] {
  const at = (ref: string, sha: string): string => {
    const id = sha.slice(0, 9);
    return `${paint.bold(display(ref))}${sha.startsWith(ref) ? '' : ` ${paint.dim(id)}`}`;
  };
  const version = (text: string | null): string => (text === null ? '' : `, ${display(text)}`);
  const found = {
    graph: '',
    given: ', as given',
    content: ', found by content',
    virtual: ', found by content',
  };
  const merges = fork.ownMerges ? `, ${plural(fork.ownMerges, 'merge')} among them` : '';
  const clash = forecast.conflicts.length + forecast.others;
  const outlook = forecast.clean
    ? paint.green(
        clash ? `merging it conflicts in ${plural(clash, 'path')}, none of them yours` : 'merging it is clean',
      )
    : paint.yellow(`merging it conflicts in ${plural(clash, 'path')}, ${forecast.conflicts.length} of them yours`);
  const ahead = target.behind ? `${plural(target.behind, 'commit')} ahead` : 'nothing to merge';
  return [
    `fork    ${at(fork.ref, fork.sha)}${version(fork.version)} ${marks.dot} ${plural(fork.ownCommits, 'own commit')}${merges}`,
    `base    ${at(base.ref, base.sha)}${version(base.version)}${found[base.how]}`,
    `target  ${at(target.ref, target.sha)}${version(target.version)} ${marks.dot} ${ahead} ${marks.dot} ${outlook}`,
  ];
}

/** The fork's own sources, one a line: what it was copied from, what belongs to it, where it is registered. */
function ownOf({ own }: Comparison, { paint, marks }: Page): string[] {
  const wide = Math.max(0, ...own.sources.map(({ source }) => display(source).length));
  return own.sources.map(({ source, copied, tests, fixtures, registration }, i) => {
    const at = copied?.at ? ` at ${display(copied.at)}` : '';
    const origin = copied ? `copied from ${display(copied.source)}${at}` : 'new';
    const has = [
      tests.length ? plural(tests.length, 'test file') : paint.yellow('no tests'),
      fixtures.length ? 'fixtures' : 'no fixtures',
      registration ? `in ${display(registration.path)}` : paint.yellow('not registered'),
    ];
    return `${i === 0 ? 'own   ' : '      '}  ${paint.bold(display(source).padEnd(wide))}  ${origin} ${marks.dot} ${has.join(` ${marks.dot} `)}`;
  });
}

const colorOf = {
  error: 'red',
  warn: 'yellow',
  info: 'cyan',
} as const satisfies Record<Severity, keyof Paint>;
const wordOf = {
  error: 'error',
  warn: 'warning',
  info: 'info',
} as const satisfies Record<Severity, string>;

/** One rule: its name, its findings by file, then what to do about them, said once. */
function groupOf(rule: string, advice: string, findings: readonly Finding[], page: Page): string[] {
  const { paint, terminal, marks } = page;
  const worst =
    findings.find((f) => f.severity === 'error') ?? findings.find((f) => f.severity === 'warn') ?? findings[0];
  const severity = worst?.severity ?? 'info';
  const size = findings.length > 1 ? ` ${paint.dim(`${marks.dot} ${findings.length}`)}` : '';
  const lines = [`${paint.bold(paint[colorOf[severity]](wordOf[severity]))} ${paint.bold(rule)}${size}`];
  const paths = [...new Set(findings.map(({ path }) => path))];
  for (const path of paths)
    lines.push(
      ...fileOf(
        path,
        findings.filter((finding) => finding.path === path),
        page,
      ),
    );
  const commands = [...new Set(findings.flatMap((finding) => finding.commands))];
  for (const line of wrap(advice, terminal.width - 4)) lines.push(`  ${paint.dim(line)}`);
  for (const command of commands.slice(0, 3)) lines.push(`  ${paint.cyan(`$ ${display(command)}`)}`);
  if (commands.length > 3) lines.push(`  ${paint.dim(`  and ${commands.length - 3} more like these`)}`);
  return lines;
}

/** A file with one finding takes one line when it fits; several stand below their file, which tells what they share. */
function fileOf(path: string | null, findings: readonly Finding[], page: Page): string[] {
  const { paint, terminal } = page;
  const [only] = findings;
  const name = path === null ? '' : display(path);
  if (findings.length === 1 && only) {
    const place = path === null ? '' : `${name}${only.line === null ? '' : `:${only.line}`}`;
    return titled(place, display(only.message), page);
  }
  const parts = findings.map(({ message }) => display(message).split('; '));
  const shared = parts[0]?.filter((part) => parts.every((others) => others.includes(part))) ?? [];
  const wide = Math.max(...findings.map(({ line }) => String(line ?? '').length));
  const rows = findings.flatMap(({ line }, i) => {
    const own = parts[i]?.filter((part) => !shared.includes(part)).join('; ') ?? '';
    const [first = '', ...rest] = wrap(own, terminal.width - wide - 6);
    const number = paint.dim(String(line ?? '').padStart(wide));
    return [`    ${number}  ${first}`, ...rest.map((part) => `${' '.repeat(wide + 8)}${part}`)];
  });
  return [...titled(name, shared.join('; '), page), ...rows];
}

/** A place and what is said of it: on one line when they fit, else the words below. */
function titled(place: string, words: string, { paint, terminal }: Page): string[] {
  if (place === '') return wrap(words, terminal.width - 2).map((line) => `  ${line}`);
  if (words === '') return [`  ${paint.underline(place)}`];
  if (place.length + words.length + 4 <= terminal.width) return [`  ${paint.underline(place)}  ${words}`];
  return [`  ${paint.underline(place)}`, ...wrap(words, terminal.width - 6).map((part) => `      ${part}`)];
}

function notesOf({ notes }: Report, { paint, terminal }: Page): string[] {
  return notes.flatMap(({ kind, text: note }) => {
    const start = kind === 'undetermined' ? paint.yellow('not checked') : paint.dim('note');
    const [first = '', ...rest] = wrap(display(note), terminal.width - 13);
    return [`${start}  ${first}`, ...rest.map((line) => `      ${line}`)];
  });
}

function lastLine({ counts, comparison: { changes } }: Report, { paint, marks }: Page): string[] {
  const published = changes.filter((change) => change.published).length;
  const files = `${plural(changes.length, 'changed file')}${published ? `, ${published} of them upstream's own content` : ''}`;
  const told = (['error', 'warn', 'info'] as const).flatMap((severity) => {
    const n = counts[severity];
    return n ? [paint[colorOf[severity]](severity === 'info' ? `${n} info` : plural(n, wordOf[severity]))] : [];
  });
  const carried = counts.carried ? [paint.dim(`${counts.carried} carried`)] : [];
  const verdict = counts.error ? paint.red(marks.bad) : paint.green(marks.good);
  const said = [...told, ...carried];
  return [`${verdict} ${said.length ? said.join(', ') : 'no findings'} ${paint.dim(`in ${files}`)}`];
}
