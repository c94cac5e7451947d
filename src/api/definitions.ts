import type { Module } from './module.ts';
import { type Named, simpleName } from './names.ts';
import { offered } from './ownership.ts';
import type { Defined, Surface } from './surface.ts';

/**
 * Where a tree defines a name. A text says faster than its outline which names it may define, so only modules that hold the
 * name are read.
 */
export class Definitions {
  readonly #surface: Surface;
  #modules: Map<string, Set<Module>> | undefined;

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  /** Modules that seem to define the name, at their top or in a class. */
  modules(name: string): ReadonlySet<Module> {
    this.#modules ??= this.#scan();
    return this.#modules.get(name) ?? new Set();
  }

  /** What is defined by this simple name, in modules and in classes. */
  named(name: string): Defined[] {
    return [...this.modules(name)].flatMap((module) =>
      definitionsIn(module).filter(({ definition }) => simpleName(definition) === name),
    );
  }

  #scan(): Map<string, Set<Module>> {
    const found = new Map<string, Set<Module>>();
    for (const module of offered(this.#surface)) {
      for (const [, block, value] of (module.text ?? '').matchAll(DEFINES)) {
        const name = block ?? value ?? '';
        const modules = found.get(name);
        if (modules) modules.add(module);
        else found.set(name, new Set([module]));
      }
    }
    return found;
  }
}

/** The named things of a module: its own and those of its classes, setters and locals left out. */
export function definitionsIn(module: Module): Defined[] {
  const classes = new Set(module.outline.definitions.flatMap(({ kind, name }) => (kind === 'class' ? [name] : [])));
  return module.outline.definitions.flatMap((definition): Defined[] => {
    if (definition.kind === 'statement' || !isOffered(definition, classes)) return [];
    return [{ kind: 'definition', module, definition }];
  });
}

function isOffered(definition: Named, classes: ReadonlySet<string>): boolean {
  if (definition.container !== null && !classes.has(definition.container)) return false;
  return definition.kind !== 'function' || definition.property === null || definition.property === 'getter';
}

/** `def x`, `class x` anywhere, `x =` and `x:` at most one level deep (under an `if`); TypeScript's declarations too. */
const DEFINES =
  /^(?:[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:abstract[ \t]+)?(?:async[ \t]+)?(?:def|class|function|const|let|interface|enum|type)[ \t]+([\p{L}_$][\p{L}\p{N}_$]*)|(?: {4}|\t)?([\p{L}_][\p{L}\p{N}_]*)[ \t]*(?:=(?!=)|:[ \t]))/gmu;
