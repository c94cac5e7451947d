import type { ts } from 'ts-morph';
import { dottedPath } from '../dotted.ts';
import type { Call, Consumption, Definition, DottedString, NameUse, Uses } from '../outline.ts';
import { contentSpan, type Source, spanOf, textOf } from './source.ts';

/** Walks all of a file for strings, calls and names. */
export function usesOf(source: Source, definitions: readonly Definition[]): Uses {
  const { ts, file } = source;
  const strings: DottedString[] = [];
  const calls: Call[] = [];
  const names: NameUse[] = [];
  const scopes = new Map<number, string>();
  for (const definition of definitions) {
    if (definition.kind === 'class' || definition.kind === 'function')
      scopes.set(definition.body.start, definition.name);
  }

  const visit = (node: ts.Node, around: string | null): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const span = spanOf(node, source);
    const scope = scopeOf(node, around);
    const place = { line: source.lineAt(span.start), scope };
    if (ts.isStringLiteralLike(node) && dottedPath(node.text)) {
      strings.push({
        value: node.text,
        span: contentSpan(node, source),
        ...place,
      });
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) calls.push({ ...callOf(node, source), span, ...place });
    const chain = isChain(node, source);
    if (chain && !isDeclaredName(node, source)) {
      names.push({
        name: textOf(node, source).replace(/\s+/g, ''),
        write: isWritten(node, source),
        span,
        ...place,
      });
    }
    if (!chain) ts.forEachChild(node, (child) => visit(child, scope));
  };

  const scopeOf = (node: ts.Node, around: string | null): string | null => {
    const opens = ts.isBlock(node) || ts.isModuleBlock(node) || ts.isClassElement(node) || ts.isExpression(node);
    if (!opens) return around;
    if (!ts.isClassElement(node)) return scopes.get(node.getStart(file)) ?? around;
    const { parent } = node;
    return ts.isClassLike(parent) ? (scopes.get(parent.members.pos - 1) ?? around) : around;
  };

  for (const statement of file.statements) visit(statement, null);
  return { strings, calls, names };
}

/** `a`, `a.b.c`, `this.a`. */
function isChain(node: ts.Node, source: Source): boolean {
  const { ts } = source;
  if (ts.isPropertyAccessExpression(node)) {
    return node.expression.kind === ts.SyntaxKind.ThisKeyword || isChain(node.expression, source);
  }
  return ts.isIdentifier(node) || (ts.isQualifiedName(node) && isChain(node.left, source));
}

/** The name of a declaration, a member or a parameter, and the `b` of an `x().b`: no use of anything. */
function isDeclaredName(node: ts.Node, { ts }: Source): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isShorthandPropertyAssignment(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return 'name' in parent && parent.name === node;
}

function isWritten(node: ts.Node, { ts }: Source): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)) return parent.name === node;
  return (
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function callOf(node: ts.CallExpression | ts.NewExpression, source: Source): Omit<Call, 'span' | 'line' | 'scope'> {
  const { ts } = source;
  const given = node.arguments ?? [];
  const stars = given.filter((argument) => ts.isSpreadElement(argument)).length;
  return {
    callee: calleeOf(node.expression, source),
    positional: given.length - stars,
    keywords: [],
    hasStar: stars > 0,
    hasDoubleStar: false,
    consumed: consumptionOf(node, source),
  };
}

function calleeOf(node: ts.Node, source: Source): string {
  const { ts } = source;
  if (ts.isPropertyAccessExpression(node)) return `${calleeOf(node.expression, source)}.${node.name.text}`;
  if (ts.isCallExpression(node)) return `${calleeOf(node.expression, source)}()`;
  if (ts.isElementAccessExpression(node)) return `${calleeOf(node.expression, source)}[]`;
  if (ts.isParenthesizedExpression(node)) return calleeOf(node.expression, source);
  if (ts.isIdentifier(node)) return node.text;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  return node.kind === ts.SyntaxKind.SuperKeyword ? 'super' : '?';
}

function consumptionOf(node: ts.Node, source: Source): Consumption {
  const { ts } = source;
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return consumptionOf(parent, source);
  if (ts.isAwaitExpression(parent)) return 'await';
  if (!ts.isForOfStatement(parent) || parent.expression !== node) return 'plain';
  return parent.awaitModifier === undefined ? 'for' : 'async-for';
}
