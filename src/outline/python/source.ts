import type { Node } from 'web-tree-sitter';
import type { LineAt } from '../lines.ts';
import type { Span } from '../outline.ts';

/** The text being read. Nodes are cut out of it, since asking a node for its text crosses into wasm. */
export interface Source {
  readonly text: string;
  readonly lineAt: LineAt;
}

/** The node as written. */
export function textOf(node: Node, source: Source): string {
  return source.text.slice(node.startIndex, node.endIndex);
}

/** The node's place. */
export function spanOf(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex };
}

/** Named children that are code. */
export function partsOf(node: Node): readonly Node[] {
  return node.namedChildren.filter((child) => child.type !== 'comment');
}

/**
 * Where the code of a node ends. The grammar lets a block swallow the comments and blank lines behind it, so the end
 * is that of the last leaf that is no comment. Most nodes end in code; the last line tells without asking the tree.
 */
export function endOfCode(node: Node, source: Source): number {
  const end = node.endIndex;
  const lastLine = source.text.slice(source.text.lastIndexOf('\n', end - 1) + 1, end);
  if (!lastLine.includes('#') && lastLine.trimEnd() === lastLine && lastLine !== '') return end;
  return lastLeaf(node).endIndex;
}

function lastLeaf(node: Node): Node {
  let leaf = node;
  for (;;) {
    const last = leaf.children.findLast((child) => child.type !== 'comment');
    if (last === undefined) return leaf;
    leaf = last;
  }
}
