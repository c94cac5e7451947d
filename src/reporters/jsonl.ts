import { findingRow } from '../contract.ts';
import type { Report } from '../report.ts';
import { asJson } from './escape.ts';

/** One finding a line, as the JSON report has it: for programs that read as they go. Nothing when nothing was found. */
export function jsonl(report: Report): string {
  return report.findings.map((finding) => `${asJson(findingRow(finding, report))}\n`).join('');
}
