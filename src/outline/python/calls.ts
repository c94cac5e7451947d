import type { Node } from 'web-tree-sitter';
import type { Call, Consumption } from '../outline.ts';
import { partsOf, type Source, spanOf, textOf } from './source.ts';

/** Reads a `call` node. */
export function callOf(
  node: Node,
  source: Source,
  { consumed, scope }: { readonly consumed: Consumption; readonly scope: string | null },
): Call {
  const called = node.childForFieldName('function');
  const span = spanOf(node);
  return {
    callee: called === null ? '?' : calleeOf(called, source),
    ...argumentsOf(node.childForFieldName('arguments'), source),
    consumed,
    line: source.lineAt(span.start),
    span,
    scope,
  };
}

/** `type(x).y = …`, which the grammar takes for an alias named `(x).y`; the call in it, none for a true alias. */
export function calledType(alias: Node, source: Source, { scope }: { readonly scope: string | null }): readonly Call[] {
  const given = /^type\s*\(/.test(textOf(alias, source))
    ? alias.descendantsOfType('parenthesized_expression')[0]
    : undefined;
  if (given === undefined) return [];
  const span = { start: alias.startIndex, end: given.endIndex };
  const line = source.lineAt(span.start);
  const one = {
    positional: 1,
    keywords: [],
    hasStar: false,
    hasDoubleStar: false,
  };
  return [{ callee: 'type', ...one, consumed: 'plain', line, span, scope }];
}

function argumentsOf(
  given: Node | null,
  source: Source,
): Pick<Call, 'positional' | 'keywords' | 'hasStar' | 'hasDoubleStar'> {
  // `f(x for x in y)` has a generator where the list would be.
  if (given?.type === 'generator_expression') {
    return {
      positional: 1,
      keywords: [],
      hasStar: false,
      hasDoubleStar: false,
    };
  }
  const parts = given === null ? [] : partsOf(given);
  const keywords = parts.filter((part) => part.type === 'keyword_argument');
  const stars = parts.filter((part) => part.type === 'list_splat').length;
  const doubleStars = parts.filter((part) => part.type === 'dictionary_splat').length;
  return {
    positional: parts.length - keywords.length - stars - doubleStars,
    keywords: keywords.map((part) => nameOf(part, source)),
    hasStar: stars > 0,
    hasDoubleStar: doubleStars > 0,
  };
}

function nameOf(keyword: Node, source: Source): string {
  const name = keyword.childForFieldName('name');
  return name === null ? '?' : textOf(name, source);
}

function calleeOf(node: Node, source: Source): string {
  const below = (field: string): string => {
    const child = node.childForFieldName(field);
    return child === null ? '?' : calleeOf(child, source);
  };
  if (node.type === 'identifier') return textOf(node, source);
  if (node.type === 'attribute') return `${below('object')}.${below('attribute')}`;
  if (node.type === 'call') return `${below('function')}()`;
  if (node.type === 'subscript') return `${below('value')}[]`;
  if (node.type === 'parenthesized_expression' && node.firstNamedChild !== null) {
    return calleeOf(node.firstNamedChild, source);
  }
  return '?';
}
