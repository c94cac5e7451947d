/**
 * Two versions of a Python text with everything blanked that both have: same length, same lines, so that what an outline of
 * it says holds for the whole text. Between releases most of a file stays, and parsing is what costs time.
 *
 * Blocks are cut at the left margin, and where both have a class of the same name, at the margin of its members. A block is
 * only blanked whole; a cut that goes wrong leaves damage, which the parser then tells of.
 */
export function trimmed(old: string, now: string): [old: string, now: string] {
  const [was, is] = [blocksOf(old, 0, old.length, ''), blocksOf(now, 0, now.length, '')];
  const cuts = matching(was, is);
  const classes = new Map(
    is.filter((block) => !cuts.now.has(block)).flatMap((block) => (nameOf(block) ? [[nameOf(block), block]] : [])),
  );
  const inner: { readonly old: Block[]; readonly now: Block[] } = { old: [], now: [] };
  for (const block of was) {
    const twin = cuts.old.has(block) ? undefined : classes.get(nameOf(block) ?? '');
    if (twin === undefined) continue;
    const both = matching(membersOf(old, block), membersOf(now, twin));
    inner.old.push(...both.old);
    inner.now.push(...both.now);
  }
  return [blank(old, [...cuts.old, ...inner.old]), blank(now, [...cuts.now, ...inner.now])];
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly indent: string;
}

/** Cuts a stretch of text at the lines that start a statement at this margin. */
function blocksOf(text: string, start: number, end: number, indent: string): Block[] {
  const blocks: Block[] = [];
  let from = start;
  const starts = new RegExp(`^${indent}(?![\\s#)\\]}]|else\\b|elif\\b|except\\b|finally\\b|case\\b)`, 'gm');
  const add = (to: number): void => {
    const piece = text.slice(from, to);
    // a decorator goes with what it decorates, and a string is not cut in two
    if (to === from || isOpen(piece, indent)) return;
    blocks.push({ start: from, end: to, text: piece.trimEnd(), indent });
    from = to;
  };
  starts.lastIndex = start;
  for (let match = starts.exec(text); match !== null && match.index < end; match = starts.exec(text)) {
    add(match.index);
    starts.lastIndex = match.index + indent.length + 1;
  }
  if (from < end) blocks.push({ start: from, end, text: text.slice(from, end).trimEnd(), indent });
  return blocks;
}

function isOpen(piece: string, indent: string): boolean {
  const last = piece
    .trimEnd()
    .split('\n')
    .findLast((line) => line.startsWith(indent) && /^[^\s#)\]}]/.test(line.slice(indent.length)));
  if (last?.startsWith('@', indent.length)) return true;
  return (piece.split('"""').length - 1) % 2 === 1 || (piece.split("'''").length - 1) % 2 === 1;
}

/** The blocks that both have, as often as both have them. */
function matching(was: readonly Block[], is: readonly Block[]): { readonly old: Set<Block>; readonly now: Set<Block> } {
  const waiting = new Map<string, Block[]>();
  for (const block of is) waiting.set(block.text, [...(waiting.get(block.text) ?? []), block]);
  const found = { old: new Set<Block>(), now: new Set<Block>() };
  for (const block of was) {
    const twin = waiting.get(block.text)?.shift();
    if (twin === undefined) continue;
    found.old.add(block);
    found.now.add(twin);
  }
  return found;
}

const CLASS = /^(?:@[^\n]*\n)*class[ \t]+(\w+)[^\n]*:[ \t]*(?:#[^\n]*)?\n/;

const nameOf = ({ text }: Block): string | undefined => CLASS.exec(text)?.[1];

/** The members of a class, without its header. */
function membersOf(text: string, { start, end, text: own }: Block): Block[] {
  const header = CLASS.exec(own)?.[0].length ?? 0;
  const indent = /^([ \t]+)\S/m.exec(own.slice(header))?.[1];
  return indent === undefined ? [] : blocksOf(text, start + header, end, indent);
}

/** A regular expression would take ten times as long. */
function spacesFor(text: string): string {
  const lines = text.split('\n');
  return lines.map((line) => ' '.repeat(line.length)).join('\n');
}

/** Blanks for all but line feeds; in a class a `pass`, so that its body is not empty. */
function blank(text: string, blocks: readonly Block[]): string {
  let at = 0;
  let out = '';
  for (const { start, end, indent } of [...blocks].sort((a, b) => a.start - b.start)) {
    const spaces = spacesFor(text.slice(start, end));
    const room = spaces.startsWith(' '.repeat(indent.length + 4));
    if (indent !== '' && !room) continue;
    out += text.slice(at, start) + (indent === '' ? spaces : `${indent}pass${spaces.slice(indent.length + 4)}`);
    at = end;
  }
  return out + text.slice(at);
}
