import { closest } from '../api/roots.ts';
import { absoluteModule } from '../api/specifier.ts';
import type { Path } from '../model.ts';
import type { Import } from '../outline/index.ts';
import type { Entry } from './isort.ts';
import { locate, partsOf } from './locate.ts';
import { bindings, boundName } from './names.ts';
import type { Tree } from './trees.ts';
import type { Work } from './work.ts';

/** Where a file of the port has to import a name from that a file of the fork has at its top; null when nobody can tell. */
export function entryFor(work: Work, to: Path, origin: Path, name: string): Entry | null {
  const text = work.fork.text(origin) ?? work.base.text(origin);
  const module = work.fork.moduleOf(origin) ?? work.base.moduleOf(origin);
  if (text === null) return null;
  const outline = work.reader.outline(origin, text);
  const binding = bindings(outline).get(name);
  if (binding?.kind === 'definition') {
    const home = homeOf(work, origin, name);
    return home === null ? null : { ...home, alias: home.name === name ? null : name };
  }
  const one =
    binding?.import ??
    outline.imports.find((each) => each.scope === null && each.kind !== 'star' && boundName(each) === name);
  if (one === undefined) return null;
  const from = { name: module ?? '', isPackage: origin.endsWith('__init__.py') };
  return importedNow(work, to, one, absoluteModule(from, one));
}

/** The module that holds what an old file defined by this name, and its name there. */
function homeOf(work: Work, path: Path, name: string): { readonly module: string; readonly name: string } | null {
  const spot = locate(work, path, [name], null);
  const module = 'path' in spot ? work.now().moduleOf(spot.path) : movedByUs(work, path, name);
  if (module === null) return movedAway(work, path, name);
  return { module, name: 'path' in spot ? (spot.keys[0] ?? name) : name };
}

/** Where upstream's API says that it went: for an import, a likeness which would not do to put code there is enough. */
function movedAway({ base, moved }: Work, path: Path, name: string): ReturnType<typeof homeOf> {
  const old = base.surface.imported(base.moduleOf(path) ?? '', name);
  if (old?.kind !== 'definition') return null;
  const [home, another] = moved().of(old);
  return home && !another ? { module: home.module.name, name: home.definition.name } : null;
}

/** Where ours put what it took out of this file: deleted here and added there under one name is a move. */
function movedByUs({ spots, fork, reader, now }: Work, path: Path, name: string): string | null {
  const text = fork.text(path);
  if (text !== null && reader.items(path, text).items.some((item) => item.name === name)) return null;
  const found = [...spots].filter(
    ([id]) => id.endsWith(`\0${name}`) && id.split('\0').length === 2 && !id.startsWith(`${path}\0`),
  );
  const homes = new Set(found.map(([, spot]) => spot.path));
  const [only] = homes;
  return homes.size === 1 && only !== undefined ? now().moduleOf(only) : null;
}

/** Whether the new tree has a module of the project, and a name in it. A package that it lacks altogether is no other project's. */
export function isThere(work: Work, module: string, name: string | null): boolean {
  const { surface } = work.now();
  if (!surface.isUpstreams(module)) return false;
  return name === null ? surface.moduleAt(module) !== null : surface.imported(module, name) !== null;
}

/** An import of the fork's, in the words of the new tree. */
export function importedNow(work: Work, to: Path, one: Import, module: string | null): Entry | null {
  const written = `${'.'.repeat(one.level)}${one.module}`;
  const entry = { module: written, name: one.kind === 'name' ? one.name : null, alias: one.alias };
  if (module === null || !work.roots.has(module.split('.', 1)[0] ?? '')) return entry;
  if (one.kind === 'name') return nameNow(work, to, module, one.name, one.alias);
  const now = moduleNow(work, module);
  return now === null ? null : { module: now, name: null, alias: one.alias };
}

function moduleNow(work: Work, module: string): string | null {
  if (work.now().surface.modules.get(module)) return module;
  const path = work.fork.pathOf(module) ?? work.base.pathOf(module);
  if (path === null) return isThere(work, module, null) ? module : null;
  const parts = partsOf(work, path).flatMap((part) => work.now().moduleOf(part) ?? []);
  return parts.length === 1 ? (parts[0] ?? null) : null;
}

function nameNow(work: Work, to: Path, module: string, name: string, alias: string | null): Entry | null {
  const old = meaning(work, module, name);
  if (old === null) {
    return isThere(work, module, name) ? { module, name, alias } : null;
  }
  if (old.kind === 'elsewhere') return { module, name, alias };
  if (old.kind === 'module') {
    const now = moduleNow(work, old.name);
    const at = now?.lastIndexOf('.') ?? -1;
    if (now === null || at < 0) return null;
    const last = now.slice(at + 1);
    return { module: now.slice(0, at), name: last, alias: alias ?? (last === name ? null : name) };
  }
  const home = homeOf(work, old.path, old.name);
  if (home === null) return isThere(work, module, name) ? { module, name, alias } : null;
  const as = alias ?? (home.name === name ? null : name);
  return { module: customary(work, to, home.module, home.name), name: home.name, alias: as };
}

type Meaning =
  | { readonly kind: 'definition'; readonly path: Path; readonly name: string }
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'elsewhere' };

/** What a name of a module meant in the fork, or in the base where the fork has lost it. */
function meaning({ fork, base }: Work, module: string, name: string): Meaning | null {
  return meaningIn(fork, module, name) ?? meaningIn(base, module, name);
}

function meaningIn({ surface }: Tree, module: string, name: string): Meaning | null {
  const thing = surface.imported(module, name);
  if (thing === null) return null;
  if (thing.kind === 'definition') return { kind: 'definition', path: thing.module.path, name: thing.definition.name };
  return thing.kind === 'module' ? { kind: 'module', name: thing.name } : { kind: 'elsewhere' };
}

/** The module from which upstream's code of the same package imports a definition most often; its home when nobody does. */
function customary(work: Work, to: Path, home: string, name: string): string {
  const { surface } = work.target;
  const wanted = surface.imported(home, name);
  if (wanted?.kind !== 'definition') return home;
  const counts = new Map<string, number>();
  const root = closest(work.target.roots, to);
  for (const { text, path } of surface.modules.all()) {
    if (text === null || !text.includes(name) || closest(work.target.roots, path) !== root) continue;
    for (const module of importersOf(text, name)) counts.set(module, (counts.get(module) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const own = work.now().moduleOf(to);
  const right = ranked.find(([module]) => {
    const thing = module === own ? null : surface.imported(module, name);
    return (
      thing?.kind === 'definition' &&
      thing.module.name === wanted.module.name &&
      thing.definition.name === wanted.definition.name
    );
  });
  return right?.[0] ?? home;
}

/** The modules that a text imports a name from. */
function importersOf(text: string, name: string): string[] {
  const found: string[] = [];
  for (const [, module = '', block, line] of text.matchAll(/^from ([\w.]+) import (?:\(([^)]*)\)|([^(\n]*))/gm)) {
    if (new RegExp(`\\b${name}\\b`).test(block ?? line ?? '')) found.push(module);
  }
  return found;
}
