import type { Analyze } from '../outline/outline.ts';
import { readSource } from '../own/reading.ts';
import type { SourceNames } from './names.ts';

/** A source's names and the module it is imported as: of the original, or of the copy. */
export interface Identity extends SourceNames {
  readonly module: string;
}

/** From what to what everything is renamed. */
export interface Renaming {
  readonly from: Identity;
  readonly to: Identity;
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A dotted name by itself or with more behind it, not as a part of another. */
const dotted = (module: string): RegExp => new RegExp(`(?<![\\w.])${literal(module)}(?!\\w)`, 'g');

/**
 * Renames a module of the source, or a test of it: its class and module path wherever they stand, in code and in strings
 * such as `mock.patch` takes, and its imports by parts.
 */
export function renamePython(text: string, { from, to }: Renaming, module: string, analyze: Analyze): string {
  const changes = importChanges(text, { from, to }, module, analyze);
  let renamed = apply(text, changes);
  renamed = renamed.replace(dotted(from.module), to.module);
  renamed = renamed.replace(new RegExp(`\\b${literal(from.className)}\\b`, 'g'), to.className);
  return renameFolders(renamed, { from, to });
}

/** Replaces the string that each of these lines assigns. */
function renameAttributes(text: string, lines: readonly { readonly line: number; readonly value: string }[]): string {
  const all = text.split('\n');
  for (const { line, value } of lines) {
    all[line - 1] = (all[line - 1] ?? '').replace(/=(\s*)(["']).*?\2/, (_, space: string) => `=${space}"${value}"`);
  }
  return all.join('\n');
}

/** The text with the copy's `name` and `service_type` in the class that is the data source. */
export function titled(text: string, { from, to }: Renaming): string {
  const reading = readSource(text);
  if (reading?.className !== from.className) return text;
  const { name, serviceType } = reading;
  return renameAttributes(text, [
    ...(name ? [{ line: name.line, value: to.name }] : []),
    ...(serviceType ? [{ line: serviceType.line, value: to.serviceType }] : []),
  ]);
}

function importChanges(text: string, { from, to }: Renaming, module: string, analyze: Analyze): Change[] {
  const parent = from.module.slice(0, from.module.lastIndexOf('.'));
  const leaf = from.module.slice(parent.length + 1);
  const [newParent, newLeaf] = [
    to.module.slice(0, to.module.lastIndexOf('.')),
    to.module.slice(to.module.lastIndexOf('.') + 1),
  ];
  const inside = module === from.module || module.startsWith(`${from.module}.`);
  return analyze(text).imports.flatMap((one): Change[] => {
    if (one.level > 1 && inside) {
      // the copy lies elsewhere: what it takes from around the original's package must be named in full
      const around = module.split('.').slice(0, -one.level);
      const whole = [...around, one.module].filter(Boolean).join('.');
      return dotted(from.module).test(whole) ? [] : [{ ...one.moduleSpan, text: whole }];
    }
    if (one.kind !== 'name' || one.level !== 0 || one.module !== parent || one.name !== leaf) return [];
    const entry = `${newLeaf} as ${one.alias ?? leaf}`;
    if (newParent === parent) return [{ ...one.entrySpan, text: entry }];
    const alone = text.slice(one.statementSpan.start, one.statementSpan.end).split(',').length === 1;
    return alone ? [{ ...one.statementSpan, text: `from ${newParent} import ${entry}` }] : [];
  });
}

function apply(text: string, changes: readonly Change[]): string {
  let result = text;
  for (const { start, end, text: replacement } of [...changes].sort((a, b) => b.start - a.start)) {
    result = `${result.slice(0, start)}${replacement}${result.slice(end)}`;
  }
  return result;
}

/** Names of the fixture folder in paths and module names: `fixtures/box/`, `tests.sources.fixtures.box.fixture`. */
function renameFolders(text: string, { from, to }: Renaming): string {
  const folder = (old: string, now: string, whole: string): string =>
    whole.replace(new RegExp(`(?<=\\bfixtures[./])${literal(old)}(?!\\w)`, 'g'), now);
  return folder(from.serviceType, to.serviceType, folder(from.source, to.source, text));
}

/** Renames a fixture that is no Python: service types and ids, what registers the class, and paths to the folder itself. */
export function renameFixture(text: string, { from, to }: Renaming): string {
  const old = literal(from.serviceType);
  return renameFolders(text, { from, to })
    .replace(new RegExp(`("(?:service_type|connector_id)"\\s*:\\s*")${old}(")`, 'g'), `$1${to.serviceType}$2`)
    .replace(
      new RegExp(`^(\\s*(?:-\\s*)?(?:service_type|connector_id)\\s*:\\s*)(["']?)${old}\\2(?=\\s*$)`, 'gm'),
      `$1$2${to.serviceType}$2`,
    )
    .replace(new RegExp(`^(\\s*)${old}(?=\\s*:\\s*["']?${literal(from.module)}\\b)`, 'gm'), `$1${to.serviceType}`)
    .replace(dotted(from.module), to.module)
    .replace(new RegExp(`\\b${literal(from.className)}\\b`, 'g'), to.className);
}
