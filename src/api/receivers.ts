import type { Call } from '../outline/index.ts';
import { type IsHidden, locals } from './locals.ts';
import type { Module } from './module.ts';
import { memberOf, namesOf } from './names.ts';
import type { Defined, Surface, Thing } from './surface.ts';

/** What a call of the fork's leads to. */
export interface Callee {
  readonly thing: Defined;
  /** Called on an instance or through `super()`, so that Python gives `self`; false for `Class.method(…)`. */
  readonly onInstance: boolean;
}

/** Finds what the calls in one file of the fork's reach, in a tree that holds upstream's modules and the fork's. */
export class Receivers {
  readonly #surface: Surface;
  readonly #module: Module;
  readonly #variables: ReadonlyMap<string, string>;
  readonly #isHidden: IsHidden;

  constructor(surface: Surface, module: Module) {
    this.#surface = surface;
    this.#module = module;
    this.#variables = variablesIn(module);
    this.#isHidden = locals(module.outline);
  }

  /** The definition a call reaches; null when nobody can tell. */
  of({ callee, scope }: Call): Callee | null {
    if (callee.includes('[]') || callee.includes('?')) return null;
    const parts = callee.split('.');
    const name = parts.pop() ?? '';
    if (parts.length === 0) return asCallee(this.#named(name, scope), false);
    if (name.endsWith('()')) return null;
    const first = parts[0] ?? '';
    const owner = first === 'super()' || this.#isSelf(first, scope) ? this.classAround(scope) : null;
    if (first === 'super()') return parts.length === 1 && owner ? asCallee(this.#above(owner, name), true) : null;
    if (owner !== null && parts.length === 1) return asCallee(this.#surface.member(owner, name), true);
    if (owner !== null && parts.length === 2) return this.#on(this.#instance(owner, parts[1] ?? ''), name);
    const instance = parts.length === 1 ? this.#instanceNamed(first, scope) : null;
    if (instance !== null) return this.#on(instance, name);
    if (parts.some((part) => part.endsWith('()'))) return null;
    return asCallee(this.#named([...parts, name].join('.'), scope), false);
  }

  /** The class of the fork's that a scope lies in. */
  classAround(scope: string | null): Defined | null {
    for (let at = scope; at; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : null) {
      const definition = this.#module.outline.definitions.find((one) => one.name === at && one.kind === 'class');
      if (definition?.kind === 'class') return { kind: 'definition', module: this.#module, definition };
    }
    return null;
  }

  #named(chain: string, scope: string | null): Thing | null {
    const first = chain.split('.', 1)[0] ?? chain;
    return this.#isHidden(first, scope) ? null : this.#surface.resolveIn(this.#module, chain);
  }

  /** The first parameter of the method around; `cls` of a class method too. */
  #isSelf(name: string, scope: string | null): boolean {
    const method = this.#module.outline.definitions.find((one) => one.name === scope && one.kind === 'function');
    if (method?.kind !== 'function' || method.container === null || method.static) return false;
    return method.signature.parameters[0]?.name === name;
  }

  /** What `super().name` finds: the first of the classes behind the own one. */
  #above(owner: Defined, name: string): Thing | null {
    for (const { module, definition } of this.#surface.lineage(owner).classes.slice(1)) {
      const found = memberOf(namesOf(module.outline).members.get(definition.name)?.get(name) ?? []);
      if (found !== undefined) return { kind: 'definition', module, definition: found };
    }
    return null;
  }

  /** The class of `self.attribute`, read off `self.attribute = Class(…)`. */
  #instance(owner: Defined, attribute: string): Defined | null {
    const found = this.#surface.member(owner, attribute);
    if (found?.kind !== 'definition' || found.definition.kind !== 'attribute') return null;
    return this.#made(found.module, found.definition.value);
  }

  /** The class of a variable, read off `x = Class(…)` and `with Class(…) as x`; or of `Class()` itself. */
  #instanceNamed(name: string, scope: string | null): Defined | null {
    const made = name.endsWith('()') ? name.slice(0, -2) : this.#variables.get(`${scope ?? ''}:${name}`);
    const thing = made === undefined ? null : this.#surface.resolveIn(this.#module, made);
    return thing?.kind === 'definition' && thing.definition.kind === 'class' ? thing : null;
  }

  #made(module: Module, value: string | null): Defined | null {
    const [, name] = /^(?:await\s+)?([\w.]+)\s*\(/.exec(value ?? '') ?? [];
    const thing = name === undefined ? null : this.#surface.resolveIn(module, name);
    return thing?.kind === 'definition' && thing.definition.kind === 'class' ? thing : null;
  }

  #on(owner: Defined | null, name: string): Callee | null {
    return owner && asCallee(this.#surface.member(owner, name), true);
  }
}

function asCallee(thing: Thing | null, onInstance: boolean): Callee | null {
  return thing?.kind === 'definition' && thing.definition.kind !== 'attribute' ? { thing, onInstance } : null;
}

/** `scope:name` -> the class called to make it. A variable that is made in two ways is left out. */
function variablesIn({ outline, text }: Module): Map<string, string> {
  const found = new Map<string, string | null>();
  const source = text ?? '';
  for (const { callee, scope, span } of outline.uses().calls) {
    const head = source.slice(Math.max(0, span.start - 200), span.start);
    const before = /=\s*(?:await\s+)?$/.test(head) ? ASSIGNED.exec(head) : null; // few are, and the whole is slow to say so
    const after = /^\s+as\s+([\p{L}_][\p{L}\p{N}_]*)/u.exec(source.slice(span.end, span.end + 100));
    const name = before?.[1] ?? after?.[1];
    if (
      name === undefined ||
      /(?:\.|\w\()\s*$/.test(source.slice(0, Math.max(0, span.start - (before?.[0].length ?? 0))).slice(-2))
    )
      continue;
    const key = `${scope ?? ''}:${name}`;
    found.set(key, found.has(key) && found.get(key) !== callee ? null : callee);
  }
  return new Map([...found].flatMap(([key, made]) => (made === null ? [] : [[key, made]])));
}

/** What a call is assigned to. */
const ASSIGNED = /([\p{L}_][\p{L}\p{N}_]*)\s*(?::[^=\n]+)?=\s*(?:await\s+)?$/u;
