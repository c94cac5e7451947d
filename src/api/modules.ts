import type { Module } from './module.ts';

/** The modules of a tree, by the dotted names under which they are imported. */
export interface Modules {
  get(name: string): Module | undefined;
  /** Whether modules lie below it: a folder needs no `__init__` to be a package. */
  isAbove(name: string): boolean;
  /** Whether some module's name starts with this part: what starts otherwise is somebody else's. */
  isRoot(first: string): boolean;
  /** All of them. A search through everything: where modules are read as they are asked for, this reads them all. */
  all(): readonly Module[];
}

/** Modules that were read already. */
export function listed(modules: readonly Module[]): Modules {
  const byName = new Map(modules.map((module) => [module.name, module]));
  const packages = new Set<string>();
  for (const { name } of modules) {
    for (let at = name.indexOf('.'); at > 0; at = name.indexOf('.', at + 1)) packages.add(name.slice(0, at));
  }
  const all = [...byName.values()];
  const roots = new Set(all.map(({ name }) => firstOf(name)));
  return {
    get: (name) => byName.get(name),
    isAbove: (name) => packages.has(name),
    isRoot: (first) => roots.has(first),
    all: () => all,
  };
}

/** Modules with others laid over them. */
export function overlaid(modules: Modules, over: Modules): Modules {
  let all: readonly Module[] | undefined;
  return {
    get: (name) => over.get(name) ?? modules.get(name),
    isAbove: (name) => over.isAbove(name) || modules.isAbove(name),
    isRoot: (first) => over.isRoot(first) || modules.isRoot(first),
    all: () => {
      all ??= [...modules.all().filter(({ name }) => over.get(name) === undefined), ...over.all()];
      return all;
    },
  };
}

/** The first parts of all names. */
export const rootNames = (modules: Modules): ReadonlySet<string> =>
  new Set(modules.all().map(({ name }) => firstOf(name)));

/** `a` of `a.b.c`. */
export function firstOf(name: string): string {
  const at = name.indexOf('.');
  return at < 0 ? name : name.slice(0, at);
}
