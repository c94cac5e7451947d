import { Definitions, definitionsIn } from './definitions.ts';
import { simpleName } from './names.ts';
import { Ownership } from './ownership.ts';
import { contentOf, likeness, linesOf } from './sameness.ts';
import { type Defined, pathOf, type Surface, type Thing } from './surface.ts';

/** A text this similar is the same thing under another name; half of it will do where the name is the same. */
const alike = { renamed: 0.6, named: 0.5 } as const;

/** Tokens that make a content telling by itself. */
const telling = 10;

/**
 * Where a new tree keeps what an old one kept elsewhere. Same name and same content is proof; of several such places those
 * in the modules that the old one became count. A name alone proves nothing, since `logger` is everywhere.
 */
export class Homes {
  readonly #old: Surface;
  readonly #now: Surface;
  readonly #definitions: Definitions;
  readonly #before: Definitions;
  readonly #ownership: Ownership;
  readonly #known = new Map<string, readonly Defined[]>();

  constructor(old: Surface, now: Surface) {
    this.#old = old;
    this.#now = now;
    this.#definitions = new Definitions(now);
    this.#before = new Definitions(old);
    this.#ownership = new Ownership(old, now);
  }

  /** What became of an old definition: the thing at its own path, else its first home. */
  counterpart(old: Defined): Thing | null {
    return this.#now.resolve(pathOf(old)) ?? this.of(old)[0] ?? null;
  }

  /** The homes of a definition that its own path no longer leads to, sorted by path. */
  of(old: Defined): readonly Defined[] {
    const path = pathOf(old);
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const found = old.definition.container === null ? this.#ofOwn(old) : this.#ofMember(old);
    const unique = new Map([...found].reverse().map((one) => [pathOf(one), one]));
    const sorted = [...unique.values()].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
    this.#known.set(path, sorted);
    return sorted;
  }

  /** The modules that an old module became, sorted; one with the same leaf name wins over the rest. */
  ofModule(old: string): string[] {
    const heirs = this.#ownership.heirsOf(old).filter((name) => name !== old && this.#ownership.isMade(name, old));
    const whole = heirs.filter((name) => leafOf(name) === leafOf(old));
    if (heirs.length > 0) return (whole.length === 1 ? whole : heirs).sort();
    return this.#ofPackage(old);
  }

  /** A package without text of its own went where a module of the same leaf name went. */
  #ofPackage(old: string): string[] {
    const below = this.#old.modules.all().flatMap(({ name }) => (name.startsWith(`${old}.`) ? [name] : []));
    const places = below.flatMap((name) => {
      const inside = name.slice(old.length);
      return this.ofModule(name).flatMap((home) => (home.endsWith(inside) ? [home.slice(0, -inside.length)] : []));
    });
    return [...new Set(places)].sort();
  }

  #ofOwn(old: Defined): readonly Defined[] {
    const name = old.definition.name;
    const named = this.#definitions.named(name).filter((one) => one.definition.kind === old.definition.kind);
    const top = named.filter(({ definition }) => definition.container === null);
    const same = this.#fresh(top.filter((one) => sameContent(old, one)));
    if (same.length > 0) return this.#placed(old, same);
    const trail = this.#trail(old, name);
    if (trail !== null) return [trail];
    const changed = this.#changed(old, top);
    if (changed.length > 0) return changed;
    const method = this.#fresh(named.filter((one) => one.definition.kind === 'function' && sameContent(old, one)));
    if (method.length === 1 && isTelling(old)) return method;
    const heirs = new Set([old.module.name, ...this.#ownership.heirsOf(old.module.name)]);
    const others = [...heirs]
      .flatMap((heir) => definitionsAt(this.#now, heir))
      .filter(({ definition }) => definition.container === null);
    return this.#renamed(old, this.#fresh(others), true);
  }

  /** Something that stood at the same path before is a twin, not a home, unless there is nothing else. */
  #fresh(found: readonly Defined[]): readonly Defined[] {
    const fresh = found.filter((one) => {
      const before = this.#old.resolve(pathOf(one));
      return before?.kind !== 'definition' || !sameContent(before, one);
    });
    return fresh.length > 0 ? fresh : found;
  }

  /** Of places with equal content: those made of the old module; else the same leaf name; else all of them. */
  #placed(old: Defined, same: readonly Defined[]): readonly Defined[] {
    const { name } = old.module;
    if (same.length === 1 && (isTelling(old) || this.#before.named(old.definition.name).length === 1)) return same;
    const made = this.#made(old, same);
    if (made.length > 0) return made;
    const leaf = same.filter(({ module }) => leafOf(module.name) === leafOf(name));
    if (leaf.length > 0) return leaf;
    const some = same.filter(({ module }) => this.#ownership.lines(module.name, name) > 0);
    if (some.length > 0) return some;
    // a small value that many modules give to the same name
    return old.definition.kind === 'attribute' && !isTelling(old) ? [] : same;
  }

  /** Those in modules made of the old one; of them those in the package that took its name. */
  #made(old: Defined, found: readonly Defined[]): readonly Defined[] {
    const made = found.filter(({ module }) => this.#ownership.isMade(module.name, old.module.name));
    const inside = made.filter(({ module }) => module.name.startsWith(`${old.module.name}.`));
    return inside.length > 0 ? inside : made;
  }

  /** What the old module, or a package around it, now imports by that name. */
  #trail(old: Defined, name: string): Defined | null {
    for (let at = old.module.name; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const found = this.#now.imported(at, name);
      if (found?.kind === 'definition' && found.definition.kind === old.definition.kind) return found;
    }
    return null;
  }

  /** Same name, other content: in a module made of the old one, or much alike. */
  #changed(old: Defined, named: readonly Defined[]): readonly Defined[] {
    const made = this.#made(old, named);
    if (made.length > 0) return best(old, made);
    if (old.definition.kind === 'attribute') return [];
    const lines = linesOf(old);
    return best(
      old,
      named.filter((one) => likeness(lines, linesOf(one)) >= alike.named),
    );
  }

  #ofMember(old: Defined): readonly Defined[] {
    const owner = this.#old.resolve(pathOf(old).slice(0, -simpleName(old.definition).length - 1));
    const home = owner?.kind === 'definition' ? this.counterpart(owner) : null;
    if (home?.kind === 'definition' && owner?.kind === 'definition') {
      const there = this.#now.member(home, simpleName(old.definition));
      if (there?.kind === 'definition') return [there];
      const siblings = this.#membersOf(home).filter(
        ({ definition }) => this.#old.member(owner, simpleName(definition)) === null,
      );
      const renamed = this.#renamed(old, siblings, false);
      if (renamed.length > 0) return renamed;
    }
    if (old.definition.kind !== 'function' || !isTelling(old)) return [];
    const named = this.#definitions.named(simpleName(old.definition));
    const same = this.#fresh(named.filter((one) => one.definition.kind === 'function' && sameContent(old, one)));
    return same.length === 1 ? same : [];
  }

  #membersOf(owner: Defined): Defined[] {
    return definitionsIn(owner.module).filter(({ definition }) => definition.container === owner.definition.name);
  }

  /** The one that says the same under another name; else the one that is clearly most alike. */
  #renamed(old: Defined, others: readonly Defined[], mustTell: boolean): readonly Defined[] {
    const kin = others.filter(
      ({ definition }) =>
        definition.kind === old.definition.kind &&
        simpleName(definition) !== simpleName(old.definition) &&
        !(definition.kind === 'attribute' && definition.instance),
    );
    const equal =
      mustTell && !isTelling(old) ? [] : kin.filter((one) => sameContent(old, one) || sameOnceRenamed(old, one));
    if (equal.length === 1) return equal;
    if (old.definition.kind === 'attribute') return [];
    const lines = linesOf(old);
    const scored = kin.map((one) => ({ one, score: likeness(lines, linesOf(one)) })).sort((a, b) => b.score - a.score);
    const [first, second] = scored;
    const clear = first !== undefined && first.score >= alike.renamed && first.score - (second?.score ?? 0) >= 0.1;
    return clear && lines.size >= 3 ? [first.one] : [];
  }
}

function definitionsAt(surface: Surface, name: string): Defined[] {
  const module = surface.modules.get(name);
  return module === undefined ? [] : definitionsIn(module);
}

/** The most alike, all of them when several are. */
function best(old: Defined, found: readonly Defined[]): readonly Defined[] {
  const lines = linesOf(old);
  const scored = found.map((one) => ({ one, score: likeness(lines, linesOf(one)) }));
  const most = Math.max(...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score === most).map(({ one }) => one);
}

function sameContent(a: Defined, b: Defined): boolean {
  const content = contentOf(a);
  return content !== null && content === contentOf(b);
}

/** `return self._type` of `type`, and `return self._field_type` of `field_type`. */
function sameOnceRenamed(old: Defined, now: Defined): boolean {
  const content = contentOf(old);
  return (
    content !== null && content.replaceAll(simpleName(old.definition), simpleName(now.definition)) === contentOf(now)
  );
}

function isTelling(found: Defined): boolean {
  return (contentOf(found)?.split(' ').length ?? 0) >= telling;
}

const leafOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
