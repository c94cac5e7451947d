import type { Report } from '../report.ts';
import type { Terminal } from './terminal.ts';

/** A report as text in one format. Pure; what it prints ends in a line feed. */
export type Reporter = (report: Report, terminal: Terminal) => string;

/** The formats, each loaded only when asked for. */
export const reporters = {
  text: async () => (await import('./text.ts')).text,
  compact: async () => (await import('./compact.ts')).compact,
  markdown: async () => (await import('./markdown.ts')).markdown,
  json: async () => (await import('./json.ts')).json,
  jsonl: async () => (await import('./jsonl.ts')).jsonl,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  rdjson: async () => (await import('./rdjson.ts')).rdjson,
  html: async () => (await import('./html.ts')).html,
} as const satisfies Record<string, () => Promise<Reporter>>;

export type Format = keyof typeof reporters;

export const formats = Object.keys(reporters) as Format[]; // the keys of the table above, and nothing else
