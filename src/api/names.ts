import type {
  Definition,
  Import,
  ModuleImport,
  NameImport,
  Outline,
  StarImport,
  StatementDefinition,
} from '../outline/index.ts';

/** A definition that has a name. */
export type Named = Exclude<Definition, StatementDefinition>;

/** What a name of a module stands for. */
export type Binding =
  | { readonly kind: 'definition'; readonly definition: Named }
  | { readonly kind: 'import'; readonly import: NameImport | ModuleImport };

/** The names an outline binds, sorted for looking up. */
export interface Names {
  /** Of the module itself. */
  readonly module: ReadonlyMap<string, Binding>;
  readonly stars: readonly StarImport[];
  /** Of each class, by its qualified name: its own members, each by its simple name. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, readonly Named[]>>;
}

/** The names of an outline, put in order once. */
export function namesOf(outline: Outline): Names {
  const known = cache.get(outline);
  if (known !== undefined) return known;
  const names = { module: moduleNames(outline), stars: starsOf(outline), members: membersOf(outline) };
  cache.set(outline, names);
  return names;
}

const cache = new WeakMap<Outline, Names>();

/** `method` of `Class.method`. */
export function simpleName({ name, container }: Named): string {
  return container === null ? name : name.slice(container.length + 1);
}

interface Bound {
  readonly name: string;
  readonly at: number;
  /** Perhaps not bound at run time: another binding counts more. */
  readonly perhaps: boolean;
  readonly binding: Binding;
}

function moduleNames({ imports, definitions }: Outline): Map<string, Binding> {
  const bound: Bound[] = [];
  for (const one of imports) if (one.kind !== 'star' && binds(one)) bound.push(importedName(one));
  for (const definition of definitions) {
    if (definition.container !== null || definition.kind === 'statement') continue;
    const binding: Binding = { kind: 'definition', definition };
    bound.push({ name: definition.name, at: definition.span.start, perhaps: definition.conditional, binding });
  }
  const names = new Map<string, Bound>();
  for (const one of bound.sort((a, b) => a.at - b.at)) {
    const before = names.get(one.name);
    // the last one wins, except that `try: from a import b` stands before its `except: b = None`
    if (before === undefined || !one.perhaps) names.set(one.name, one);
  }
  return new Map([...names].map(([name, { binding }]) => [name, binding]));
}

/** What only type checkers run binds nothing, and `from __future__` neither. */
function binds({ scope, typeChecking, module }: Import): boolean {
  return scope === null && !typeChecking && module !== '__future__';
}

/** `import a.b` binds `a`. */
function importedName(one: NameImport | ModuleImport): Bound {
  const written = one.kind === 'name' ? one.name : (one.module.split('.', 1)[0] ?? one.module);
  const binding: Binding = { kind: 'import', import: one };
  return { name: one.alias ?? written, at: one.entrySpan.start, perhaps: one.guarded, binding };
}

function starsOf({ imports }: Outline): StarImport[] {
  return imports.filter((one): one is StarImport => one.kind === 'star' && binds(one));
}

function membersOf({ definitions }: Outline): Map<string, Map<string, Named[]>> {
  const classes = new Map<string, Map<string, Named[]>>();
  for (const definition of definitions) {
    if (definition.kind === 'class') classes.set(definition.name, classes.get(definition.name) ?? new Map());
  }
  for (const definition of definitions) {
    const members = definition.container === null ? undefined : classes.get(definition.container);
    if (members === undefined || definition.kind === 'statement') continue;
    const name = simpleName(definition);
    members.set(name, [...(members.get(name) ?? []), definition]);
  }
  return classes;
}

/** The definition that speaks for a member: a property's getter, else what the class body says last, else `self.x = …`. */
export function memberOf(definitions: readonly Named[]): Named | undefined {
  const getter = definitions.find((one) => one.kind === 'function' && one.property === 'getter');
  const own = definitions.filter((one) => one.kind !== 'attribute' || !one.instance);
  return getter ?? own.findLast((one) => !one.conditional) ?? own[0] ?? definitions[0];
}
