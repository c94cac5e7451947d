import type { ClassDefinition, Import } from '../outline/index.ts';
import type { Module } from './module.ts';
import { firstOf, type Modules } from './modules.ts';
import { memberOf, type Named, namesOf } from './names.ts';
import { absoluteModule } from './specifier.ts';

/** A definition and the module that holds it. */
export interface Defined {
  readonly kind: 'definition';
  readonly module: Module;
  readonly definition: Named;
}

/** What a dotted path stands for in a tree. */
export type Thing =
  | Defined
  /** `module` is null for a folder without `__init__`. */
  | { readonly kind: 'module'; readonly name: string; readonly module: Module | null }
  /** There as far as anyone can tell: it comes from outside the tree, or hides where no outline looks. */
  | { readonly kind: 'elsewhere'; readonly path: string | null };

/** A class, its bases and theirs, in the order in which they are asked for a member. */
export interface Lineage {
  readonly classes: readonly (Defined & { readonly definition: ClassDefinition })[];
  /** Bases from outside the tree, as written. */
  readonly open: readonly string[];
  /** Some class of it lies in a damaged file: members may be missing. */
  readonly partial: boolean;
}

/** Where a definition is: `module.Class.method`. */
export const pathOf = ({ module, definition }: Defined): string => `${module.name}.${definition.name}`;

const NOWHERE: Thing = { kind: 'elsewhere', path: null };

/** What can be imported from one tree, and what each path there stands for. Modules are read when a question needs them. */
export class Surface {
  readonly modules: Modules;
  readonly #found = new Map<string, Extract<Thing, { kind: 'module' }> | null>();
  readonly #roots = new Map<string, boolean>();
  readonly #attributes = new Map<string, Thing | null>();

  constructor(modules: Modules) {
    this.modules = modules;
  }

  /** Whether a path starts as modules of this tree do: what starts otherwise is somebody else's. */
  isUpstreams(path: string): boolean {
    const first = firstOf(path);
    const known = this.#roots.get(first) ?? this.modules.isRoot(first);
    this.#roots.set(first, known);
    return known;
  }

  /** Whether a path can be imported or reached here; true also where nobody can tell. */
  resolves(path: string): boolean {
    return this.resolve(path) !== null;
  }

  /** What a dotted path stands for; null when this tree lacks it. The longest module in it counts. */
  resolve(path: string): Thing | null {
    const parts = path.split('.');
    if (!this.isUpstreams(path)) return { kind: 'elsewhere', path };
    for (let length = parts.length; length > 0; length--) {
      let thing: Thing | null = this.moduleAt(parts.slice(0, length).join('.'));
      if (thing === null) continue;
      for (const part of parts.slice(length)) thing = thing && this.#below(thing, part);
      if (thing !== null) return thing;
    }
    return null;
  }

  /** A module or package by its exact name. */
  moduleAt(name: string): Extract<Thing, { kind: 'module' }> | null {
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const module = this.modules.get(name) ?? null;
    const found = module !== null || this.modules.isAbove(name) ? ({ kind: 'module', name, module } as const) : null;
    this.#found.set(name, found);
    return found;
  }

  /** What `from module import name` gives: what the module binds, else a submodule. */
  imported(module: string, name: string): Thing | null {
    if (!this.isUpstreams(module)) return { kind: 'elsewhere', path: `${module}.${name}` };
    const found = this.moduleAt(module);
    return found && this.#below(found, name);
  }

  /** A member of a class, inherited ones included; `elsewhere` when a base nobody can see may have it. */
  member(owner: Defined, name: string): Thing | null {
    const { classes, open, partial } = this.lineage(owner);
    for (const one of classes) {
      const own = memberOf(namesOf(one.module.outline).members.get(one.definition.name)?.get(name) ?? []);
      if (own !== undefined) return this.#named({ kind: 'definition', module: one.module, definition: own });
    }
    return partial || open.length > 0 ? NOWHERE : null;
  }

  /** The classes a class consists of. */
  lineage(owner: Defined): Lineage {
    const classes: Lineage['classes'][number][] = [];
    const open: string[] = [];
    const seen = new Set<Named>();
    const visit = (one: Defined): void => {
      const { definition, module } = one;
      if (definition.kind !== 'class' || seen.has(definition)) return;
      seen.add(definition);
      classes.push({ kind: 'definition', module, definition });
      for (const base of definition.bases) {
        const found = this.resolveIn(module, base.replace(/\[[\s\S]*$/, ''));
        if (found?.kind === 'definition' && found.definition.kind === 'class') visit(found);
        else if (!EMPTY.test(base)) open.push(base);
      }
    };
    visit(owner);
    return { classes, open, partial: classes.some(({ module }) => module.outline.partial) };
  }

  /** What a chain of names (`utils.x`) stands for inside a module; null when the module does not bind its first name. */
  resolveIn(module: Module, chain: string): Thing | null {
    const [first = '', ...rest] = chain.split('.');
    let thing = this.#attribute(module, first);
    for (const part of rest) thing = thing && this.#below(thing, part);
    return thing;
  }

  /** The names that `from module import *` binds. */
  starNames(module: Module, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> {
    const { exports } = module.outline;
    if (exports?.complete) return new Set(exports.names);
    const { module: own, stars } = namesOf(module.outline);
    const names = new Set([...own.keys(), ...(exports?.names ?? [])].filter((name) => !name.startsWith('_')));
    for (const star of seen.has(module.name) ? [] : stars) {
      const origin = this.modules.get(absoluteModule(module, star) ?? '');
      if (origin) for (const name of this.starNames(origin, new Set([...seen, module.name]))) names.add(name);
    }
    return names;
  }

  #below(thing: Thing, name: string): Thing | null {
    if (thing.kind === 'elsewhere')
      return { kind: 'elsewhere', path: thing.path === null ? null : `${thing.path}.${name}` };
    if (thing.kind === 'module') {
      return (thing.module && this.#attribute(thing.module, name)) ?? this.moduleAt(`${thing.name}.${name}`);
    }
    return thing.definition.kind === 'class' ? this.member(thing, name) : NOWHERE;
  }

  /** What a module binds by a name, found once. A circle of imports ends where nobody can tell. */
  #attribute(module: Module, name: string): Thing | null {
    const key = `${module.name}:${name}`;
    const known = this.#attributes.get(key);
    if (known !== undefined) return known;
    this.#attributes.set(key, NOWHERE);
    const found = this.#find(module, name);
    this.#attributes.set(key, found);
    return found;
  }

  #find(module: Module, name: string): Thing | null {
    const { outline } = module;
    const names = namesOf(outline);
    const binding = names.module.get(name);
    if (binding?.kind === 'definition') {
      return this.#named({ kind: 'definition', module, definition: binding.definition });
    }
    // what a module imports and its tree lacks would stop the module itself: nobody can tell more from here
    if (binding?.kind === 'import') return this.followImport(module, binding.import) ?? NOWHERE;
    let perhaps = outline.partial || names.module.has('__getattr__');
    for (const star of names.stars) {
      const origin = absoluteModule(module, star) ?? '';
      const from = this.modules.get(origin);
      if (from !== undefined && this.starNames(from).has(name)) {
        return this.#attribute(from, name) ?? this.moduleAt(`${origin}.${name}`);
      }
      if (from === undefined) perhaps ||= !this.isUpstreams(origin);
      else perhaps ||= from.outline.partial || from.outline.exports?.complete === false;
    }
    return perhaps ? NOWHERE : null;
  }

  /** What an import statement of a module binds; null when this tree lacks it. */
  followImport(module: Pick<Module, 'name' | 'isPackage'>, one: Import): Thing | null {
    const origin = absoluteModule(module, one);
    if (origin === null) return NOWHERE;
    if (one.kind === 'name') return this.imported(origin, one.name);
    const bound = one.alias === null ? (origin.split('.', 1)[0] ?? origin) : origin;
    return this.isUpstreams(bound) ? this.moduleAt(bound) : { kind: 'elsewhere', path: bound };
  }

  /** `OldName = NewName` stands for the class or function it names. */
  #named(found: Defined): Thing {
    const { definition, module } = found;
    if (definition.kind !== 'attribute' || definition.value === null || !CHAIN.test(definition.value)) return found;
    const owner = definition.container === null || definition.instance ? undefined : definition.container;
    const sibling = owner && memberOf(namesOf(module.outline).members.get(owner)?.get(definition.value) ?? []);
    if (sibling && sibling.kind !== 'attribute') return { kind: 'definition', module, definition: sibling };
    if (definition.instance || definition.container !== null) return found;
    const meant = this.resolveIn(module, definition.value);
    return meant?.kind === 'definition' && meant.definition.kind !== 'attribute' ? meant : found;
  }
}

const CHAIN = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** Bases that bring no member anybody would import or override by accident. */
const EMPTY = /^(object|(abc\.)?ABC|((typing|t|typing_extensions)\.)?(Generic|Protocol)(\[[\s\S]*)?)$/;
