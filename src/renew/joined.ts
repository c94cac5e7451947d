import { absoluteModule } from '../api/specifier.ts';
import { type Entry, editImports, type SectionOf } from '../port/isort.ts';
import { codeOf, type Item } from '../port/items.ts';
import type { Reader } from '../port/trees.ts';
import type { EditionFile } from './edition.ts';

/**
 * A source of several modules as one: upstream splits a source that the fork keeps whole, or the other way round, and their
 * definitions are the same. Imports from one module of it to another go.
 */
export function joined(files: readonly EditionFile[], own: string, reader: Reader, sectionOf: SectionOf): string {
  const path = files[0]?.path ?? '';
  const code = [...new Set(files.flatMap((file) => definitionsOf(file, reader)))].join('').trimStart();
  const add = files.flatMap((file) => importsOf(file, own, reader));
  return editImports(code, reader.outline(path, code), { add, remove: new Set() }, sectionOf);
}

/** What a module holds, without what speaks of that module alone: its licence, the text it begins with, what it exports. */
function definitionsOf({ path, text }: EditionFile, reader: Reader): string[] {
  const { items } = reader.items(path, text);
  const isKept = ({ kind, key }: Item): boolean => kind !== 'import' && key !== 'statement <text>' && key !== '__all__';
  return items.filter(isKept).map((item) => {
    const lead = item === items[0] ? item.lead.replace(/^(?:\s*#[^\n]*\n)+/, '') : item.lead;
    return `\n\n${lead.trim() === '' ? '' : lead.trimStart()}${codeOf(item)}`;
  });
}

function importsOf({ path, module, text }: EditionFile, own: string, reader: Reader): Entry[] {
  const here = { name: module, isPackage: path.endsWith('/__init__.py') };
  return reader.outline(path, text).imports.flatMap((one): Entry[] => {
    const from = absoluteModule(here, one);
    if (one.scope !== null || one.guarded || one.kind === 'star' || from === null) return [];
    if (from === own || from.startsWith(`${own}.`)) return [];
    return [{ module: from, name: one.kind === 'name' ? one.name : null, alias: one.alias }];
  });
}

/** The text without the definitions that the copy dropped: what became of those is none of its business. */
export function without(text: string, dropped: ReadonlySet<string>, path: string, reader: Reader): string {
  if (dropped.size === 0) return text;
  const { items, tail } = reader.items(path, text);
  return kept(items, dropped, []) + tail;
}

function kept(items: readonly Item[], dropped: ReadonlySet<string>, within: readonly string[]): string {
  return items
    .filter(({ key }) => !dropped.has([...within, key].join('\0')))
    .map(
      (item) =>
        item.lead +
        (item.items.length > 0 ? item.code + kept(item.items, dropped, [...within, item.key]) : codeOf(item)),
    )
    .join('');
}
