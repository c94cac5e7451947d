import { grouped } from '../grouped.ts';
import type { Definition, Import, Outline } from '../outline/index.ts';

/**
 * A part of a source file that a port moves as one: a function, an assignment, a statement, an import, or a class, which is
 * a head and the parts in it. Whole lines; `lead` is the blank lines and comments above, so that parts in a row are the text.
 */
export interface Part {
  readonly kind: 'import' | 'function' | 'class' | 'attribute' | 'statement';
  /** Tells it from its siblings, in every version of the file. */
  readonly key: string;
  /** The simple name; of a statement its first line. */
  readonly name: string;
  readonly lead: string;
  /** Decorators and header of a class that has a block of its own, else all of the code. */
  readonly code: string;
  readonly items: readonly Part[];
}

/** A part as it was read from a text. */
export interface Item extends Part {
  /** For people: `Class.method`. */
  readonly symbol: string;
  readonly items: readonly Item[];
  /** Where the code is in the source. */
  readonly start: number;
  readonly end: number;
  readonly definition: Definition | null;
}

/** A source file as items. `tail` is what follows the last one. */
export interface ItemFile {
  readonly items: readonly Item[];
  readonly tail: string;
  /** The text ends without a line feed. */
  readonly unended: boolean;
}

/** A line feed ends every item; a text that lacks the last one is read as if it had it. */
export function complete(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Takes a text apart. */
export function itemsOf(text: string, outline: Outline): ItemFile {
  const source = complete(text);
  const { items, end } = read({ source, ...byContainer(outline) }, null, { start: 0, end: source.length });
  return { items, tail: source.slice(end), unended: source !== text };
}

/** All the text of a part but its lead. */
export function codeOf({ code, items }: Pick<Part, 'code' | 'items'>): string {
  return items.length === 0 ? code : code + items.map((item) => item.lead + codeOf(item)).join('');
}

interface Reading {
  readonly source: string;
  /** What stands in the module (null) or directly in a class or function. */
  readonly definitions: ReadonlyMap<string | null, readonly Definition[]>;
  readonly imports: ReadonlyMap<string | null, readonly Import[]>;
}

function byContainer({ definitions, imports }: Outline): Omit<Reading, 'source'> {
  return {
    definitions: grouped(definitions, ({ container }) => container),
    imports: grouped(imports, ({ scope }) => scope),
  };
}

/** Something that starts an item, before lines and neighbours are looked at. */
interface Piece {
  readonly kind: Item['kind'];
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly definition: Definition | null;
}

function read(
  reading: Reading,
  container: string | null,
  within: { readonly start: number; readonly end: number },
): { items: Item[]; end: number } {
  const { source } = reading;
  const pieces = wholeLines(source, piecesIn(reading, container, within));
  const items: Item[] = [];
  const seen = new Map<string, number>();
  let at = within.start;
  for (const piece of pieces) {
    const plain = keyOf(piece);
    const n = seen.get(plain) ?? 0;
    seen.set(plain, n + 1);
    const { code, items: parts } = inside(reading, piece);
    items.push({
      kind: piece.kind,
      key: n === 0 ? plain : `${plain}#${n + 1}`,
      name: piece.name,
      symbol: container === null ? piece.name : `${container}.${piece.name}`,
      lead: source.slice(at, piece.start),
      code,
      items: parts,
      start: piece.start,
      end: piece.end,
      definition: piece.definition,
    });
    at = piece.end;
  }
  return { items, end: at };
}

/** A class with a block of its own is a head and items. */
function inside(reading: Reading, { kind, definition, start, end }: Piece): Pick<Item, 'code' | 'items'> {
  const whole = { code: reading.source.slice(start, end), items: [] };
  if (kind !== 'class' || definition?.kind !== 'class') return whole;
  const block = lineStart(reading.source, definition.body.start);
  if (block <= definition.nameSpan.end) return whole;
  // comments between head and block are the first item's lead
  const head = headEnd(reading.source, definition.nameSpan.end, block);
  const { items } = read(reading, definition.name, { start: head, end });
  return items.length === 0 ? whole : { code: reading.source.slice(start, head), items };
}

function headEnd(source: string, from: number, block: number): number {
  let end = block;
  for (;;) {
    const before = source.lastIndexOf('\n', end - 2) + 1;
    const line = source.slice(before, end).trim();
    if (before <= from || (line !== '' && !line.startsWith('#'))) return end;
    end = before;
  }
}

function piecesIn(
  { source, definitions, imports }: Reading,
  container: string | null,
  within: { readonly start: number; readonly end: number },
): Piece[] {
  const isHere = (start: number, end: number): boolean => start >= within.start && end <= within.end;
  const pieces: Piece[] = [];
  for (const definition of definitions.get(container) ?? []) {
    const { span, kind } = definition;
    if (!isHere(span.start, span.end)) continue;
    if (kind === 'attribute' && definition.instance) continue;
    const simple = container === null ? definition.name : definition.name.slice(container.length + 1);
    const name = kind === 'statement' ? statementName(source, span.start, span.end) : simple;
    pieces.push({ kind, name, start: span.start, end: span.end, definition });
  }
  for (const one of imports.get(container) ?? []) {
    const { start, end } = one.statementSpan;
    if (isHere(start, end)) pieces.push(importPiece(source, one));
  }
  pieces.sort((a, b) => a.start - b.start || b.end - a.end);
  return outermost(pieces);
}

function importPiece(source: string, { statementSpan: { start, end } }: Import): Piece {
  return { kind: 'import', name: source.slice(start, end), start, end, definition: null };
}

function statementName(source: string, start: number, end: number): string {
  const text = source.slice(start, end);
  if (/^[rbuRBU]{0,2}("|')/.test(text) && /["']$/.test(text)) return '<text>';
  const [first = '', ...rest] = text.split('\n').map((line) => line.trim());
  // every `try` begins alike: what it tries tells them apart
  return first === 'try:' ? `try: ${rest.find((line) => line !== '') ?? ''}` : first;
}

/** What lies in a compound statement is a part of it; names that one statement binds together are one item. */
function outermost(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const last = kept.at(-1);
    if (last === undefined || piece.start >= last.end) kept.push(piece);
    else if (
      piece.start === last.start &&
      piece.end === last.end &&
      last.kind === 'attribute' &&
      piece.kind === 'attribute'
    ) {
      kept[kept.length - 1] = { ...last, name: `${last.name}, ${piece.name}` };
    }
  }
  return kept;
}

/** Stretches each piece to whole lines; statements that share a line are one. */
function wholeLines(source: string, pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const feed = source.indexOf('\n', Math.max(piece.start, piece.end - 1));
    const next = { ...piece, start: lineStart(source, piece.start), end: feed < 0 ? source.length : feed + 1 };
    const last = whole.at(-1);
    if (last !== undefined && next.start < last.end) {
      const name = `${last.name}; ${piece.name}`;
      whole[whole.length - 1] = {
        kind: 'statement',
        name,
        start: last.start,
        end: Math.max(last.end, next.end),
        definition: null,
      };
    } else whole.push(next);
  }
  return whole;
}

const lineStart = (source: string, at: number): number => source.lastIndexOf('\n', at - 1) + 1;

/** A setter is another thing than its getter; whatever else shares a name is told apart by its place. */
function keyOf({ kind, name, definition }: Piece): string {
  if (kind === 'import' || kind === 'statement') return `${kind} ${name}`;
  const property = definition?.kind === 'function' ? definition.property : null;
  return property === null || property === 'getter' ? name : `${name}.${property}`;
}
