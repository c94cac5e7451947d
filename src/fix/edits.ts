import type { Span } from '../outline/index.ts';

/** A stretch of a text and what stands there instead. */
export interface Edit extends Span {
  readonly put: string;
}

/** The text with the edits made. Of two that overlap, the one that starts first counts, then the longer one. */
export function applied(text: string, edits: readonly Edit[]): string {
  let at = 0;
  let out = '';
  const seen = new Set<string>();
  for (const { start, end, put } of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const key = `${start} ${end} ${put}`;
    if (start < at || seen.has(key)) continue;
    seen.add(key);
    out += text.slice(at, start) + put;
    at = end;
  }
  return out + text.slice(at);
}

/** A new statement below another one, or behind it where the line holds more than that. */
export function below(text: string, { start, end }: Span, statement: (indent: string) => string): Edit {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const next = text.indexOf('\n', end);
  const stop = next < 0 ? text.length : next;
  const after = text.slice(end, stop);
  if (!/^[ \t]*$/.test(before) || !/^[ \t\r]*(#.*|;\s*)?$/.test(after))
    return { start: end, end, put: `; ${statement('')}` };
  const at = text[stop - 1] === '\r' ? stop - 1 : stop;
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  return { start: at, end: at, put: `${line}${before}${statement(before).replaceAll('\n', line)}` };
}
