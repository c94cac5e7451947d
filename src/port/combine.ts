import { dottedIn } from './fold.ts';
import { codeOf, type Part } from './items.ts';
import { mergeText } from './merge.ts';
import { type Rename, renamesIn, translate } from './strings.ts';
import type { How, OwnFile, Work } from './work.ts';

/** What three versions of one item make together. */
export type Combined = { readonly code: string; readonly how: How } | { readonly code: null; readonly reason: string };

/** Translates dotted strings, told the other strings of the same definition. */
export type Renamer = (context: readonly string[]) => Rename;

/** Three versions of an item's code; `base` is null where the fork added it. */
export interface Three {
  readonly base: string | null;
  readonly fork: string;
  readonly target: string;
}

/**
 * The fork's change of one item, applied to what the target has. Where upstream holds an earlier version of ours, that
 * version is the base: what lies between is the fork's alone.
 */
export function combine(work: Work, file: OwnFile, { base, fork, target }: Three, renamer: Renamer): Combined {
  const { fold } = work;
  if (fold(target) === fold(fork)) return { code: target, how: 'upstream' };
  if (base === fork) return { code: target, how: 'upstream' };
  const depth = indentOf(target);
  const known = renamesIn(work, base ?? fork, target);
  const rename: Renamer = (context) => {
    const far = renamer(context);
    return (value) => known.get(value) ?? far(value);
  };
  const ours = translate(work, indented(fork, depth), rename);
  // what the fork left alone stays as upstream has it
  const old = new Set(base === null ? [] : dottedIn(base, work.roots));
  const unknown = ours.unknown.filter((value) => !old.has(value));
  if (unknown.length > 0)
    return { code: null, reason: `where ${[...new Set(unknown)].join(', ')} lives now cannot be told` };
  const then = base === null ? null : translate(work, indented(base, depth), rename).code;
  const same = then !== null && (fold(then) === fold(target) || fold(indented(base ?? '', depth)) === fold(target));
  if (same || heldBefore(work, file, target)) return { code: ours.code, how: 'taken' };
  if (fold(ours.code) === fold(target)) return { code: target, how: 'upstream' };
  if (then === null) return { code: null, reason: 'fork and upstream both added it, each its own way' };
  const merged = mergeText({ base: then, fork: ours.code, target });
  if (merged.text !== null) return { code: merged.text, how: 'merged' };
  const reason =
    merged.why === 'doubled'
      ? 'fork and upstream both inserted the same lines here'
      : 'fork and upstream changed the same lines';
  return { code: null, reason };
}

/** Whether the target's text is one that the fork itself had on its way: then nothing of upstream's own is in it. */
export function heldBefore({ fold }: Work, { versions }: OwnFile, target: string): boolean {
  const wanted = `\n${fold(target)}`;
  return versions.some((text) => `\n${fold(text)}\n`.includes(wanted));
}

/** The blanks an item starts with. */
function indentOf(code: string): string {
  return /^[ \t]*/.exec(code)?.[0] ?? '';
}

/** The same code at another depth. What stays where it is keeps every byte: lines of strings have no depth. */
export function indented(code: string, depth: string): string {
  const own = indentOf(code);
  if (own === depth) return code;
  return code.replace(/^[ \t]+(?=\S)|^(?=\S)/gm, (space) =>
    space.startsWith(own) ? depth + space.slice(own.length) : space,
  );
}

/** The comments above an item, without the blank lines around them. */
export const words = (lead: string): string => lead.trim();

/** The comments and blank lines above an item; null when both sides rewrote the comments. */
export function combineLeads(base: string, fork: string, target: string): string | null {
  if (fork === base || words(fork) === words(target)) return target;
  if (target === base) return fork;
  if (words(fork) === words(base)) return target;
  if (words(target) === words(base)) return fork;
  return mergeText({ base, fork, target }).text;
}

/** The part of a class that is not its members, or all of another item. */
export function ownCode(item: Pick<Part, 'code' | 'items'>, headOnly: boolean): string {
  return headOnly ? item.code : codeOf(item);
}
