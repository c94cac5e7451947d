import { fingerprint } from '../fingerprint.ts';
import type { Severity } from '../model.ts';
import type { Report } from '../report.ts';
import { wholeFork } from './about.ts';
import { display } from './display.ts';
import { asJson, wellFormed } from './escape.ts';

const severityOf = { error: 'major', warn: 'minor', info: 'info' } as const satisfies Record<Severity, string>;

/**
 * GitLab's Code Quality report. GitLab shows the description alone, so it begins with the rule, and makes one of findings
 * with the same fingerprint, so the second of two gets another.
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlab({ findings }: Report): string {
  const seen = new Map<string, number>();
  const unique = (own: string): string => {
    const nth = (seen.get(own) ?? 0) + 1;
    seen.set(own, nth);
    return nth === 1 ? own : fingerprint([own, String(nth)]);
  };
  const issues = findings
    .filter(({ carried }) => !carried)
    .map(({ rule, severity, path, line, endLine, message, fingerprint: own }) => ({
      description: `${rule}: ${display(message)}`,
      check_name: rule,
      fingerprint: unique(own),
      severity: severityOf[severity],
      location: {
        path: wellFormed(path ?? wholeFork),
        lines: { begin: line ?? 1, end: endLine ?? line ?? 1 },
      },
    }));
  return `${asJson(issues, 2)}\n`;
}
