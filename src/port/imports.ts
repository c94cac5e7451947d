import { absoluteModule } from '../api/specifier.ts';
import type { Path } from '../model.ts';
import type { Import, Outline } from '../outline/index.ts';
import { movedAliases } from './aliases.ts';
import { type Draft, renderDraft } from './draft.ts';
import { type Entry, editImports } from './isort.ts';
import { complete } from './items.ts';
import { bindings, binds, boundName, freeUses } from './names.ts';
import { entryFor, importedNow, isThere } from './resolve.ts';
import { sectionsFor } from './sections.ts';
import { builtins } from './stdlib.ts';
import { type OwnFile, rewriteDraft, type Work } from './work.ts';

/** Gives a draft the imports its code needs, and takes out those that the port left without a use. */
export function deriveImports(work: Work, draft: Draft): void {
  const text = complete(renderDraft(draft));
  const outline = work.reader.outline(draft.path, text);
  const before = draft.before === null ? null : work.reader.outline(draft.path, draft.before);
  const { dead, fresh } = deadImports(work, draft, outline);
  const missing = missingNames(outline, before).flatMap((name) => firstEntry(work, draft, name) ?? []);
  const aliases = movedAliases(work, draft, outline);
  const add = [...missing, ...fresh, ...broughtAlong(work, draft, outline), ...aliases.fresh];
  const remove = new Set([
    ...dead,
    ...aliases.stale,
    ...unused(work, draft, outline, before),
    ...shadowed(outline, before),
  ]);
  if (add.length + remove.size === 0) return;
  const edited = editImports(text, outline, { add, remove }, sectionsFor(work.target, draft.path));
  rewriteDraft(work, draft, edited);
}

/** Names that the code reads and nothing binds, except where that was so before. */
export function missingNames(outline: Outline, before: Outline | null): string[] {
  const lacking = lacks(outline);
  if (lacking.size === 0) return []; // reading uses is dear, and most files lack nothing
  const known = before === null ? new Set<string>() : lacks(before);
  return [...lacking].filter((name) => !known.has(name)).sort();
}

const lacks = (one: Outline): Set<string> =>
  new Set(freeUses(one).flatMap(({ name }) => (builtins.has(name) || binds(one, name) ? [] : [name])));

const usedIn = (one: Outline): Set<string> => new Set(freeUses(one).map(({ name }) => name));

function firstEntry(work: Work, draft: Draft, name: string): Entry | null {
  const own = work.now().moduleOf(draft.path);
  for (const origin of draft.origins) {
    const entry = entryFor(work, draft.path, origin, name);
    if (entry !== null && entry.module !== own) return entry;
  }
  return null;
}

/** Imports of project names that the new tree lacks, and what stands for them there. */
function deadImports(work: Work, draft: Draft, outline: Outline): { dead: Import[]; fresh: Entry[] } {
  const own = { name: work.now().moduleOf(draft.path) ?? '', isPackage: draft.path.endsWith('__init__.py') };
  const dead: Import[] = [];
  const fresh: Entry[] = [];
  for (const one of outline.imports) {
    if (one.scope !== null || one.guarded) continue;
    const module = absoluteModule(own, one);
    if (module === null || !work.roots.has(module.split('.', 1)[0] ?? '')) continue;
    if (isThere(work, module, one.kind === 'name' ? one.name : null)) continue;
    const now = one.kind === 'star' ? null : importedNow(work, draft.path, one, oldModule(work, draft, one) ?? module);
    if (now === null) continue;
    dead.push(one);
    fresh.push(now);
  }
  return { dead, fresh };
}

/** What an import named in the fork's file that the code came from: a relative one means another module there. */
function oldModule(work: Work, draft: Draft, one: Import): string | null {
  const [origin] = draft.origins;
  if (origin === undefined || one.level === 0) return null;
  return absoluteModule({ name: work.fork.moduleOf(origin) ?? '', isPackage: origin.endsWith('__init__.py') }, one);
}

/** Imports that the fork added for their own sake (re-exports, side effects), to a file that is still one. */
function broughtAlong(work: Work, draft: Draft, outline: Outline): Entry[] {
  const found: Entry[] = [];
  for (const origin of draft.origins) {
    const file = work.files.get(origin);
    if (file?.fork == null || work.homes.parts(origin).length > 1 || draft.before === null) continue;
    const added = addedImports(work, file).filter((one) => !binds(outline, boundName(one)));
    const used = added.length === 0 ? new Set() : usedIn(work.reader.outline(origin, file.fork)); // which is dear
    for (const one of added) {
      if (used.has(boundName(one))) continue;
      const from = { name: work.fork.moduleOf(origin) ?? '', isPackage: origin.endsWith('__init__.py') };
      const entry = importedNow(work, draft.path, one, absoluteModule(from, one));
      if (entry !== null) found.push(entry);
    }
  }
  return found;
}

/** The imports of its module that the fork added to a file. */
export function addedImports({ reader }: Work, { path, base, fork }: OwnFile): Import[] {
  const importsOf = (text: string | null): readonly Import[] =>
    text === null ? [] : reader.outline(path, text).imports;
  const old = new Set(importsOf(base).map(nameOf));
  return importsOf(fork).filter(
    (one) => one.scope === null && one.kind !== 'star' && !one.guarded && !old.has(nameOf(one)),
  );
}

/** Tells an import from others, wherever it stands. */
export const nameOf = ({ kind, level, module, name, alias }: Import): string =>
  [kind, level, module, name, alias].join(' ');

/** Imports whose name the code used before the port and uses no more, and which nobody takes from here. */
function unused(work: Work, draft: Draft, outline: Outline, before: Outline | null): Import[] {
  if (before === null) return [];
  const now = usedIn(outline);
  const module = work.now().moduleOf(draft.path);
  return outline.imports.filter((one) => {
    const name = boundName(one);
    if (one.scope !== null || one.kind === 'star' || one.guarded || now.has(name)) return false;
    if (one.module === '__future__') return false; // it changes how all of the file is read
    if (outline.exports?.names.includes(name) || module === null) return false;
    const came = !before.imports.some((old) => nameOf(old) === nameOf(one));
    return (
      (came || usedIn(before).has(name)) &&
      !keptByFork(work, draft, name) &&
      importersOf(work, module, name, draft.path).length === 0
    );
  });
}

/** The fork's file has it unused as well: then that is the fork's wish. */
function keptByFork(work: Work, draft: Draft, name: string): boolean {
  return [...draft.origins].some((origin) => {
    const text = work.fork.text(origin);
    if (text === null) return false;
    const outline = work.reader.outline(origin, text);
    return bindings(outline).get(name)?.kind === 'import' && !freeUses(outline).some((use) => use.name === name);
  });
}

/** The other files that import a name from this module, or patch it there. */
export function importersOf(work: Work, module: string, name: string, except: Path): Path[] {
  const found: Path[] = [];
  for (const other of work.now().surface.modules.all()) {
    if (other.path === except || other.text === null || !other.text.includes(name)) continue;
    const takes = (): boolean =>
      other.outline.imports.some(
        (one) => one.kind === 'name' && one.name === name && absoluteModule(other, one) === module,
      );
    if (other.text.includes(`${module}.${name}`) || (other.text.includes('import') && takes())) found.push(other.path);
  }
  return found;
}

/** Imports of a name that the port has since defined in this very file. */
function shadowed(outline: Outline, before: Outline | null): Import[] {
  const defined = new Set(
    outline.definitions
      .filter(({ container, kind }) => container === null && kind !== 'statement')
      .map(({ name }) => name),
  );
  const old = new Set(
    (before?.definitions ?? []).filter(({ container }) => container === null).map(({ name }) => name),
  );
  return outline.imports.filter((one) => {
    const name = boundName(one);
    return one.scope === null && one.kind !== 'star' && !one.guarded && defined.has(name) && !old.has(name);
  });
}
