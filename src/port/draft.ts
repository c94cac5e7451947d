import type { Path } from '../model.ts';
import { codeOf, type Item, type ItemFile, type Part } from './items.ts';

/** An item of a target file on its way to its new text. */
export interface Block extends Part {
  kind: Part['kind'];
  key: string;
  name: string;
  lead: string;
  code: string;
  items: Block[];
  /** The item it was read from; null for what the port put there. */
  readonly item: Item | null;
}

/** A target file being rewritten. */
export interface Draft {
  readonly path: Path;
  items: Block[];
  tail: string;
  readonly unended: boolean;
  /** Every line ends in CR LF. */
  readonly crlf: boolean;
  /** The target's text; null for a file the port adds. */
  readonly before: string | null;
  /** Files of the fork whose code came in: their imports say what names mean. */
  readonly origins: Set<Path>;
}

/** Where blocks stand in a row: a file, or a class. */
export type Row = Pick<Draft | Block, 'items'>;

/** Starts from a target file. */
export function draftOf(path: Path, before: string | null, { items, tail, unended }: ItemFile): Draft {
  const crlf = isCrlf(textOf(items, tail));
  return { path, items: items.map(blockOf), tail, unended, crlf, before, origins: new Set() };
}

/** A copy that may be changed. */
export function blockOf(item: Item): Block {
  const { kind, key, name, lead, code, items } = item;
  return { kind, key, name, lead, code, items: items.map(blockOf), item };
}

/** The whole text. */
export function renderDraft({ items, tail, unended, crlf }: Draft): string {
  const text = textOf(items, tail);
  const ended = crlf ? withEnds(text, true) : text;
  return unended ? ended.replace(/\r?\n$/, '') : ended;
}

const textOf = (items: readonly Part[], tail: string): string =>
  items.map((part) => part.lead + codeOf(part)).join('') + tail;

/** Whether all lines end in CR LF. */
export const isCrlf = (text: string): boolean => text.includes('\r\n') && !/(?<!\r)\n/.test(text);

/** The same text with other ends of lines. */
export const withEnds = (text: string, crlf: boolean): string => text.replace(/\r?\n/g, crlf ? '\r\n' : '\n');

/** The block that a path of keys leads to. */
export function findBlock(row: Row, keys: readonly string[]): Block | undefined {
  let found: Block | undefined;
  let items = row.items;
  for (const key of keys) {
    found = items.find((one) => one.key === key);
    if (found === undefined) return undefined;
    items = found.items;
  }
  return found;
}

/** How many blank lines a lead starts with. */
export function blanksOf(lead: string): number {
  return (/^(?:[ \t]*\r?\n)*/.exec(lead)?.[0].split('\n').length ?? 1) - 1;
}

/** The comments of a lead, without the blank lines above them. */
function commentsOf(lead: string): string {
  return lead.replace(/^(?:[ \t]*\r?\n)+/, '');
}

/** The same lead below so many blank lines. */
export function withBlanks(lead: string, blanks: number): string {
  return '\n'.repeat(blanks) + commentsOf(lead);
}
