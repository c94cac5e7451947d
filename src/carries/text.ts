import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import { Complaint } from '../complaint.ts';
import type { Carry } from './model.ts';

/**
 * The text of a file of carries in blocks. Editing takes whole blocks out, puts blocks in, or changes one; every other byte
 * stays, comments and blank lines included, so that two branches that add carries merge by themselves.
 */
interface Blocks {
  /** Everything before the first block: what the file says of itself. */
  readonly head: readonly string[];
  readonly blocks: readonly Block[];
}

interface Block {
  /** Comment lines right above it: they are about it and go with it. */
  readonly lead: readonly string[];
  readonly body: readonly string[];
  /** Blank lines, and comments that belong to nothing, up to the next block. */
  readonly gap: readonly string[];
}

interface Kept {
  readonly carry: Carry;
  readonly block: Block;
}

/** What to do to a file of carries. */
export interface Edits {
  /** Replaces the carry of this id, keeping the comments within. */
  readonly put?: readonly Carry[];
  /** Ids to take out. */
  readonly drop?: readonly string[];
}

const opening = [
  '# What this fork keeps different from its upstream on purpose: what, why, whose, and until when.',
  '# `fork-lint carry add` writes a block for each; reasons and comments are yours to edit.',
  '',
];

/**
 * Edits the text of a file of carries. New blocks go where path, symbol, rule and id sort them.
 * @throws Complaint when the file is written in a form that cannot be edited block by block.
 */
export function editCarries(
  source: string | null,
  declared: readonly Carry[],
  { put = [], drop = [] }: Edits,
  file: string,
): string {
  const { head, blocks } =
    source === null || source.trim() === '' ? { head: opening, blocks: [] } : split(source, file);
  if (blocks.length !== declared.length) throw notInBlocks(file);
  const known = new Map(put.map((carry) => [carry.id, carry]));
  const kept: Kept[] = [];
  const moved: Kept[] = [];
  for (const [i, carry] of declared.entries()) {
    const block = blocks[i];
    if (!block || drop.includes(carry.id)) continue;
    const renewed = known.get(carry.id);
    known.delete(carry.id);
    if (!renewed) kept.push({ carry, block });
    else {
      const again = { carry: renewed, block: { ...block, body: rewrite(block.body, renewed) } };
      (inOrder(carry, renewed) === 0 ? kept : moved).push(again);
    }
  }
  const fresh = [...known.values()].map((carry) => ({ carry, block: { lead: [], body: render(carry), gap: [''] } }));
  for (const one of [...moved, ...fresh].sort((a, b) => inOrder(a.carry, b.carry))) {
    const at = kept.findIndex(({ carry }) => inOrder(one.carry, carry) < 0);
    kept.splice(at < 0 ? kept.length : at, 0, one);
  }
  return join({ head, blocks: kept.map(({ block }) => block) });
}

/** The order of a file: by path, symbol, rule, id. */
export function inOrder(a: Carry, b: Carry): number {
  const key = ({ path, symbol, rule, id }: Carry): string => [path ?? '', symbol ?? '', rule, id].join('\0');
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

function split(source: string, file: string): Blocks {
  const document = parseDocument(source, { schema: 'core', merge: false, keepSourceTokens: false });
  if (document.contents === null) return { head: endedLines(source), blocks: [] };
  if (!isSeq(document.contents) || document.contents.flow) throw notInBlocks(file);
  const lines = endedLines(source);
  const starts = document.contents.items.map((item) => {
    const offset = isMap(item) && item.range ? item.range[0] : 0;
    return source.slice(0, offset).split('\n').length - 1;
  });
  // a block begins with its dash, and on its line nothing else does
  if (starts.some((start, i) => !/^-\s/.test(lines[start] ?? '') || start === starts[i - 1])) throw notInBlocks(file);
  const heads = starts.map((start, i) => leadOf(lines, start, i === 0 ? 0 : (starts[i - 1] ?? 0) + 1));
  const blocks = starts.map((start, i) => {
    const rest = lines.slice(start, heads[i + 1] ?? lines.length);
    let end = rest.length;
    while (end > 1 && isLoose(rest[end - 1] ?? '')) end -= 1;
    return { lead: lines.slice(heads[i], start), body: rest.slice(0, end), gap: rest.slice(end) };
  });
  return { head: lines.slice(0, heads[0]), blocks };
}

/** Where the comment right above a block begins. One that begins the file is about the file. */
function leadOf(lines: readonly string[], start: number, least: number): number {
  let at = start;
  while (at > least && /^#/.test(lines[at - 1] ?? '')) at -= 1;
  return at === 0 ? start : at;
}

/** Blank, or a comment at the margin: an indented one belongs to the block it stands in. */
const isLoose = (line: string): boolean => line.trim() === '' || line.startsWith('#');

/** Lines without the empty one after the last line feed. */
const endedLines = (text: string): string[] => text.replace(/\r?\n$/, '').split('\n');

function join({ head, blocks }: Blocks): string {
  const parts = blocks.map(({ lead, body, gap }, i) => [
    ...lead,
    ...body,
    ...(i === blocks.length - 1 ? trimmed(gap) : gap.length ? gap : ['']),
  ]);
  const lines = [...head, ...parts.flat()];
  return `${lines.join('\n').replace(/\n+$/, '')}\n`;
}

const trimmed = (gap: readonly string[]): readonly string[] => (gap.every((line) => line.trim() === '') ? [] : gap);

/** A carry as it is written: keys in the order in which people read them, nothing that is not given. */
function written(carry: Carry): Record<string, unknown> {
  const { id, rule, path, symbol, reason, owner, upstream, until, fingerprint } = carry;
  const { status, url } = upstream;
  return {
    id,
    rule,
    ...(path === null ? {} : { path }),
    ...(symbol === null ? {} : { symbol }),
    reason,
    ...(owner === null ? {} : { owner }),
    upstream: { status, ...(url === null ? {} : { url }) },
    ...(until === null ? {} : { until }),
    fingerprint: fingerprint.length === 1 ? fingerprint[0] : fingerprint,
  };
}

const style = { lineWidth: 0, singleQuote: true, blockQuote: false } as const;

function render(carry: Carry): string[] {
  return endedLines(stringify([written(carry)], { ...style, schema: 'core' }));
}

/** Changes what differs and leaves the rest, comments included, as it stands. */
function rewrite(body: readonly string[], carry: Carry): string[] {
  const document = parseDocument(`${body.join('\n')}\n`, { schema: 'core', merge: false });
  const map = isSeq(document.contents) ? document.contents.items[0] : null;
  if (!isMap(map) || document.errors.length > 0) return render(carry);
  const wanted = written(carry);
  const is: unknown = map.toJSON();
  const before = new Map(Object.entries(is ?? {}));
  for (const [key, value] of Object.entries(wanted)) {
    if (JSON.stringify(before.get(key)) !== JSON.stringify(value)) document.setIn([0, key], document.createNode(value));
  }
  for (const key of ['path', 'symbol', 'owner', 'until']) if (!(key in wanted)) map.delete(key);
  return endedLines(document.toString(style));
}

function notInBlocks(file: string): Complaint {
  return new Complaint(`${file} is not a plain list with one block for each carry, so it cannot be edited here`, [
    `edit ${file}   # begin each carry with "- id:" at the left margin`,
  ]);
}
