import type { Report } from '../report.ts';
import type { Terminal } from './terminal.ts';

/** A report as text in one format. Pure; what it prints ends in a line feed. */
export type Reporter = (report: Report, terminal: Terminal) => string;

/** The formats, each loaded only when asked for. */
export const reporters = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
} as const satisfies Record<string, () => Promise<Reporter>>;

export type Format = keyof typeof reporters;

export const formats = Object.keys(reporters) as Format[]; // the keys of the table above, and nothing else
