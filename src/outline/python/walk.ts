import type { Node } from 'web-tree-sitter';
import { qualified, STATEMENT } from '../draft.ts';
import type { Definition, Exports, Import } from '../outline.ts';
import { aliased, assigned, captured, type Scope, walrus } from './attributes.ts';
import { blockOf, type Generators, generatorsIn, ownerOf, worthWalking } from './blocks.ts';
import { type ExportsReader, exportsReader } from './exports.ts';
import { importsOf } from './imports.ts';
import { endOfCode, partsOf, type Source, textOf } from './source.ts';

/** A scope, and what the compound statements on the way to here say about imports. */
interface Place extends Scope {
  readonly typeChecking: boolean;
  readonly guarded: boolean;
}

/** What a walk through the statements of a module finds. */
export interface Found {
  readonly imports: readonly Import[];
  readonly definitions: readonly Definition[];
  readonly exports: Exports | null;
}

/** Walks the statements of a module, not its expressions; around damage everything, since anything may lie in it. */
export function walk(root: Node, source: Source): Found {
  return new Walk(root, source).found();
}

class Walk {
  readonly #root: Node;
  readonly #source: Source;
  readonly #damaged: boolean;
  readonly #generators: Generators;
  readonly #exports: ExportsReader;
  readonly #imports: Import[] = [];
  readonly #definitions: Definition[] = [];
  /** The scope each class and function opens, by where it starts. */
  readonly #scopes = new Map<number, Scope>();

  constructor(root: Node, source: Source) {
    this.#root = root;
    this.#source = source;
    this.#damaged = root.hasError;
    this.#generators = generatorsIn(root, source.text);
    this.#exports = exportsReader(source);
  }

  found(): Found {
    this.#visitAll(this.#root, {
      ...MODULE,
      typeChecking: false,
      guarded: false,
    });
    this.#definitions.push(...walruses(this.#root, this.#source, this.#scopes));
    return {
      imports: this.#imports,
      definitions: this.#definitions,
      exports: this.#exports.result(),
    };
  }

  #visitAll(block: Node, place: Place): void {
    for (const statement of block.namedChildren) this.#visit(statement, place);
  }

  #visit(node: Node, place: Place): void {
    const { type } = node;
    if (type === 'expression_statement') this.#expression(node, place);
    else if (type === 'function_definition' || type === 'class_definition') this.#define(node, node, place);
    else if (type === 'decorated_definition') this.#define(node.childForFieldName('definition'), node, place);
    else if (IMPORTS.has(type)) this.#imports.push(...importsOf(node, this.#source, { ...place, scope: place.name }));
    else if (type === 'type_alias_statement') this.#made(aliased(node, this.#source, place), node, place);
    else if (type !== 'comment') {
      this.#leftover(node, place);
      if (COMPOUND.has(type)) this.#compound(node, { ...place, conditional: true });
      else if (this.#damaged) this.#visitAll(node, { ...place, conditional: true });
    }
  }

  #define(definition: Node | null, whole: Node, place: Place): void {
    const block = definition && blockOf(definition, whole, this.#source, place, this.#generators);
    if (!block) {
      this.#visitAll(whole, { ...place, conditional: true });
      return;
    }
    this.#definitions.push(block.definition);
    // The `try` around a function has long ended when its body runs.
    const inside = {
      ...place,
      ...block.inside,
      guarded: place.guarded && block.inside.kind === 'class',
    };
    this.#scopes.set(definition.startIndex, inside);
    if (inside.kind === 'function' && !this.#damaged && !worthWalking(definition, this.#source, inside)) return;
    for (const part of definition.namedChildren) {
      if (part.type === 'block') this.#visitAll(part, inside);
      else if (part.type === 'ERROR') this.#visitAll(part, { ...inside, conditional: true });
    }
  }

  #expression(statement: Node, place: Place): void {
    const first = statement.firstNamedChild;
    if (first === null) return;
    if (place.name === null) this.#exports.see(first);
    this.#made(first.type === 'assignment' ? assigned(first, this.#source, place) : [], statement, place);
    if (this.#damaged && statement.hasError) this.#visitAll(statement, { ...place, conditional: true });
  }

  #made(attributes: readonly Definition[], statement: Node, place: Place): void {
    this.#definitions.push(...attributes);
    if (attributes.length === 0) this.#leftover(statement, place);
  }

  /** What is neither import nor definition still is a part of its module or class. */
  #leftover(node: Node, place: Place): void {
    if (place.kind === 'function' || place.conditional) return;
    const end = endOfCode(node, this.#source);
    const line = this.#source.lineAt(node.startIndex);
    this.#definitions.push({
      kind: 'statement',
      name: qualified(place.name, STATEMENT),
      ordinal: 0,
      container: place.name,
      conditional: false,
      line,
      firstLine: line,
      endLine: this.#source.lineAt(end),
      span: { start: node.startIndex, end },
    });
  }

  #compound(node: Node, place: Place): void {
    const own = { ...place, ...meaningOf(node, this.#source, place) };
    for (const part of node.namedChildren) {
      if (part.type === 'block') this.#visitAll(part, own);
      else if (COMPOUND.has(part.type)) this.#compound(part, place);
      else if (part.type === 'with_clause') {
        for (const target of part.descendantsOfType('as_pattern_target')) {
          for (const name of partsOf(target)) this.#capture(name, place);
        }
      } else if (this.#damaged) this.#visitAll(part, place);
    }
    const target = node.type === 'for_statement' ? node.childForFieldName('left') : null;
    if (target !== null) this.#capture(target, place);
  }

  #capture(target: Node, place: Place): void {
    this.#definitions.push(...captured(target, this.#source, place));
  }
}

/** What the first block of a compound statement means for the imports in it. */
function meaningOf(node: Node, source: Source, place: Place): Pick<Place, 'typeChecking' | 'guarded'> {
  const condition = node.childForFieldName('condition');
  const typeChecking = condition !== null && /^\(?\s*([\w.]+\.)?TYPE_CHECKING\s*\)?$/.test(textOf(condition, source));
  return {
    typeChecking: place.typeChecking || typeChecking,
    guarded:
      place.guarded || (node.type === 'try_statement' && partsOf(node).some((part) => catchesImport(part, source))),
  };
}

/** `except:`, or an except clause that names what a failing import raises. */
function catchesImport(clause: Node, source: Source): boolean {
  if (!clause.type.startsWith('except')) return false;
  const header = textOf(clause, source).split(':', 1)[0] ?? '';
  return /^except\s*$|\b(ImportError|ModuleNotFoundError|Exception|BaseException)\b/.test(header);
}

/** `:=` outside functions binds in the module or class. As rare as `yield`, and found the same way. */
function walruses(root: Node, source: Source, scopes: ReadonlyMap<number, Scope>): readonly Definition[] {
  const found: Definition[] = [];
  for (const { index } of source.text.matchAll(/:=/g)) {
    const expression = root.descendantForIndex(index, index + 2)?.parent;
    if (expression?.type !== 'named_expression') continue;
    const owner = ownerOf(expression);
    const scope = owner === null ? MODULE : scopes.get(owner.startIndex);
    if (scope !== undefined && scope.kind !== 'function')
      found.push(...walrus(expression, source, { ...scope, conditional: true }));
  }
  return found;
}

const MODULE: Scope = {
  kind: 'module',
  name: null,
  receiver: null,
  conditional: false,
};

const IMPORTS = new Set(['import_statement', 'import_from_statement', 'future_import_statement']);

const COMPOUND = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'for_statement',
  'while_statement',
  'try_statement',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'with_statement',
  'match_statement',
  'case_clause',
]);
