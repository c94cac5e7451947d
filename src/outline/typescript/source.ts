import type { ts } from 'ts-morph';
import type { LineAt } from '../lines.ts';
import type { Span } from '../outline.ts';

/** The file being read, with the compiler that read it: handed along, since it is loaded only when needed. */
export interface Source {
  readonly ts: typeof import('ts-morph').ts;
  readonly file: ts.SourceFile;
  readonly lineAt: LineAt;
}

/** The node's place, without the comments before it. */
export function spanOf(node: ts.Node, { file }: Source): Span {
  return { start: node.getStart(file), end: node.getEnd() };
}

/** The node as written. */
export function textOf(node: ts.Node, { file }: Source): string {
  return node.getText(file);
}

/** The node as written, null where there is none. */
export function textOrNull(node: ts.Node | undefined, source: Source): string | null {
  return node === undefined ? null : textOf(node, source);
}

/** What stands between the quotes of a string. */
export function contentSpan(literal: ts.Node, source: Source): Span {
  const { start, end } = spanOf(literal, source);
  return { start: start + 1, end: end - 1 };
}

/** Whether a declaration has a modifier such as `static`. */
export function hasModifier(node: ts.Node, kind: ts.SyntaxKind, { ts }: Source): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}
