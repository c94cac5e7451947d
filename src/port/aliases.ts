import { absoluteModule } from '../api/specifier.ts';
import type { Import, Outline } from '../outline/index.ts';
import type { Draft } from './draft.ts';
import type { Entry } from './isort.ts';
import { partsOf } from './locate.ts';
import { binds, boundName, freeUses } from './names.ts';
import type { Work } from './work.ts';

/** A name that stands for a project module, and what the code takes from it. */
interface Alias {
  readonly one: Import;
  /** What stands for it in the code: a name, or all of `a.b` where that is imported. */
  readonly name: string;
  readonly module: string;
  readonly attributes: ReadonlySet<string>;
}

/**
 * `from connectors.sources import outlook as outlook_module; outlook_module.x`: where the module was split, the package may
 * lack `x`. When one part has all that is used, the import names that part.
 */
export function movedAliases(work: Work, draft: Draft, outline: Outline): { stale: Import[]; fresh: Entry[] } {
  const stale: Import[] = [];
  const fresh: Entry[] = [];
  for (const { one, name, module, attributes } of aliasesIn(work, draft, outline)) {
    if (
      one.scope !== null ||
      name.includes('.') ||
      [...attributes].every((attribute) => offers(work, module, attribute))
    )
      continue;
    const path = work.fork.pathOf(module) ?? work.base.pathOf(module);
    const parts = path === null ? [] : partsOf(work, path).flatMap((part) => work.now().moduleOf(part) ?? []);
    const having = parts.filter((part) => [...attributes].every((attribute) => offers(work, part, attribute)));
    const [only] = having;
    if (only === undefined || having.length > 1) continue;
    const at = only.lastIndexOf('.');
    const last = only.slice(at + 1);
    stale.push(one);
    fresh.push({ module: only.slice(0, at), name: last, alias: last === name ? null : name });
  }
  return { stale, fresh };
}

/** A use of what a module of the target lacks. */
export interface Lacking {
  /** As the code has it: `alias.attribute`. */
  readonly chain: string;
  readonly attribute: string;
  readonly module: string;
}

/** Uses of attributes that a module of the target lacks. */
export function lackingAttributes(work: Work, draft: Draft, outline: Outline): Lacking[] {
  return aliasesIn(work, draft, outline).flatMap(({ name, module, attributes }) =>
    [...attributes].flatMap((attribute) =>
      offers(work, module, attribute) ? [] : [{ chain: `${name}.${attribute}`, attribute, module }],
    ),
  );
}

/** The imports of project modules whose attributes the code uses, those inside of functions as well. */
function aliasesIn(work: Work, draft: Draft, outline: Outline): Alias[] {
  const { surface, moduleOf } = work.now();
  const own = { name: moduleOf(draft.path) ?? '', isPackage: draft.path.endsWith('__init__.py') };
  const found: Alias[] = [];
  for (const one of outline.imports) {
    if (one.kind === 'star') continue;
    const origin = absoluteModule(own, one);
    if (origin === null || !work.roots.has(origin.split('.', 1)[0] ?? '')) continue;
    const thing = one.kind === 'name' ? surface.imported(origin, one.name) : surface.moduleAt(origin);
    if (thing?.kind !== 'module') continue;
    const name = one.kind === 'module' ? (one.alias ?? one.module) : boundName(one);
    const attributes = chainsWithin(outline, one.scope).flatMap((chain) =>
      chain.startsWith(`${name}.`) ? (chain.slice(name.length + 1).split('.')[0] ?? []) : [],
    );
    if (attributes.length > 0) found.push({ one, name, module: thing.name, attributes: new Set(attributes) });
  }
  return found;
}

/** What code reads of a module's own names; within a function, of those that it binds itself. */
function chainsWithin(outline: Outline, scope: string | null): string[] {
  if (scope === null) return freeUses(outline).map(({ chain }) => chain);
  const isInside = (at: string | null): boolean => at === scope || at?.startsWith(`${scope}.`) === true;
  return outline.uses().names.flatMap((use) => (isInside(use.scope) ? use.name : []));
}

function offers(work: Work, module: string, attribute: string): boolean {
  const { surface } = work.now();
  const found = surface.modules.get(module);
  if (surface.moduleAt(`${module}.${attribute}`) !== null || attribute.startsWith('__')) return true;
  return found !== undefined && (binds(found.outline, attribute) || found.outline.partial);
}
