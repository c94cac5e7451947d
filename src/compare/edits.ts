import type { DefinitionPlace, Edit, Hunk } from '../model.ts';

/** The definitions of one version of a file, null when nobody here can read the file. */
export type Definitions = readonly DefinitionPlace[] | null;

/** Whether a change is one of line ends alone: every line is the same but for a carriage return. */
export function lineEndsOnly(hunks: readonly Hunk[]): boolean {
  const bare = (lines: readonly string[]): string => lines.map((line) => line.replace(/\r$/, '')).join('\n');
  return hunks.length > 0 && hunks.every(({ removed, added }) => removed.length > 0 && bare(removed) === bare(added));
}

/**
 * Sorts a file's hunks by the definition they lie in: added lines by the fork's text, removed lines by the base's, so that a
 * deleted method is named too. A definition that only one side has is told as a whole. In the order of the fork's file.
 */
export function editsOf(hunks: readonly Hunk[], base: Definitions, fork: Definitions): Edit[] {
  const names = { base: namesOf(base), fork: namesOf(fork) };
  const edits = new Map<string | null, Draft>();
  const at = (symbol: string | null, line: number): Draft => {
    const edit = edits.get(symbol) ?? { line, endLine: line, added: [], removed: [] };
    edits.set(symbol, edit);
    return edit;
  };
  for (const hunk of hunks) {
    const anchor = Math.max(1, hunk.forkLine);
    hunk.added.forEach((text, i) => {
      const line = hunk.forkLine + i;
      const edit = at(whole(innermost(fork, line), names.base), line);
      // lines of the fork's text say where an edit is; a removed line only where it was
      edit.line = edit.added.length ? Math.min(edit.line, line) : line;
      edit.endLine = edit.added.length ? Math.max(edit.endLine, line) : line;
      edit.added.push(text);
    });
    hunk.removed.forEach((text, i) => {
      at(whole(innermost(base, hunk.baseLine + i), names.fork), anchor).removed.push(text);
    });
  }
  const telling = [...edits].filter(([, draft]) => !isBlank(draft));
  return (telling.length > 0 ? telling : [...edits]).map(editFrom(names)).sort(byLine);
}

interface Draft {
  line: number;
  endLine: number;
  readonly added: string[];
  readonly removed: string[];
}

/** The blank lines around a definition that came or went are no edit of their own. */
const isBlank = ({ added, removed }: Draft): boolean => [...added, ...removed].every((text) => text.trim() === '');

const byLine = (a: Edit, b: Edit): number => a.line - b.line;

const namesOf = (definitions: Definitions): ReadonlySet<string> => new Set(definitions?.map(({ name }) => name));

/** Of a definition whose class the other side lacks, the class: `ErrorMonitor`, not each of its methods. */
function whole(symbol: string | null, others: ReadonlySet<string>): string | null {
  const parts = symbol?.split('.') ?? [];
  const outer = parts.map((_, i) => parts.slice(0, i + 1).join('.')).find((name) => !others.has(name));
  return others.size > 0 && outer !== undefined ? outer : symbol;
}

function editFrom(names: { readonly base: ReadonlySet<string>; readonly fork: ReadonlySet<string> }) {
  return ([symbol, { line, endLine, added, removed }]: [string | null, Draft]): Edit => ({
    symbol,
    did:
      symbol === null || names.base.has(symbol) === names.fork.has(symbol)
        ? 'changed'
        : names.fork.has(symbol)
          ? 'added'
          : 'deleted',
    line,
    endLine,
    added: added.length,
    deleted: removed.length,
    lines: [...removed.map((text) => `-${text}`), ...added.map((text) => `+${text}`)],
    home: null,
  });
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
