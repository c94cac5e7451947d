import type { ts } from 'ts-morph';
import { qualified, STATEMENT } from '../draft.ts';
import type { Definition, Exports, Import } from '../outline.ts';
import { attributeOf, type ClassLike, classOf, functionOf, type Place } from './blocks.ts';
import { exportsOf, identifiersIn } from './exports.ts';
import { calledImport, importsOf } from './imports.ts';
import { hasModifier, type Source, spanOf } from './source.ts';

/** What a walk through a file finds. */
export interface Found {
  readonly imports: readonly Import[];
  readonly exports: Exports | null;
  readonly definitions: readonly Definition[];
}

/** Walks a whole file. */
export function walk(source: Source): Found {
  return new Walk(source).found();
}

class Walk {
  readonly #source: Source;
  readonly #ts: Source['ts'];
  readonly #imports: Import[] = [];
  readonly #definitions: Definition[] = [];

  constructor(source: Source) {
    this.#source = source;
    this.#ts = source.ts;
  }

  found(): Found {
    const module: Place = {
      kind: 'module',
      name: null,
      owner: null,
      conditional: false,
    };
    for (const statement of this.#source.file.statements) this.#visit(statement, module);
    return {
      imports: this.#imports,
      exports: exportsOf(this.#source),
      definitions: this.#definitions,
    };
  }

  #inside(node: ts.Node | undefined, place: Place): void {
    if (node !== undefined) this.#ts.forEachChild(node, (child) => this.#visit(child, place));
  }

  #visit(node: ts.Node, place: Place): void {
    if (
      this.#ts.isImportDeclaration(node) ||
      (this.#ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
    ) {
      this.#imports.push(...importsOf(node, this.#source, place.name));
    } else if (isClassLike(node, this.#source)) {
      // A class expression without a name is met under its variable, or is nobody's business.
      if (node.name !== undefined) this.#classLike(node, node.name, node, place);
      else this.#inside(node, place);
    } else if (this.#ts.isFunctionLike(node)) this.#functionLike(node, node.name ?? node, node, place);
    else if (this.#ts.isVariableStatement(node)) this.#variables(node, place);
    else if (this.#ts.isPropertyDeclaration(node) || this.#ts.isPropertySignature(node)) this.#property(node, place);
    else if (this.#ts.isEnumMember(node) && place.kind === 'class') {
      const given = {
        value: node.initializer,
        annotation: undefined,
        instance: false,
      };
      this.#definitions.push(attributeOf(node.name, node, given, this.#source, place));
    } else if (this.#ts.isTypeAliasDeclaration(node) && place.kind !== 'function') {
      const given = {
        value: node.type,
        annotation: undefined,
        instance: false,
      };
      this.#definitions.push(attributeOf(node.name, node, given, this.#source, place));
    } else this.#other(node, place);
  }

  #classLike(node: ClassLike, name: ts.Node, whole: ts.Node, place: Place): void {
    const definition = classOf(node, name, whole, this.#source, place);
    this.#definitions.push(definition);
    const within: Place = {
      kind: 'class',
      name: definition.name,
      owner: definition.name,
      conditional: false,
    };
    if (!this.#ts.isModuleDeclaration(node)) for (const member of node.members) this.#visit(member, within);
    // What stands in a namespace stands in a module of its own.
    else this.#inside(node.body, { ...within, kind: 'module', owner: null });
  }

  #functionLike(node: ts.SignatureDeclaration, name: ts.Node, whole: ts.Node, place: Place): void {
    const anonymous = name === node && !this.#ts.isConstructorDeclaration(node);
    if (anonymous || (place.kind === 'function' && isExpression(node, this.#source) && name === node.name)) {
      this.#inside(node, { ...place, kind: 'function' });
      return;
    }
    // A constructor has a keyword where others have a name.
    const keyword = anonymousConstructor(node, this.#source);
    const definition = functionOf(node, keyword ?? name, whole, this.#source, place);
    this.#definitions.push(definition);
    const owner =
      place.kind === 'class' && !definition.static ? place.name : place.kind === 'function' ? place.owner : null;
    const within: Place = {
      kind: 'function',
      name: definition.name,
      owner,
      conditional: false,
    };
    for (const parameter of node.parameters) {
      if (place.kind === 'class' && this.#ts.isParameterPropertyDeclaration(parameter, node)) {
        const given = {
          value: parameter.initializer,
          annotation: parameter.type,
          instance: true,
        };
        this.#definitions.push(attributeOf(parameter.name, parameter, given, this.#source, place));
      }
    }
    this.#inside(node, within);
  }

  #variables(statement: ts.VariableStatement, place: Place): void {
    const all = statement.declarationList.declarations;
    for (const each of all) this.#valued(each.name, each, all.length === 1 ? statement : each, place);
  }

  #property(node: ts.PropertyDeclaration | ts.PropertySignature, place: Place): void {
    if (place.kind === 'class') this.#valued(node.name, node, node, place);
    else this.#inside(node, place);
  }

  /** A variable or property: a function or a class by another spelling, or an attribute. */
  #valued(
    name: ts.BindingName | ts.PropertyName,
    declaration: ts.VariableDeclaration | ts.PropertyDeclaration | ts.PropertySignature,
    whole: ts.Node,
    place: Place,
  ): void {
    const value = this.#ts.isPropertySignature(declaration) ? undefined : declaration.initializer;
    if (value !== undefined && (this.#ts.isArrowFunction(value) || this.#ts.isFunctionExpression(value))) {
      this.#functionLike(value, name, whole, place);
    } else if (value !== undefined && this.#ts.isClassExpression(value)) this.#classLike(value, name, whole, place);
    else {
      if (place.kind !== 'function') this.#attributes(name, declaration, value, whole, place);
      // A function in the value (a method of an object literal) defines nothing that the module offers by name.
      if (value !== undefined) this.#visit(value, { ...place, kind: 'function', owner: null });
    }
  }

  #attributes(
    name: ts.BindingName | ts.PropertyName,
    declaration: ts.VariableDeclaration | ts.PropertyDeclaration | ts.PropertySignature,
    value: ts.Expression | undefined,
    whole: ts.Node,
    place: Place,
  ): void {
    const isPattern = this.#ts.isObjectBindingPattern(name) || this.#ts.isArrayBindingPattern(name);
    const isStatic = hasModifier(declaration, this.#ts.SyntaxKind.StaticKeyword, this.#source);
    const given = {
      value,
      annotation: declaration.type,
      instance: place.kind === 'class' && !isStatic,
    };
    for (const each of isPattern ? identifiersIn(name, this.#ts) : [name]) {
      this.#definitions.push(attributeOf(each, whole, given, this.#source, place));
    }
  }

  #other(node: ts.Node, place: Place): void {
    if (this.#ts.isCallExpression(node)) {
      const called = calledImport(node, this.#source, place.name);
      if (called !== null) this.#imports.push(called);
    }
    if (this.#ts.isBinaryExpression(node)) this.#assigned(node, place);
    if (!this.#ts.isStatement(node)) {
      this.#inside(node, place);
      return;
    }
    if (place.kind !== 'function' && !place.conditional && !this.#ts.isBlock(node.parent)) this.#statement(node, place);
    const isBody = this.#ts.isBlock(node) && this.#ts.isFunctionLike(node.parent);
    const always = isBody || this.#ts.isExpressionStatement(node);
    this.#inside(node, always ? place : { ...place, conditional: true });
  }

  #assigned({ left, right, parent, operatorToken }: ts.BinaryExpression, place: Place): void {
    if (operatorToken.kind !== this.#ts.SyntaxKind.EqualsToken) return;
    if (!this.#ts.isPropertyAccessExpression(left) || left.expression.kind !== this.#ts.SyntaxKind.ThisKeyword) return;
    if (place.owner === null) return;
    const given = { value: right, annotation: undefined, instance: true };
    this.#definitions.push(
      attributeOf(left.name, parent, given, this.#source, {
        ...place,
        name: place.owner,
      }),
    );
  }

  #statement(node: ts.Statement, place: Place): void {
    const span = spanOf(node, this.#source);
    const line = this.#source.lineAt(span.start);
    this.#definitions.push({
      kind: 'statement',
      name: qualified(place.name, STATEMENT),
      ordinal: 0,
      container: place.name,
      conditional: false,
      line,
      firstLine: line,
      endLine: this.#source.lineAt(span.end),
      span,
    });
  }
}

function isClassLike(node: ts.Node, { ts }: Source): node is ClassLike {
  return (
    ts.isClassLike(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node)
  );
}

function anonymousConstructor(node: ts.Node, { ts, file }: Source): ts.Node | undefined {
  if (!ts.isConstructorDeclaration(node)) return undefined;
  return node.getChildren(file).find((child) => child.kind === ts.SyntaxKind.ConstructorKeyword);
}

function isExpression(node: ts.Node, { ts }: Source): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node);
}
