import type { Node } from 'web-tree-sitter';
import type { Exports } from '../outline.ts';
import { partsOf, type Source, textOf } from './source.ts';

/** Gathers what the statements of a module do to `__all__`. */
export interface ExportsReader {
  /** To be shown every expression statement of the module itself. */
  readonly see: (expression: Node) => void;
  readonly result: () => Exports | null;
}

/** Statements are added up: of two assignments in two branches, either may be the one that runs. */
export function exportsReader(source: Source): ExportsReader {
  const names = new Set<string>();
  let seen = false;
  let complete = true;

  const add = (value: Node): void => {
    if (value.type === 'binary_operator' || value.type === 'parenthesized_expression' || isSequence(value)) {
      if (value.type === 'binary_operator' && value.childForFieldName('operator')?.type !== '+') complete = false;
      for (const part of partsOf(value)) add(part);
      return;
    }
    const name = literal(value, source);
    if (name === null) complete = false;
    else names.add(name);
  };

  const see = (expression: Node): void => {
    // The name is looked for in the text first: asking the tree about every statement costs more.
    if (!/^__all__\b/.test(source.text.slice(expression.startIndex, expression.startIndex + 8))) return;
    const change = changeOf(expression, source);
    if (change === null) return;
    seen = true;
    if (change.kind === 'computed') complete = false;
    else for (const value of change.values) add(value);
  };

  return { see, result: () => (seen ? { names: [...names], complete } : null) };
}

type Change = { readonly kind: 'literal'; readonly values: readonly Node[] } | { readonly kind: 'computed' };

function changeOf(expression: Node, source: Source): Change | null {
  if (expression.type === 'assignment' || expression.type === 'augmented_assignment') {
    const target = expression.childForFieldName('left');
    const value = expression.childForFieldName('right');
    // `__all__: list[str]` alone binds nothing; `__all__[0] = …` changes something nobody can see from here.
    if (target === null || value === null) return null;
    if (textOf(target, source) !== '__all__') return { kind: 'computed' };
    return isSequence(value) || isCombined(value) ? { kind: 'literal', values: [value] } : { kind: 'computed' };
  }
  if (expression.type !== 'call') return null;
  const called = expression.childForFieldName('function');
  const given = expression.childForFieldName('arguments');
  const method = called === null ? '' : textOf(called, source);
  if ((method === '__all__.append' || method === '__all__.extend') && given?.type === 'argument_list') {
    return { kind: 'literal', values: partsOf(given) };
  }
  return { kind: 'computed' };
}

function isSequence(node: Node): boolean {
  return node.type === 'list' || node.type === 'tuple' || node.type === 'expression_list';
}

function isCombined(node: Node): boolean {
  return node.type === 'binary_operator' || node.type === 'parenthesized_expression';
}

/** The value of a string that is spelled out, null for everything else. */
function literal(node: Node, source: Source): string | null {
  if (node.type === 'concatenated_string') {
    const pieces = partsOf(node).map((part) => literal(part, source));
    return pieces.includes(null) ? null : pieces.join('');
  }
  if (node.type !== 'string') return null;
  const parts = partsOf(node);
  if (parts.some((part) => part.type === 'interpolation')) return null;
  const content = parts.filter((part) => part.type === 'string_content').map((part) => textOf(part, source));
  return content.some((piece) => piece.includes('\\')) ? null : content.join('');
}
