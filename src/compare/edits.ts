import type { DefinitionPlace, Edit, Hunk } from '../model.ts';

/** The definitions of one version of a file, null when nobody here can read the file. */
export type Definitions = readonly DefinitionPlace[] | null;

/**
 * Sorts a file's hunks by the definition they lie in: added lines by the fork's text, removed lines by the base's, so that a
 * deleted method is named too. One edit per definition, in the order of the fork's file.
 */
export function editsOf(hunks: readonly Hunk[], base: Definitions, fork: Definitions): Edit[] {
  const edits = new Map<string | null, { line: number; endLine: number; added: string[]; removed: string[] }>();
  const at = (symbol: string | null, line: number) => {
    const edit = edits.get(symbol) ?? {
      line,
      endLine: line,
      added: [],
      removed: [],
    };
    edits.set(symbol, edit);
    edit.line = Math.min(edit.line, line);
    edit.endLine = Math.max(edit.endLine, line);
    return edit;
  };
  for (const hunk of hunks) {
    const anchor = Math.max(1, hunk.forkLine);
    hunk.added.forEach((text, i) => {
      at(innermost(fork, hunk.forkLine + i), hunk.forkLine + i).added.push(text);
    });
    hunk.removed.forEach((text, i) => {
      at(innermost(base, hunk.baseLine + i), anchor).removed.push(text);
    });
  }
  return [...edits]
    .map(([symbol, { line, endLine, added, removed }]) => ({
      symbol,
      line,
      endLine,
      added: added.length,
      deleted: removed.length,
      lines: [...removed.map((text) => `-${text}`), ...added.map((text) => `+${text}`)],
      home: null,
    }))
    .sort((a, b) => a.line - b.line);
}

/** The smallest definition around a line. A blank line between two methods belongs to neither. */
function innermost(definitions: Definitions, line: number): string | null {
  let best: { name: string; size: number } | undefined;
  for (const { name, line: start, endLine } of definitions ?? []) {
    const size = endLine - start;
    if (start <= line && line <= endLine && (!best || size < best.size)) best = { name, size };
  }
  return best?.name ?? null;
}
