import type { Path } from '../model.ts';
import { dottedIn, mapDotted } from './fold.ts';
import { codeOf } from './items.ts';
import { locate, partsOf, walk } from './locate.ts';
import { binds, freeUses } from './names.ts';
import { itemsOfText, type OwnFile, partsNow, type Work } from './work.ts';

/** What a dotted path of the old tree is called in the new one; null when several names are equally good, or none. */
export type Rename = (value: string) => string | null;

/** How upstream itself renamed dotted strings, learned from tests that it only renamed them in. */
export interface Learned {
  /** Whole strings, and their beginnings up to the name in the module: old -> new -> how often. */
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Compares definitions of base and target that differ in nothing but dotted strings. */
export function learn(work: Work, files: Iterable<OwnFile>): Learned {
  const votes = new Map<string, Map<string, number>>();
  const vote = (old: string, now: string): void => {
    const count = votes.get(old) ?? new Map<string, number>();
    votes.set(old, count.set(now, (count.get(now) ?? 0) + 1));
  };
  for (const { path, base, fork } of files) {
    const now = partsOf(work, path).flatMap((part) => [...walk(partsNow(work, part))]);
    const byKey = new Map(now.map(([keys, part]) => [keys.join('\0'), part]));
    // the fork's own text teaches too, where upstream took over what the fork has
    for (const text of new Set([base, fork])) {
      for (const [keys, item] of walk(itemsOfText(work, path, text))) {
        const same = item.items.length === 0 ? byKey.get(keys.join('\0')) : undefined;
        if (same !== undefined)
          for (const [old, fresh] of renamesIn(work, codeOf(item), codeOf(same))) voteFor(work, vote, old, fresh);
      }
    }
  }
  return { votes };
}

/** A whole string, and its beginning up to the name in the module where the rest is the same. */
function voteFor(work: Work, vote: (old: string, now: string) => void, old: string, now: string): void {
  vote(old, now);
  const [head, tail] = splitAt(work, old);
  if (tail !== '' && now.endsWith(tail)) vote(head, now.slice(0, -tail.length));
}

/** `a.b.module.name` and what follows it. */
function splitAt(work: Work, value: string): [head: string, tail: string] {
  const module = moduleIn(work, value);
  if (module === null) return [value, ''];
  const end = value.indexOf('.', module.length + 1);
  return end < 0 ? [value, ''] : [value.slice(0, end), value.slice(end)];
}

/** The longest module of the fork's or the base's tree that a dotted path begins with. */
function moduleIn({ fork, base }: Work, value: string): string | null {
  const parts = value.split(/[.:]/);
  for (let n = parts.length; n > 0; n--) {
    const name = parts.slice(0, n).join('.');
    if (fork.surface.modules.get(name) || base.surface.modules.get(name)) return name;
  }
  return null;
}

/** Translates by what was learned, else by where the name is bound now. */
export function renamer(work: Work, { votes }: Learned): (context: readonly string[]) => Rename {
  const best = (key: string): string | null => {
    const ranked = [...(votes.get(key) ?? [])].sort(([, a], [, b]) => b - a);
    return ranked[0] !== undefined && ranked[0][1] > (ranked[1]?.[1] ?? 0) ? ranked[0][0] : null;
  };
  const learned = (value: string): string | null => {
    const whole = best(value);
    if (whole !== null) return whole;
    const [head, tail] = splitAt(work, value);
    const now = best(head);
    return now === null ? null : now + tail;
  };
  return (context) => {
    const near = (except: string): (string | null)[] =>
      context.flatMap((value) =>
        value === except ? [] : [moduleOfNew(work, learned(value) ?? bound(work, value, []) ?? '')],
      );
    return (value) => learned(value) ?? bound(work, value, near(value));
  };
}

function moduleOfNew(work: Work, value: string): string | null {
  const { modules } = work.now().surface;
  for (let at = value.length; at > 0; at = value.lastIndexOf('.', at - 1)) {
    if (modules.get(value.slice(0, at))) return value.slice(0, at);
  }
  return null;
}

/** A name that a module of old bound is patched where a part of that module binds and uses it. */
function bound(work: Work, value: string, near: readonly (string | null)[]): string | null {
  const module = moduleIn(work, value);
  if (module === null) return value;
  const now = work.now();
  const rest = value.slice(module.length + 1);
  const name = rest.split('.', 1)[0] ?? '';
  const path = work.fork.pathOf(module) ?? work.base.pathOf(module);
  if (path === null) return value;
  const modules = partsOf(work, path).flatMap((part) => now.moduleOf(part) ?? []);
  if (name === '') return now.surface.modules.get(module) ? module : modules.length === 1 ? (modules[0] ?? null) : null;
  const sep = value[module.length] ?? '.';
  const having = modules.filter((one) => bindsName(work, one, name));
  const pick = (found: readonly string[]): string | null => (found.length === 1 ? `${found[0]}${sep}${rest}` : null);
  const attribute = rest.includes('.') || sep === ':';
  const spot = locate(work, path, [name], null);
  const definedIn = 'path' in spot ? now.moduleOf(spot.path) : null;
  const renamed = 'path' in spot ? (spot.keys[0] ?? name) + rest.slice(name.length) : rest;
  return (
    pick(having) ??
    (attribute && definedIn !== null ? `${definedIn}${sep}${renamed}` : null) ??
    pick(having.filter((one) => uses(work, one, name))) ??
    pick(having.filter((one) => near.includes(one))) ??
    (having.length === 0 && now.surface.resolves(value.replace(':', '.')) ? value : null)
  );
}

function bindsName(work: Work, module: string, name: string): boolean {
  const found = work.now().surface.modules.get(module);
  return found !== undefined && binds(found.outline, name);
}

function uses(work: Work, module: string, name: string): boolean {
  const found = work.now().surface.modules.get(module);
  return found !== undefined && freeUses(found.outline).some((use) => use.name === name);
}

/** Code of the old tree in the words of the new one, and the strings that could not be told. */
export function translate(
  work: Work,
  code: string,
  rename: (context: readonly string[]) => Rename,
): { code: string; unknown: string[] } {
  const strings = dottedIn(code, work.roots);
  const of = rename(strings);
  const unknown: string[] = [];
  const put = (value: string): string => {
    const now = of(value);
    if (now === null) unknown.push(value);
    return now ?? value;
  };
  return {
    code: mapDotted(code, work.roots, { string: put, module: (module, names) => innerModule(work, module, names) }),
    unknown,
  };
}

/** The module an import inside a function names now. */
function innerModule(work: Work, module: string, names: readonly string[]): string {
  const now = work.now().surface;
  if (names.length > 0 && names.every((name) => now.imported(module, name) !== null)) return module;
  const path = work.fork.pathOf(module) ?? work.base.pathOf(module);
  if (path === null) return module;
  const homes = new Set(
    names.map((name): Path | null => {
      const spot = locate(work, path, [name], null);
      return 'path' in spot ? spot.path : null;
    }),
  );
  const [only] = homes;
  return homes.size === 1 && only ? (work.now().moduleOf(only) ?? module) : module;
}

/** Renames the dotted strings of one definition as upstream renamed those it already had. */
export function renamesIn(work: Work, base: string, target: string): ReadonlyMap<string, string> {
  if (work.fold(base) !== work.fold(target)) return new Map();
  const [old, now] = [dottedIn(base, work.roots), dottedIn(target, work.roots)];
  return new Map(old.map((value, i) => [value, now[i] ?? value]));
}
