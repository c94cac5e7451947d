import type { Node, Tree, TreeCursor } from 'web-tree-sitter';
import { dottedPath } from '../dotted.ts';
import type { Call, Consumption, Definition, DottedString, NameUse, Uses } from '../outline.ts';
import { calledType, callOf } from './calls.ts';
import { type Source, spanOf, textOf } from './source.ts';

/** How a name is met: read, bound, or neither (the name of a keyword argument). */
type Mode = 'read' | 'write' | 'none';

/** What the nodes above say about the one being read. */
interface Around {
  readonly parent: string;
  readonly mode: Mode;
  readonly consumed: Consumption;
  readonly scope: string | null;
}

/** Walks all of a tree for strings, calls and names. */
export function usesOf(tree: Tree, source: Source, definitions: readonly Definition[]): Uses {
  return new Reader(tree, source, scopesByBody(definitions)).read();
}

class Reader {
  readonly #cursor: TreeCursor;
  readonly #source: Source;
  readonly #scopes: ReadonlyMap<number, string>;
  readonly #strings: DottedString[] = [];
  readonly #calls: Call[] = [];
  readonly #names: NameUse[] = [];

  constructor(tree: Tree, source: Source, scopes: ReadonlyMap<number, string>) {
    this.#cursor = tree.walk();
    this.#source = source;
    this.#scopes = scopes;
  }

  read(): Uses {
    this.#visit('module', {
      parent: '',
      mode: 'read',
      consumed: 'plain',
      scope: null,
    });
    this.#cursor.delete();
    return { strings: this.#strings, calls: this.#calls, names: this.#names };
  }

  #visit(type: string, around: Around): void {
    if (SILENT.has(type)) return;
    const cursor = this.#cursor;
    if (type === 'identifier' || type === 'dotted_name') this.#name(cursor.currentNode, around);
    else if (type === 'attribute' && CHAIN.test(textOf(cursor.currentNode, this.#source))) {
      this.#name(cursor.currentNode, around);
    } else {
      if (type === 'string') this.#string(cursor.currentNode, around);
      if (type === 'call') this.#calls.push(callOf(cursor.currentNode, this.#source, around));
      if (type === 'type_alias_statement') this.#calls.push(...calledType(cursor.currentNode, this.#source, around));
      this.#children(type, around);
    }
  }

  #children(type: string, around: Around): void {
    const cursor = this.#cursor;
    if (!cursor.gotoFirstChild()) return;
    let async = false;
    do {
      const child = cursor.nodeType;
      if (child === 'async') async = true;
      if (!cursor.nodeIsNamed) continue;
      const field = FIELDED.has(type) ? (cursor.currentFieldName ?? '') : '';
      const scope = child === 'block' ? (this.#scopes.get(cursor.startIndex) ?? around.scope) : around.scope;
      const mode = modeOf(type, field, child, around.mode);
      this.#visit(child, {
        parent: type,
        mode,
        consumed: consumptionOf(type, field, async, around.consumed),
        scope,
      });
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }

  #name(node: Node, { mode, scope }: Around): void {
    if (mode === 'none') return;
    const name = textOf(node, this.#source).replace(/[\s\\]+/g, '');
    // In a pattern `case x` binds, and `case a.b` compares. Only patterns hold dotted names here.
    const write = mode === 'write' && !(name.includes('.') && node.type === 'dotted_name');
    const span = spanOf(node);
    this.#names.push({
      name,
      write,
      line: this.#source.lineAt(span.start),
      span,
      scope,
    });
  }

  #string(node: Node, { parent, scope }: Around): void {
    // Of `"a." "b"` no part means anything.
    const found = parent === 'concatenated_string' ? null : dottedString(textOf(node, this.#source));
    if (found === null) return;
    const start = node.startIndex + found.at;
    const line = this.#source.lineAt(start);
    this.#strings.push({
      value: found.value,
      line,
      span: { start, end: start + found.value.length },
      scope,
    });
  }
}

function scopesByBody(definitions: readonly Definition[]): ReadonlyMap<number, string> {
  const scopes = new Map<number, string>();
  for (const definition of definitions) {
    if (definition.kind === 'class' || definition.kind === 'function')
      scopes.set(definition.body.start, definition.name);
  }
  return scopes;
}

/** What a child of a node is, given the node's type and the field the child fills. */
function modeOf(type: string, field: string, child: string, mode: Mode): Mode {
  switch (type) {
    case 'assignment':
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
    case 'type_alias_statement':
      return field === 'left' ? 'write' : 'read';
    case 'as_pattern_target':
      return 'write';
    case 'named_expression':
      return field === 'name' ? 'write' : 'read';
    case 'attribute':
      return field === 'attribute' ? 'none' : 'read';
    case 'keyword_argument':
    case 'function_definition':
    case 'class_definition':
      return field === 'name' ? 'none' : 'read';
    case 'default_parameter':
    case 'typed_default_parameter':
      return field === 'name' ? 'none' : 'read';
    case 'parameters':
    case 'lambda_parameters':
      return 'none';
    case 'typed_parameter':
      return child === 'type' ? 'read' : 'none';
    case 'keyword_pattern':
      return child === 'identifier' ? 'none' : 'read';
    case 'case_pattern':
      return child === 'dotted_name' ? 'write' : 'read';
    default:
      return TARGETS.has(type) ? mode : 'read';
  }
}

/** Parentheses, `as` and the clauses of `with` hand on what happens to a value. */
function consumptionOf(type: string, field: string, async: boolean, around: Consumption): Consumption {
  if (type === 'await') return 'await';
  if (type === 'for_statement' || type === 'for_in_clause') {
    return field === 'right' ? (async ? 'async-for' : 'for') : 'plain';
  }
  if (type === 'with_statement') return async ? 'async-with' : 'with';
  return HANDS_ON.has(type) ? around : 'plain';
}

/** A string's content and where in the literal it starts, when it reads like a dotted path. */
function dottedString(literal: string): { readonly value: string; readonly at: number } | null {
  const match = /^([rRuU]*)("""|'''|"|')([\s\S]*)\2$/.exec(literal);
  const value = match?.[3];
  if (match === null || value === undefined || !dottedPath(value)) return null;
  return { value, at: (match[1]?.length ?? 0) + (match[2]?.length ?? 0) };
}

/** The nodes whose fields matter above; asking everywhere doubles the time of the walk. */
const FIELDED = new Set([
  'assignment',
  'augmented_assignment',
  'for_statement',
  'for_in_clause',
  'type_alias_statement',
  'named_expression',
  'attribute',
  'keyword_argument',
  'function_definition',
  'class_definition',
  'default_parameter',
  'typed_default_parameter',
]);

const CHAIN = /^[\p{L}_][\p{L}\p{N}_]*(?:[\s\\]*\.[\s\\]*[\p{L}_][\p{L}\p{N}_]*)*$/u;

const SILENT = new Set([
  'comment',
  'import_statement',
  'import_from_statement',
  'future_import_statement',
  'global_statement',
  'nonlocal_statement',
]);

const TARGETS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'tuple',
  'list',
  'list_splat',
  'parenthesized_expression',
]);

const HANDS_ON = new Set(['parenthesized_expression', 'with_clause', 'with_item', 'as_pattern']);
