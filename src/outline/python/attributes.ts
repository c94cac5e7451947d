import type { Node } from 'web-tree-sitter';
import { qualified } from '../draft.ts';
import type { Definition, Span } from '../outline.ts';
import { endOfCode, partsOf, type Source, spanOf, textOf } from './source.ts';

/** Where a statement stands, as far as binding names goes. */
export interface Scope {
  readonly kind: 'module' | 'class' | 'function';
  readonly name: string | null;
  /** The first parameter of the method around it, and the class that `self.x = …` binds in. */
  readonly receiver: { readonly name: string; readonly owner: string } | null;
  readonly conditional: boolean;
}

/** The statement or expression that binds, and the value it gives. */
interface Binding {
  readonly span: Span;
  readonly value: Node | null;
  readonly annotation: Node | null;
}

/** The attributes an `assignment` makes: `a = b = 1` two, `x, (y, z) = …` three, `self.x = …` one of the instance. */
export function assigned(assignment: Node, source: Source, scope: Scope): readonly Definition[] {
  if (scope.kind === 'function' && !mentionsReceiver(assignment, source, scope)) return [];
  const annotation = assignment.childForFieldName('type');
  const targets: Node[] = [];
  let value: Node | null = assignment;
  while (value?.type === 'assignment') {
    const left = value.childForFieldName('left');
    if (left !== null) targets.push(left);
    value = value.childForFieldName('right');
  }
  const binding = {
    span: { start: assignment.startIndex, end: endOfCode(assignment, source) },
    value,
    annotation,
  };
  return targets.flatMap((target) => bound(target, binding, source, scope));
}

/** The attribute that `type X = …` makes. The grammar also takes `type(x).y = …` for one; that is none. */
export function aliased(statement: Node, source: Source, scope: Scope): readonly Definition[] {
  const left = statement.childForFieldName('left')?.firstNamedChild;
  const name = left?.type === 'generic_type' ? left.firstNamedChild : left;
  if (name?.type !== 'identifier') return [];
  return bound(
    name,
    {
      span: spanOf(statement),
      value: statement.childForFieldName('right'),
      annotation: null,
    },
    source,
    scope,
  );
}

/** The attributes that `for … in` and `with … as` make: no value of theirs can be read off. */
export function captured(target: Node, source: Source, scope: Scope): readonly Definition[] {
  return bound(target, { span: spanOf(target), value: null, annotation: null }, source, scope);
}

/** The attribute a `named_expression` makes in a module or class. */
export function walrus(expression: Node, source: Source, scope: Scope): readonly Definition[] {
  const name = expression.childForFieldName('name');
  if (name === null) return [];
  return bound(
    name,
    {
      span: spanOf(expression),
      value: expression.childForFieldName('value'),
      annotation: null,
    },
    source,
    scope,
  );
}

function mentionsReceiver(node: Node, source: Source, scope: Scope): boolean {
  return scope.receiver !== null && textOf(node, source).includes(`${scope.receiver.name}.`);
}

function bound(target: Node, binding: Binding, source: Source, scope: Scope): readonly Definition[] {
  if (target.type === 'identifier') {
    return scope.kind === 'function' ? [] : [attribute(target, scope.name, false, binding, source, scope)];
  }
  if (target.type === 'attribute') {
    const object = target.childForFieldName('object');
    const name = target.childForFieldName('attribute');
    const { receiver } = scope;
    if (object === null || name === null || receiver === null || textOf(object, source) !== receiver.name) return [];
    return [attribute(name, receiver.owner, true, binding, source, scope)];
  }
  if (!TARGET_LISTS.has(target.type)) return [];
  const parts = partsOf(target);
  const values = valuesFor(parts, binding.value);
  return parts.flatMap((part, at) => bound(part, { ...binding, value: values?.[at] ?? binding.value }, source, scope));
}

/** `x, y = 1, 2` gives each its own value, when both sides are spelled out. */
function valuesFor(targets: readonly Node[], value: Node | null): readonly Node[] | null {
  if (value === null || !VALUE_LISTS.has(value.type)) return null;
  const values = partsOf(value);
  if (values.length !== targets.length) return null;
  return [...targets, ...values].some((part) => part.type.startsWith('list_splat')) ? null : values;
}

function attribute(
  name: Node,
  container: string | null,
  instance: boolean,
  { span, value, annotation }: Binding,
  source: Source,
  scope: Scope,
): Definition {
  const line = source.lineAt(span.start);
  return {
    kind: 'attribute',
    name: qualified(container, textOf(name, source)),
    ordinal: 0,
    container,
    conditional: scope.conditional,
    line,
    firstLine: line,
    endLine: source.lineAt(span.end),
    span,
    nameSpan: spanOf(name),
    value: value === null ? null : textOf(value, source),
    annotation: annotation === null ? null : textOf(annotation, source),
    instance,
  };
}

const TARGET_LISTS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'tuple',
  'list',
  'list_splat',
  'parenthesized_expression',
]);

const VALUE_LISTS = new Set(['expression_list', 'tuple', 'list']);
