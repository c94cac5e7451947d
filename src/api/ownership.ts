import { isTest, type Module } from './module.ts';
import { tellingLines } from './sameness.ts';
import type { Surface } from './surface.ts';

/** A new module is made of an old one when it has at least this many of its distinctive lines, making up this share. */
const enough = { lines: 2, share: 0.7 } as const;

/**
 * Which new modules hold the text of which old ones. A line is distinctive when exactly one old module has it, so renames of
 * one file into many are followed, which git does not do (research, upstream.md 4). Reading all lines takes some 50 ms for
 * two trees of 80 and 185 modules, and is only done when a name alone does not settle a question.
 */
export class Ownership {
  readonly #old: Surface;
  readonly #now: Surface;
  /** new module -> old module -> how many of its distinctive lines. */
  #counts: Map<string, Map<string, number>> | undefined;
  readonly #packages = new Map<string, ReadonlySet<string>>();

  constructor(old: Surface, now: Surface) {
    this.#old = old;
    this.#now = now;
  }

  /** New modules that hold any line which only this old module had. */
  heirsOf(old: string): string[] {
    return [...this.#table()].flatMap(([name, from]) => (from.has(old) ? [name] : []));
  }

  /** Whether the new module is mainly made of the old one, or lies in the package that the old one became. */
  isMade(now: string, old: string): boolean {
    if (now === old || this.#isMainly(now, old)) return true;
    if (now.startsWith(`${old}.`) && !this.#isAnothers(now, old)) return true;
    const around = parentOf(now);
    return around !== '' && this.#becamePackages(old).has(around);
  }

  #isAnothers(now: string, old: string): boolean {
    return [...(this.#table().get(now)?.keys() ?? [])].some((other) => other !== old && this.#isMainly(now, other));
  }

  /** How many distinctive lines of the old module the new one has. */
  lines(now: string, old: string): number {
    return this.#table().get(now)?.get(old) ?? 0;
  }

  #isMainly(now: string, old: string): boolean {
    const from = this.#table().get(now);
    const own = from?.get(old) ?? 0;
    const total = [...(from?.values() ?? [])].reduce((sum, n) => sum + n, 0);
    return own >= enough.lines && own / total >= enough.share;
  }

  /** A package all of whose modules with telling lines come from one old module is what became of it. */
  #becamePackages(old: string): ReadonlySet<string> {
    const known = this.#packages.get(old);
    if (known !== undefined) return known;
    const homes = this.heirsOf(old).filter((name) => this.#isMainly(name, old) && parentOf(name) !== parentOf(old));
    const packages = new Set(homes.map(parentOf));
    for (const name of packages) {
      const others = [...this.#table()].filter(([one]) => parentOf(one) === name && !this.#isMainly(one, old));
      if (others.some(([one, from]) => from.size > 0 && !from.has(old) && one !== name)) packages.delete(name);
    }
    this.#packages.set(old, packages);
    return packages;
  }

  #table(): Map<string, Map<string, number>> {
    this.#counts ??= this.#count();
    return this.#counts;
  }

  #count(): Map<string, Map<string, number>> {
    const owners = new Map<string, string | null>();
    for (const { name, text } of offered(this.#old)) {
      for (const line of tellingLines(text ?? '')) owners.set(line, owners.has(line) ? null : name);
    }
    const counts = new Map<string, Map<string, number>>();
    for (const { name, text, oid } of offered(this.#now)) {
      if (this.#old.modules.get(name)?.oid === oid) continue;
      const from = new Map<string, number>();
      for (const line of tellingLines(text ?? '')) {
        const owner = owners.get(line);
        if (owner) from.set(owner, (from.get(owner) ?? 0) + 1);
      }
      counts.set(name, from);
    }
    return counts;
  }
}

/** The modules that somebody offers to others. Asked of a tree for every override of the fork's, so it is told once. */
export function offered(surface: Surface): readonly Module[] {
  const known = told.get(surface) ?? surface.modules.all().filter(({ name }) => !isTest(name));
  told.set(surface, known);
  return known;
}

const told = new WeakMap<Surface, readonly Module[]>();

const parentOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));
