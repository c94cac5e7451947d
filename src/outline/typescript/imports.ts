import type { ts } from 'ts-morph';
import type { Import, Span } from '../outline.ts';
import { contentSpan, type Source, spanOf, textOf } from './source.ts';

type Origin = Omit<Import, 'kind' | 'name' | 'alias' | 'nameSpan' | 'entrySpan'>;

/** The entries of an `import` declaration, or of an `export … from`. */
export function importsOf(
  declaration: ts.ImportDeclaration | ts.ExportDeclaration,
  source: Source,
  scope: string | null,
): readonly Import[] {
  const { ts } = source;
  const module = declaration.moduleSpecifier;
  if (module === undefined || !ts.isStringLiteralLike(module)) return [];
  const origin = originOf(module, declaration, source, scope);
  if (ts.isExportDeclaration(declaration)) {
    const from = { ...origin, typeChecking: declaration.isTypeOnly };
    const clause = declaration.exportClause;
    if (clause === undefined) {
      const at = declaration.getChildren(source.file).find((child) => child.kind === ts.SyntaxKind.AsteriskToken);
      const nameSpan = at === undefined ? from.statementSpan : spanOf(at, source);
      return [
        {
          ...from,
          kind: 'star',
          name: null,
          alias: null,
          nameSpan,
          entrySpan: nameSpan,
        },
      ];
    }
    if (ts.isNamespaceExport(clause)) return [wholeModule(from, textOf(clause.name, source), spanOf(clause, source))];
    return clause.elements.map((element) => specifier(element, from, source));
  }
  const clause = declaration.importClause;
  if (clause === undefined) return [wholeModule(origin, null, origin.moduleSpan)];
  const from = {
    ...origin,
    typeChecking: clause.phaseModifier === ts.SyntaxKind.TypeKeyword,
  };
  const entries: Import[] = [];
  if (clause.name !== undefined) {
    const span = spanOf(clause.name, source);
    const line = source.lineAt(span.start);
    const alias = clause.name.text;
    entries.push({
      ...from,
      kind: 'name',
      name: 'default',
      alias,
      line,
      nameSpan: span,
      entrySpan: span,
    });
  }
  const bindings = clause.namedBindings;
  if (bindings === undefined) return entries;
  if (ts.isNamespaceImport(bindings)) {
    return [...entries, wholeModule(from, bindings.name.text, spanOf(bindings, source))];
  }
  return [...entries, ...bindings.elements.map((element) => specifier(element, from, source))];
}

/** `require('a')` or `import('a')`, null for any other call. */
export function calledImport(call: ts.CallExpression, source: Source, scope: string | null): Import | null {
  const { ts } = source;
  const module = call.arguments[0];
  const requires = ts.isIdentifier(call.expression) && call.expression.text === 'require';
  if (!requires && call.expression.kind !== ts.SyntaxKind.ImportKeyword) return null;
  if (module === undefined || !ts.isStringLiteralLike(module)) return null;
  const origin = originOf(module, call, source, scope);
  return wholeModule({ ...origin, guarded: isGuarded(call, source) }, aliasOf(call, source), spanOf(call, source));
}

/** `x` in `const x = require('a')` and `const x = await import('a')`. */
function aliasOf(call: ts.Node, { ts }: Source): string | null {
  const { parent } = ts.isAwaitExpression(call.parent) ? call.parent : call;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : null;
}

/** Whether a `try` of the same function catches what a call throws. */
function isGuarded(call: ts.Node, { ts }: Source): boolean {
  for (let child = call; !ts.isFunctionLike(child) && !ts.isSourceFile(child); child = child.parent) {
    const { parent } = child;
    if (ts.isTryStatement(parent) && parent.tryBlock === child && parent.catchClause !== undefined) return true;
  }
  return false;
}

/** A leading `./` is level 1 and every `../` one more, as Python's dots are. */
function originOf(module: ts.StringLiteralLike, statement: ts.Node, source: Source, scope: string | null): Origin {
  const prefix = /^(\.{1,2}(\/|$))+/.exec(module.text)?.[0] ?? '';
  const ups = prefix.match(/\.\./g)?.length ?? 0;
  const moduleSpan = contentSpan(module, source);
  return {
    module: module.text.slice(prefix.length),
    level: prefix === '' ? 0 : ups + 1,
    typeChecking: false,
    guarded: false,
    scope,
    line: source.lineAt(moduleSpan.start),
    moduleSpan,
    statementSpan: spanOf(statement, source),
  };
}

function wholeModule(origin: Origin, alias: string | null, entrySpan: Span): Import {
  return {
    ...origin,
    kind: 'module',
    name: null,
    alias,
    nameSpan: null,
    entrySpan,
  };
}

function specifier(element: ts.ImportSpecifier | ts.ExportSpecifier, origin: Origin, source: Source): Import {
  const named = element.propertyName ?? element.name;
  const nameSpan = spanOf(named, source);
  return {
    ...origin,
    typeChecking: origin.typeChecking || element.isTypeOnly,
    kind: 'name',
    name: named.text,
    alias: element.propertyName === undefined ? null : element.name.text,
    line: source.lineAt(nameSpan.start),
    nameSpan,
    entrySpan: spanOf(element, source),
  };
}
