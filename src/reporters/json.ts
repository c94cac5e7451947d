import { contractOf } from '../contract.ts';
import type { Report } from '../report.ts';
import { asJson } from './escape.ts';

/** The contract as text: one object, and the same input gives the same bytes. */
export function json(report: Report): string {
  return `${asJson(contractOf(report), 2)}\n`;
}
