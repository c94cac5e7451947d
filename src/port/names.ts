import { type Binding, namesOf } from '../api/names.ts';
import type { Import, Outline } from '../outline/index.ts';

/** A place where code reads a name of its module, or of nobody. */
export interface FreeUse {
  readonly name: string;
  /** `os.path.join` where the name is `os`. */
  readonly chain: string;
  readonly at: number;
}

/** The uses of names that no function or comprehension around them binds. Parameters of lambdas count as free. */
export function freeUses(outline: Outline): readonly FreeUse[] {
  const known = cache.get(outline);
  if (known !== undefined) return known;
  const scopes = scopesOf(outline);
  const found: FreeUse[] = [];
  for (const use of outline.uses().names) {
    const name = use.name.split('.', 1)[0] ?? use.name;
    if (use.write && use.name === name) continue;
    if (!isLocal(scopes, use.scope, name)) found.push({ name, chain: use.name, at: use.span.start });
  }
  cache.set(outline, found);
  return found;
}

const cache = new WeakMap<Outline, readonly FreeUse[]>();

/** What the module binds by each name. */
export function bindings(outline: Outline): ReadonlyMap<string, Binding> {
  return namesOf(outline).module;
}

/** Whether a name means something in the module, as far as the module alone can tell. */
export function binds(outline: Outline, name: string): boolean {
  if (bindings(outline).has(name) || namesOf(outline).stars.length > 0) return true;
  return outline.imports.some((one) => one.scope === null && one.kind !== 'star' && boundName(one) === name);
}

/** The name an import statement binds. */
export function boundName(one: Import): string {
  if (one.alias !== null) return one.alias;
  return one.kind === 'name' ? one.name : (one.module.split('.', 1)[0] ?? one.module);
}

interface Scope {
  readonly container: string | null;
  readonly isClass: boolean;
  readonly names: Set<string>;
}

function scopesOf(outline: Outline): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const one of outline.definitions) {
    if (one.kind !== 'class' && one.kind !== 'function') continue;
    const scope = scopes.get(one.name) ?? { container: one.container, isClass: one.kind === 'class', names: new Set() };
    scopes.set(one.name, scope);
    if (one.kind === 'function') for (const { name } of one.signature.parameters) scope.names.add(name);
  }
  for (const one of outline.definitions) {
    const scope = one.container === null ? undefined : scopes.get(one.container);
    if (scope === undefined || one.kind === 'statement' || (one.kind === 'attribute' && one.instance)) continue;
    scope.names.add(one.name.slice((one.container ?? '').length + 1));
  }
  for (const one of outline.imports)
    if (one.scope !== null && one.kind !== 'star') scopes.get(one.scope)?.names.add(boundName(one));
  for (const { write, name, scope } of outline.uses().names) {
    if (write && !name.includes('.') && scope !== null) scopes.get(scope)?.names.add(name);
  }
  return scopes;
}

/** Python looks in the functions around, and in a class only from its own body. */
function isLocal(scopes: ReadonlyMap<string, Scope>, from: string | null, name: string): boolean {
  let own = true;
  for (let at = from; at !== null; ) {
    const scope = scopes.get(at);
    if (scope === undefined) return false;
    if ((own || !scope.isClass) && scope.names.has(name)) return true;
    own = false;
    at = scope.container;
  }
  return false;
}
