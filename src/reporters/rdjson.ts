import type { Finding, Severity } from '../model.ts';
import type { Report } from '../report.ts';
import { homepage, pageUrl, wholeFork } from './about.ts';
import { asJson, commentText, wellFormed } from './escape.ts';

const severityOf = { error: 'ERROR', warn: 'WARNING', info: 'INFO' } as const satisfies Record<Severity, string>;

/**
 * Reviewdog's diagnostic format. Ranges have no columns: they are whole lines, the last one included.
 * @see https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
 */
export function rdjson({ findings }: Report): string {
  const diagnostics = findings.filter(({ carried }) => !carried).map(diagnosticOf);
  return `${asJson({ source: { name: 'fork-lint', url: homepage }, diagnostics }, 2)}\n`;
}

function diagnosticOf({ rule, severity, path, line, endLine, message }: Finding) {
  const range = line === null ? {} : { range: { start: { line }, end: { line: Math.max(line, endLine ?? line) } } };
  return {
    message: commentText(message),
    location: { path: wellFormed(path ?? wholeFork), ...range },
    severity: severityOf[severity],
    code: { value: rule, url: pageUrl(rule) },
  };
}
