import type { Import } from '../outline/index.ts';
import type { Module } from './module.ts';

/** The module an import names, dots resolved; null when they lead out of the tree. TypeScript's paths count as dots. */
export function absoluteModule(
  from: Pick<Module, 'name' | 'isPackage'>,
  one: Pick<Import, 'module' | 'level'>,
): string | null {
  const written = /^\.\.?\//.test(one.module) ? dotted(one.module) : one;
  if (written.level === 0) return written.module;
  const parts = from.name.split('.');
  const up = written.level - (from.isPackage ? 1 : 0);
  if (up > parts.length || (up === parts.length && written.module === '')) return null;
  return [...parts.slice(0, parts.length - up), ...(written.module === '' ? [] : [written.module])].join('.');
}

/** `../lib/client.js` is `..lib.client`, `./index.js` the folder itself. */
function dotted(specifier: string): Pick<Import, 'module' | 'level'> {
  const parts = specifier.replace(/\.[cm]?[jt]sx?$/, '').split('/');
  const level = 1 + parts.filter((part) => part === '..').length;
  const names = parts.filter((part) => part !== '.' && part !== '..');
  if (names.at(-1) === 'index') names.pop();
  return { level, module: names.join('.') };
}
