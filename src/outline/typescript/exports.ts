import type { ts } from 'ts-morph';
import type { Exports } from '../outline.ts';
import { hasModifier, type Source } from './source.ts';

/** What the statements of a file export. Null for a script, which has neither import nor export. */
export function exportsOf(source: Source): Exports | null {
  const { ts, file } = source;
  if (!ts.isExternalModule(file)) return null;
  const names = new Set<string>();
  let complete = true;
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement)) names.add('default');
    else if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      if (clause === undefined) complete = false;
      else if (ts.isNamespaceExport(clause)) names.add(clause.name.text);
      else for (const element of clause.elements) names.add(element.name.text);
    } else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword, source)) {
      if (hasModifier(statement, ts.SyntaxKind.DefaultKeyword, source)) names.add('default');
      else for (const name of declaredNames(statement, source)) names.add(name);
    }
  }
  return { names: [...names], complete };
}

function declaredNames(statement: ts.Statement, { ts }: Source): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      identifiersIn(name, ts).map(({ text }) => text),
    );
  }
  const name = ts.isDeclarationStatement(statement) ? statement.name : undefined;
  return name === undefined ? [] : [name.text];
}

/** The names a binding makes: one, or all of a destructuring. */
export function identifiersIn(name: ts.BindingName, compiler: Source['ts']): readonly ts.Identifier[] {
  if (compiler.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    compiler.isBindingElement(element) ? identifiersIn(element.name, compiler) : [],
  );
}
