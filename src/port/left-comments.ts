import { leaveAs } from './leave.ts';
import { partsOf } from './locate.ts';
import { type OwnFile, textNow, type Work } from './work.ts';

/**
 * Lists the comments beside imports and at the end of a file that the fork wrote or took out: they belong to no definition
 * that would bring them, so the target keeps its own.
 */
export function leaveCommentsAround(work: Work, { path, base, fork }: OwnFile): void {
  if (fork === null) return;
  const parts = partsOf(work, path);
  const there = parts.map((part) => textNow(work, part) ?? '');
  const isThere = (comment: string): boolean => there.some((text) => text.includes(comment));
  const come = around(work, path, fork).filter((one) => base?.includes(one) !== true && !isThere(one));
  const gone = base === null ? [] : around(work, path, base).filter((one) => !fork.includes(one) && isThere(one));
  if (come.length + gone.length === 0) return;
  const patch = [...gone.map((one) => `-${one}\n`), ...come.map((one) => `+${one}\n`)].join('');
  leaveAs(
    work,
    path,
    '<comments>',
    'no definition brings comments beside imports and at the end of a file',
    parts,
    patch,
  );
}

/** The comments of a text that stand above or behind its imports, or below everything. */
function around({ reader }: Work, path: string, text: string): string[] {
  const { items, tail } = reader.items(path, text);
  const imports = items.filter(({ kind }) => kind === 'import').map(({ lead, code }) => lead + code);
  return [...imports, tail].flatMap((one) => [...one.matchAll(/#.*/g)].map(([comment]) => comment.trimEnd()));
}
