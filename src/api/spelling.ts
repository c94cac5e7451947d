import { posix } from 'node:path';
import type { Import } from '../outline/index.ts';
import type { DeadImport } from './dead.ts';
import type { OwnFile } from './own.ts';
import type { Surface } from './surface.ts';

/** A home taken apart: the module to import, and the name in it; no name when the home is the module itself. */
export interface Home {
  readonly module: string;
  readonly name: string | null;
}

/** The one home of an import, as an import can name it; null when there is none, or several, or it cannot be imported. */
export function onlyHome({ homes, spans }: DeadImport, tree: Surface): Home | null {
  const [home] = homes;
  if (home === undefined || homes.length > 1) return null;
  const isWhole = spans.kind === 'statement' && spans.entry.kind !== 'name';
  if (isWhole) return tree.moduleAt(home) === null ? null : { module: home, name: null };
  const at = home.lastIndexOf('.');
  const module = home.slice(0, Math.max(0, at));
  if (tree.moduleAt(module) !== null) return { module, name: home.slice(at + 1) };
  if (spans.kind !== 'string') return null;
  // a string may name a member of a class
  for (let end = at; end > 0; end = home.lastIndexOf('.', end - 1)) {
    if (tree.moduleAt(home.slice(0, end)) !== null) return { module: home.slice(0, end), name: home.slice(end + 1) };
  }
  return null;
}

/** How the import must read in the tree that keeps it elsewhere; null unless there is exactly one such place. */
export function written(dead: DeadImport, file: OwnFile, tree: Surface): string | null {
  const home = onlyHome(dead, tree);
  if (home === null) return null;
  const { spans } = dead;
  if (spans.kind === 'string') return stringFor(spans.written, home);
  const dotted = home.name === null ? home.module : `${home.module}.${home.name}`;
  if (spans.kind === 'attribute') return dotted;
  const { entry } = spans;
  const from = specifierFor(entry, home.module, file, tree);
  const quoted = from === home.module ? from : `'${from}'`;
  const alias = entry.alias === null ? '' : ` as ${entry.alias}`;
  const what = entry.kind === 'star' ? '*' : home.name;
  if (what === null) return `import ${quoted}${alias}`;
  return quoted === from ? `from ${from} import ${what}${alias}` : `import { ${what}${alias} } from ${quoted}`;
}

/** A string with the home in it; a colon stays between module and name. */
export function stringFor(written: string, { module, name }: Home): string {
  return name === null ? module : `${module}${written.includes(':') ? ':' : '.'}${name}`;
}

/** What stands for a module in an import: its dotted name, or where paths are written, the path from file to file. */
export function specifierFor(
  was: Pick<Import, 'module' | 'level'>,
  module: string,
  { path }: OwnFile,
  tree: Surface,
): string {
  const home = tree.modules.get(module)?.path;
  if (was.level === 0 || home === undefined || !SCRIPT.test(path)) return module;
  const extension = SCRIPT.exec(was.module)?.[0];
  const bare = posix.relative(posix.dirname(path), home).replace(SCRIPT, '');
  const there = extension === undefined ? bare.replace(/\/index$/, '') : `${bare}${extension}`;
  return there.startsWith('.') ? there : `./${there}`;
}

/** Files whose imports name files. */
const SCRIPT = /\.[cm]?[jt]sx?$/;
