import type { Node } from 'web-tree-sitter';
import { qualified } from '../draft.ts';
import type { Definition, Span } from '../outline.ts';
import type { Scope } from './attributes.ts';
import { flagsOf, signatureOf } from './signature.ts';
import { endOfCode, partsOf, type Source, spanOf, textOf } from './source.ts';

/** A class or function with the scope its block opens. */
export interface Block {
  readonly definition: Definition;
  readonly inside: Scope;
}

/**
 * Reads a `class_definition` or `function_definition`. `whole` is the `decorated_definition` around it, or itself.
 * Null when damage took its name.
 */
export function blockOf(
  definition: Node,
  whole: Node,
  source: Source,
  scope: Scope,
  generators: Generators,
): Block | null {
  const nameNode = definition.childForFieldName('name');
  if (nameNode === null) return null;
  const body = definition.childForFieldName('body');
  const name = qualified(scope.name, textOf(nameNode, source));
  const end = endOfCode(whole, source);
  const decorators = whole === definition ? [] : decoratorsOf(whole, source);
  const around = {
    name,
    ordinal: 0,
    container: scope.name,
    conditional: scope.conditional,
    line: source.lineAt(definition.startIndex),
    firstLine: source.lineAt(whole.startIndex),
    endLine: source.lineAt(end),
    span: { start: whole.startIndex, end },
    nameSpan: spanOf(nameNode),
    decorators,
    body: { start: body?.startIndex ?? end, end },
    docstring: docstringOf(body),
  };
  if (definition.type === 'class_definition') {
    const inside: Scope = {
      kind: 'class',
      name,
      receiver: null,
      conditional: false,
    };
    return {
      definition: Object.assign(around, { kind: 'class', bases: basesOf(definition, source) } as const),
      inside,
    };
  }
  const signature = signatureOf(definition, source, generators.has(definition.startIndex));
  const flags = flagsOf(decorators);
  const first = signature.parameters[0];
  const bindsInstance = scope.kind === 'class' && scope.name !== null && !flags.static && !flags.classMethod;
  // A function inside a method still sees the method's `self`.
  const receiver =
    bindsInstance && scope.name !== null && first !== undefined
      ? { name: first.name, owner: scope.name }
      : scope.kind === 'function'
        ? scope.receiver
        : null;
  return {
    // Not by spreading: V8 takes a microsecond for a field of such a copy, and there are a hundred thousand.
    definition: Object.assign(around, { kind: 'function', signature } as const, flags),
    inside: { kind: 'function', name, receiver, conditional: false },
  };
}

function decoratorsOf(decorated: Node, source: Source): readonly string[] {
  return partsOf(decorated)
    .filter((part) => part.type === 'decorator')
    .map((decorator) => textOf(decorator.firstNamedChild ?? decorator, source));
}

function basesOf(definition: Node, source: Source): readonly string[] {
  const bases = definition.childForFieldName('superclasses');
  if (bases === null) return [];
  return partsOf(bases)
    .filter((base) => base.type !== 'keyword_argument' && base.type !== 'dictionary_splat')
    .map((base) => textOf(base, source));
}

function docstringOf(body: Node | null): Span | null {
  const first = body?.firstNamedChild;
  if (first?.type !== 'expression_statement') return null;
  const expression = first.firstNamedChild;
  const isText = expression?.type === 'string' || expression?.type === 'concatenated_string';
  return isText && expression.endIndex === first.endIndex ? spanOf(expression) : null;
}

/**
 * Whether the walk has to go through a function's body: most bodies neither import nor define anything, nor bind to
 * `self`, and their text says so faster than their tree. It may say yes too often, never no.
 */
export function worthWalking(definition: Node, source: Source, { receiver }: Scope): boolean {
  const text = textOf(definition, source);
  if (/\b(import|class)\b|\bdef\b[\s\S]*\bdef\b/.test(text)) return true;
  return receiver !== null && text.includes(`${receiver.name}.`) && BINDS_ATTRIBUTE.test(text);
}

/** `self.x =`, `self.x: int`, `self.x, y =`, `[y, self.x] =`, `for self.x in`, `as self.x:`; any object will do. */
const BINDS_ATTRIBUTE = /\.\s*[\p{L}_][\p{L}\p{N}_]*[\s\\)\]]*(=(?!=)|:|,|in\b)/u;

/** The offsets of the `def`s (or `async`) whose own body yields. */
export type Generators = ReadonlySet<number>;

/**
 * Every `yield` belongs to the nearest function or lambda whose *body* it is in. Yields are rare: they are looked up
 * from the text, which spares a walk through all expressions.
 */
export function generatorsIn(root: Node, text: string): Generators {
  const generators = new Set<number>();
  for (const { index } of text.matchAll(/\byield\b/g)) {
    const word = root.descendantForIndex(index, index + 'yield'.length);
    if (word?.type !== 'yield') continue;
    const owner = ownerOf(word);
    if (owner?.type === 'function_definition') generators.add(owner.startIndex);
  }
  return generators;
}

/** The function, lambda or class whose body holds a node; null for the module. Headers belong to what is around. */
export function ownerOf(node: Node): Node | null {
  let child = node;
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    if (OWNERS.has(parent.type) && parent.childForFieldName('body')?.id === child.id) return parent;
    child = parent;
  }
  return null;
}

const OWNERS = new Set(['function_definition', 'lambda', 'class_definition']);
