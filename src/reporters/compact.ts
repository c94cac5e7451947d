import type { Severity } from '../model.ts';
import type { Report } from '../report.ts';
import { logLine } from './escape.ts';

const wordOf = { error: 'error', warn: 'warning', info: 'info' } as const satisfies Record<Severity, string>;

/** One line for each finding, `path:line: level: message [rule]`, as compilers write and editors read. Nothing when nothing was found. */
export function compact({ findings, notes }: Report): string {
  const found = findings
    .filter(({ carried }) => !carried)
    .map(({ path, line, severity, message, rule }) => {
      const place = path === null ? 'fork-lint' : `${path}${line === null ? '' : `:${line}`}`;
      return `${place}: ${wordOf[severity]}: ${message} [${rule}]`;
    });
  const gaps = notes.filter(({ kind }) => kind === 'undetermined').map(({ text }) => `fork-lint: not checked: ${text}`);
  return [...found, ...gaps].map((line) => `${logLine(line)}\n`).join('');
}
