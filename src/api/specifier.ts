import type { Import } from '../outline/index.ts';
import type { Module } from './module.ts';

/** The module an import names, dots resolved; null when they lead out of the tree. TypeScript's paths count as dots. */
export function absoluteModule(
  from: Pick<Module, 'name' | 'isPackage'>,
  one: Pick<Import, 'module' | 'level'>,
): string | null {
  if (one.level === 0) return one.module;
  const module = dotted(one.module);
  const parts = from.name.split('.');
  const up = one.level - (from.isPackage ? 1 : 0);
  if (up > parts.length || (up === parts.length && module === '')) return null;
  return [...parts.slice(0, parts.length - up), ...(module === '' ? [] : [module])].join('.');
}

/** What a relative import names, `lib/client.js` as `lib.client`, `lib/index.ts` as `lib`. Python has neither. */
function dotted(module: string): string {
  const parts = module.replace(/\.[cm]?[jt]sx?$/, '').split('/');
  if (parts.at(-1) === 'index') parts.pop();
  return parts.join('.');
}
