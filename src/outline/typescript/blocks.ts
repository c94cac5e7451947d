import type { ts } from 'ts-morph';
import { qualified } from '../draft.ts';
import type {
  AttributeDefinition,
  ClassDefinition,
  FunctionDefinition,
  Parameter,
  Signature,
  Span,
} from '../outline.ts';
import { hasModifier, type Source, spanOf, textOf, textOrNull } from './source.ts';

/** Where a declaration stands. */
export interface Place {
  readonly kind: 'module' | 'class' | 'function';
  readonly name: string | null;
  /** The class whose instance `this` is. */
  readonly owner: string | null;
  readonly conditional: boolean;
}

/** What every named definition has. `whole` is the statement where one surrounds the declaration. */
function named(name: ts.Node, label: string, whole: ts.Node, source: Source, place: Place) {
  const span = spanOf(whole, source);
  return {
    name: qualified(place.name, label),
    ordinal: 0,
    container: place.name,
    conditional: place.conditional,
    line: source.lineAt(name.getStart(source.file)),
    firstLine: source.lineAt(span.start),
    endLine: source.lineAt(span.end),
    span,
    nameSpan: spanOf(name, source),
  };
}

/** Whatever has members of its own. */
export type ClassLike = ts.ClassLikeDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration | ts.ModuleDeclaration;

/** A class, interface, enum or namespace under the name it is reached by. */
export function classOf(node: ClassLike, name: ts.Node, whole: ts.Node, source: Source, place: Place): ClassDefinition {
  const { ts } = source;
  const clauses = ts.isClassLike(node) || ts.isInterfaceDeclaration(node) ? (node.heritageClauses ?? []) : [];
  return {
    ...named(name, labelOf(name, source), whole, source, place),
    kind: 'class',
    bases: clauses.flatMap((clause) => clause.types.map((type) => textOf(type, source))),
    decorators: decoratorsOf(node, source),
    body: bodyOf(node, source),
    docstring: null,
  };
}

function bodyOf(node: ClassLike, source: Source): Span {
  if (source.ts.isModuleDeclaration(node)) {
    return node.body === undefined ? { start: node.getEnd(), end: node.getEnd() } : spanOf(node.body, source);
  }
  return { start: node.members.pos - 1, end: node.getEnd() };
}

/** A function in any of its spellings, under the name it is reached by. */
export function functionOf(
  node: ts.SignatureDeclaration,
  name: ts.Node,
  whole: ts.Node,
  source: Source,
  place: Place,
): FunctionDefinition {
  const { ts } = source;
  const body = 'body' in node ? node.body : undefined;
  return {
    ...named(name, ts.isConstructorDeclaration(node) ? 'constructor' : labelOf(name, source), whole, source, place),
    kind: 'function',
    signature: signatureOf(node, source),
    static: hasModifier(declarationOf(node, source), ts.SyntaxKind.StaticKeyword, source),
    classMethod: false,
    property: ts.isGetAccessor(node) ? 'getter' : ts.isSetAccessor(node) ? 'setter' : null,
    abstract: hasModifier(node, ts.SyntaxKind.AbstractKeyword, source),
    decorators: decoratorsOf(node, source),
    body: body === undefined ? { start: node.getEnd(), end: node.getEnd() } : spanOf(body, source),
    docstring: null,
  };
}

/** `static handler = () => …` says `static` at the property. */
function declarationOf(node: ts.Node, { ts }: Source): ts.Node {
  return ts.isPropertyDeclaration(node.parent) ? node.parent : node;
}

/** A name with a value. */
export function attributeOf(
  name: ts.Node,
  whole: ts.Node,
  given: {
    readonly value: ts.Node | undefined;
    readonly annotation: ts.Node | undefined;
    readonly instance: boolean;
  },
  source: Source,
  place: Place,
): AttributeDefinition {
  return {
    ...named(name, labelOf(name, source), whole, source, place),
    kind: 'attribute',
    value: textOrNull(given.value, source),
    annotation: textOrNull(given.annotation, source),
    instance: given.instance,
  };
}

/** A name as callers spell it: without the quotes of `'a-b'`. */
function labelOf(name: ts.Node, source: Source): string {
  return source.ts.isStringLiteralLike(name) ? name.text : textOf(name, source);
}

function signatureOf(node: ts.SignatureDeclaration, source: Source): Signature {
  const { ts } = source;
  return {
    parameters: node.parameters
      .filter((parameter) => textOf(parameter.name, source) !== 'this')
      .map((parameter) => parameterOf(parameter, source)),
    returns: textOrNull(node.type, source),
    async: hasModifier(node, ts.SyntaxKind.AsyncKeyword, source),
    generator: 'asteriskToken' in node && node.asteriskToken !== undefined,
  };
}

function parameterOf(parameter: ts.ParameterDeclaration, source: Source): Parameter {
  const given = textOrNull(parameter.initializer, source);
  return {
    name: textOf(parameter.name, source),
    kind: parameter.dotDotDotToken === undefined ? 'positional-only' : 'var-positional',
    // `a?: T` may be left out, and is `undefined` then.
    default: given ?? (parameter.questionToken === undefined ? null : 'undefined'),
    annotation: textOrNull(parameter.type, source),
  };
}

function decoratorsOf(node: ts.Node, source: Source): readonly string[] {
  const { ts } = source;
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).map((decorator) => textOf(decorator.expression, source));
}
