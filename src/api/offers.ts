import type { Module } from './module.ts';
import { absoluteModule } from './specifier.ts';
import type { Surface } from './surface.ts';

/** A name that a module hands on, and where it has it from, when one statement says so. */
export interface Offer {
  readonly name: string;
  readonly origin: { readonly module: string; readonly name: string } | null;
}

/**
 * What a module offers of other modules' things: all that a package's `__init__` imports, star imports, what `__all__` lists,
 * and `import x as x`. What a module imports for its own use is not among it, and a star import of a settled module neither.
 */
export function handedOn(module: Module, surface: Surface, isSettled: (origin: Module) => boolean): Offer[] {
  if (!handsOn(module)) return [];
  const { exports, imports } = module.outline;
  const listed = new Set(exports?.names);
  const offers = new Map<string, Offer>();
  for (const one of imports) {
    if (one.scope !== null || one.typeChecking || one.kind === 'star') continue;
    const name = one.alias ?? (one.kind === 'name' ? one.name : '');
    const meant =
      module.isPackage && one.kind === 'name' ? exports === null && !name.startsWith('_') : one.alias === one.name;
    if (name === '' || !(meant || listed.has(name))) continue;
    const from = one.kind === 'name' ? absoluteModule(module, one) : null;
    offers.set(name, { name, origin: one.kind === 'name' && from !== null ? { module: from, name: one.name } : null });
  }
  const stars = imports.filter(({ kind, scope }) => kind === 'star' && scope === null);
  for (const star of stars) {
    const from = absoluteModule(module, star);
    const origin = from === null ? undefined : surface.modules.get(from);
    if (origin === undefined || isSettled(origin)) continue;
    for (const name of surface.starNames(origin)) offers.set(name, { name, origin: { module: origin.name, name } });
  }
  return [...offers.values()];
}

/** Whether a file may hand on what others define; its text says so without a parser. */
export function handsOn({ text, isPackage }: Module): boolean {
  const source = text ?? '';
  if (isPackage && /^\s*(from|export)\b/m.test(source)) return true;
  if (/\bimport[ \t]+\*|^export .* from |^from\b[^\n]*\b(\w+)[ \t]+as[ \t]+\1\b/m.test(source)) return true;
  return source.includes('__all__') && !definesAll(source);
}

/** Whether everything that `__all__` lists is plainly defined below it. */
function definesAll(source: string): boolean {
  const [, list] = /^__all__[ \t]*=[ \t]*[[(]([^\])]*)[\])]/m.exec(source) ?? [];
  if (list === undefined || source.split('__all__').length > 2) return false;
  return [...list.matchAll(/["'](\w+)["']/g)].every(([, name]) =>
    new RegExp(`^(?:(?:async[ \\t]+)?(?:def|class)[ \\t]+${name}\\b|${name}[ \\t]*[:=])`, 'm').test(source),
  );
}
