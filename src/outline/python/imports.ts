import type { Node } from 'web-tree-sitter';
import type { Import, Span } from '../outline.ts';
import { partsOf, type Source, spanOf, textOf } from './source.ts';

/** What the statements around an import say about it. */
export interface ImportPlace {
  readonly scope: string | null;
  readonly typeChecking: boolean;
  readonly guarded: boolean;
}

/** The entries of an import statement, in order. */
export function importsOf(statement: Node, source: Source, place: ImportPlace): readonly Import[] {
  const { scope, typeChecking, guarded } = place;
  const around = {
    scope,
    typeChecking,
    guarded,
    statementSpan: spanOf(statement),
  };
  if (statement.type === 'import_statement') {
    return entriesOf(statement, source).map(({ named, alias, entrySpan }) => ({
      ...around,
      kind: 'module',
      module: named.name,
      level: 0,
      name: null,
      alias,
      line: source.lineAt(named.span.start),
      moduleSpan: named.span,
      nameSpan: null,
      entrySpan,
    }));
  }
  const origin = { ...around, ...originOf(statement, source) };
  const star = partsOf(statement).find((part) => part.type === 'wildcard_import');
  if (star !== undefined) {
    const nameSpan = spanOf(star);
    const line = source.lineAt(nameSpan.start);
    return [
      {
        ...origin,
        kind: 'star',
        name: null,
        alias: null,
        line,
        nameSpan,
        entrySpan: nameSpan,
      },
    ];
  }
  return entriesOf(statement, source).map(({ named, alias, entrySpan }) => ({
    ...origin,
    kind: 'name',
    name: named.name,
    alias,
    line: source.lineAt(named.span.start),
    nameSpan: named.span,
    entrySpan,
  }));
}

interface Entry {
  readonly named: { readonly name: string; readonly span: Span };
  readonly alias: string | null;
  readonly entrySpan: Span;
}

function entriesOf(statement: Node, source: Source): readonly Entry[] {
  return statement.childrenForFieldName('name').map((entry) => {
    const named = entry.childForFieldName('name') ?? entry;
    const alias = entry.childForFieldName('alias');
    return {
      named: { name: dotted(textOf(named, source)), span: spanOf(named) },
      alias: alias === null ? null : textOf(alias, source),
      entrySpan: spanOf(entry),
    };
  });
}

function originOf(statement: Node, source: Source): Pick<Import, 'module' | 'level' | 'moduleSpan'> {
  if (statement.type === 'future_import_statement') {
    const start = source.text.indexOf('__future__', statement.startIndex);
    return {
      module: '__future__',
      level: 0,
      moduleSpan: { start, end: start + '__future__'.length },
    };
  }
  const origin = statement.childForFieldName('module_name');
  // Only a damaged statement has no module.
  if (origin === null)
    return {
      module: '',
      level: 0,
      moduleSpan: { start: statement.endIndex, end: statement.endIndex },
    };
  const written = dotted(textOf(origin, source));
  const level = /^\.*/.exec(written)?.[0].length ?? 0;
  return { module: written.slice(level), level, moduleSpan: spanOf(origin) };
}

/** Python allows blanks and continued lines around the dots. */
function dotted(written: string): string {
  return /[\s\\]/.test(written) ? written.replace(/[\s\\]+/g, '') : written;
}
