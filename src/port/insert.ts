import { indented } from './combine.ts';
import { linesIn } from './diff.ts';
import { type Block, blanksOf, blockOf, type Draft, type Row, withBlanks } from './draft.ts';
import { codeOf, type Item } from './items.ts';
import { locate } from './locate.ts';
import type { OwnFile, Work } from './work.ts';

/** What goes in, and the row of the fork's file that it stood in. */
export interface Insertion {
  readonly file: OwnFile;
  readonly item: Item;
  readonly siblings: readonly Item[];
  readonly code: string;
  /** Whether the row is that of a file. */
  readonly top: boolean;
}

/** Puts an added item into a row of the target, beside the neighbour it has in the fork. */
export function insert(work: Work, draft: Draft, row: Row, insertion: Insertion): Block {
  const { file, item, siblings, code, top } = insertion;
  const at = siblings.indexOf(item);
  const isHere = (sibling: Item): Block | undefined => {
    const block = row.items.find(({ key }) => key === sibling.key);
    if (block === undefined || !top || sibling.kind === 'import') return block;
    const spot = locate(work, file.path, [sibling.key], sibling);
    return 'path' in spot && spot.path === draft.path ? block : undefined;
  };
  const others = (from: readonly Item[]): readonly Item[] => from.filter(({ kind }) => kind !== 'import');
  const above = lastOf(others(siblings.slice(0, at)), isHere);
  const below = above ? undefined : firstOf(others(siblings.slice(at + 1)), isHere);
  const index = above
    ? behind(row, above, siblings.slice(0, at))
    : below
      ? row.items.indexOf(below)
      : endOfHead(row, item);
  const block = {
    ...blockOf(item),
    lead: at === 0 && top ? belowHead(item.lead, row.items[0]?.lead ?? '') : item.lead,
  };
  if (code !== codeOf(item)) Object.assign(block, { code, items: [] });
  row.items.splice(index, 0, block);
  space(row, index, siblings, at, top);
  return block;
}

/** What stands at the top of both files, the licence as a rule, is not said again. */
function belowHead(lead: string, there: string): string {
  const [own, head] = [linesIn(lead), linesIn(there)];
  const differs = own.findIndex((line, i) => line !== head[i]);
  return differs < 0 ? '' : own.slice(differs).join('');
}

/** Directly behind a block, or behind the imports that follow it where that is so in the fork. */
function behind(row: Row, above: Block, before: readonly Item[]): number {
  let index = row.items.indexOf(above) + 1;
  const since = before.slice(before.findLastIndex(({ key }) => key === above.key) + 1);
  if (since.some(({ kind }) => kind === 'import')) while (row.items[index]?.kind === 'import') index++;
  return index;
}

/** A constant goes below the imports, anything else to the end. */
function endOfHead(row: Row, item: Item): number {
  if (item.kind !== 'attribute') return row.items.length;
  return row.items.findLastIndex(({ kind }) => kind === 'import') + 1;
}

/** The blank lines around a new block: the fork's own where the neighbours are the same, else as the style has it. */
function space(row: Row, index: number, siblings: readonly Item[], at: number, top: boolean): void {
  const [block, above, below] = [row.items[index], row.items[index - 1], row.items[index + 1]];
  if (block === undefined) return;
  if (!sameNeighbour(above, siblings[at - 1])) block.lead = withBlanks(block.lead, wanted(above, block, top));
  if (below === undefined) return;
  const next = siblings[at + 1];
  const blanks =
    next && sameNeighbour(below, next)
      ? blanksOf(next.lead)
      : Math.max(blanksOf(below.lead), wanted(block, below, top));
  below.lead = withBlanks(below.lead, blanks);
}

function sameNeighbour(block: Block | undefined, item: Item | undefined): boolean {
  if (block === undefined || item === undefined) return block === item;
  return block.key === item.key || (block.kind === 'import' && item.kind === 'import');
}

/** Two blank lines around functions and classes of a module, one inside a class. */
function wanted(above: Block | undefined, below: Block, top: boolean): number {
  if (above === undefined) return 0;
  const big = [above, below].some(({ kind }) => kind === 'function' || kind === 'class');
  if (big) return top ? 2 : 1;
  if (above.kind === 'import' && below.kind !== 'import') return 1;
  return Math.min(blanksOf(below.lead), top ? 2 : 1);
}

function lastOf<T>(items: readonly Item[], find: (item: Item) => T | undefined): T | undefined {
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    const found = item && find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstOf<T>(items: readonly Item[], find: (item: Item) => T | undefined): T | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Takes a block out of its row. */
export function takeOut(row: Row, block: Block): void {
  const at = row.items.indexOf(block);
  row.items.splice(at, 1);
  const next = row.items[at];
  if (next === undefined) return;
  // what stands first now stands as the first did; no other may be glued to what is above it
  const blanks =
    at === 0
      ? blanksOf(block.lead)
      : Math.max(blanksOf(next.lead), Math.min(blanksOf(block.lead), wanted(row.items[at - 1], next, true)));
  next.lead = withBlanks(next.lead, blanks);
}

/** An item's code at the depth of a row. */
export function atDepth(row: Row, code: string, depth: string | null): string {
  const sibling = row.items[0];
  const found = sibling === undefined ? depth : (/^[ \t]*/.exec(sibling.code)?.[0] ?? '');
  return found === null ? code : indented(code, found);
}
