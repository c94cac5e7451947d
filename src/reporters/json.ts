import { contractOf } from '../contract.ts';
import type { Report } from '../report.ts';

/** The contract as text: one object, and the same input gives the same bytes. */
export function json(report: Report): string {
  return `${JSON.stringify(contractOf(report), null, 2)}\n`;
}
