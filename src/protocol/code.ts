import type { DefinitionPlace, FindPlaces } from '../outline/outline.ts';

/** A definition others can see, and what they see of it: a class's bases, a function's parameters, a constant's value. */
export type Surface = ReadonlyMap<string, string>;

/** How the protocol's code differs between base and target, as seen from outside: bodies do not count. */
export interface CodeChange {
  readonly added: readonly string[];
  /** `from` is the module that the target's code takes the name from instead, when it does. */
  readonly removed: readonly { readonly name: string; readonly from: string | null }[];
  readonly changed: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  /** Paths in which no definition could be found: what they hold is not known. */
  readonly unreadable: readonly string[];
}

/** One side's files: path and text, null where the file cannot be read. */
export interface CodeFile {
  readonly path: string;
  readonly text: string | null;
}

/** Compares all files of the protocol at once, because definitions move between them. */
export function compareCode(base: readonly CodeFile[], target: readonly CodeFile[], find: FindPlaces): CodeChange {
  const [before, after] = [surfaceOf(base, find), surfaceOf(target, find)];
  const texts = target.map(({ text }) => text ?? '');
  return {
    added: topmost([...after.surface.keys()].filter((name) => !before.surface.has(name))),
    removed: topmost([...before.surface.keys()].filter((name) => !after.surface.has(name))).map((name) => ({
      name,
      from: name.includes('.') ? null : importedFrom(name, texts),
    })),
    changed: [...after.surface].flatMap(([name, now]) => {
      const was = before.surface.get(name);
      return was === undefined || was === now ? [] : [{ name, before: was, after: now }];
    }),
    unreadable: [...new Set([...before.unreadable, ...after.unreadable])],
  };
}

/** Without the members of a class that is in the list itself. */
function topmost(names: readonly string[]): string[] {
  const all = new Set(names);
  return names.filter((name) => !all.has(name.split('.').slice(0, -1).join('.')));
}

function surfaceOf(
  files: readonly CodeFile[],
  find: FindPlaces,
): { surface: Map<string, string>; unreadable: string[] } {
  const surface = new Map<string, string>();
  const unreadable: string[] = [];
  for (const { path, text } of files) {
    const found = text === null ? [] : [...readSurface(text, find(text))];
    for (const [name, shown] of found) surface.set(name, shown);
    const says = (text ?? '').split('\n').some((line) => /^\s*(?:class|def|async def) /.test(line));
    if (text === null || (found.length === 0 && says)) unreadable.push(path);
  }
  return { surface, unreadable };
}

/** `Status`, `SyncJob.claim`, `JobType.FULL`: what is private or lies inside a function is left out. */
function readSurface(text: string, places: readonly DefinitionPlace[]): Surface {
  const lines = text.split('\n');
  const surface = new Map<string, string>();
  const headers = new Map(places.map((place) => [place.name, headerOf(lines, place)] as const));
  const isClass = (name: string): boolean => headers.get(name)?.startsWith('class ') ?? false;
  const parentOf = (name: string): string => name.split('.').slice(0, -1).join('.');
  for (const [name, header] of headers) {
    const parent = parentOf(name);
    const seen = name.split('.').every((part) => !part.startsWith('_') || part === '__init__');
    if (header !== null && seen && (parent === '' || isClass(parent))) surface.set(name, header);
  }
  const classes = places.filter(({ name }) => surface.has(name) && isClass(name));
  for (const { name, line, endLine } of [{ name: '', line: 1, endLine: lines.length }, ...classes]) {
    const depth = name === '' ? 0 : name.split('.').length * 4;
    const pattern = new RegExp(`^ {${depth}}([A-Z][A-Z0-9_]*)(?:\\s*:[^=]+)?\\s*=\\s*(.*)$`);
    for (let at = line - 1; at < endLine; at++) {
      const constant = pattern.exec(lines[at] ?? '');
      if (!constant) continue;
      const value = balanced(lines, at, constant[2] ?? '');
      surface.set([name, constant[1]].filter(Boolean).join('.'), value);
    }
  }
  return surface;
}

/** The `def` or `class` statement of a definition on one line; null when its first lines hold none. */
function headerOf(lines: readonly string[], { line, endLine }: DefinitionPlace): string | null {
  for (let at = line - 1; at < endLine; at++) {
    const start = /^\s*((?:async\s+)?def\s|class\s).*/.exec(lines[at] ?? '');
    if (start) return balanced(lines, at, start[0].trim()).replace(/\s*:$/, '');
  }
  return null;
}

/** A statement that runs over several lines, as one: up to the line that closes what it opened. */
function balanced(lines: readonly string[], at: number, first: string): string {
  const parts = [code(first)];
  const depth = (): number => {
    const all = parts.join(' ').replace(/"[^"]*"|'[^']*'/g, '');
    return (all.match(/[([{]/g)?.length ?? 0) - (all.match(/[)\]}]/g)?.length ?? 0);
  };
  for (let next = at + 1; depth() > 0 && next < Math.min(lines.length, at + 200); next++) {
    parts.push(code(lines[next] ?? '').trim());
  }
  return parts
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/([([{]) /g, '$1')
    .replace(/,? ([)\]}])/g, '$1')
    .replace(/,([)\]}])/g, '$1')
    .trim();
}

/** Without the comment at its end. */
const code = (line: string): string => line.replace(/\s+#[^"']*$/, '');

function importedFrom(name: string, texts: readonly string[]): string | null {
  for (const text of texts) {
    for (const [, module = '', list = ''] of text.matchAll(/^from\s+(\S+)\s+import\s+(\([^)]*\)|.*)$/gm)) {
      if (new RegExp(`\\b${name}\\b`).test(list)) return module;
    }
  }
  return null;
}
