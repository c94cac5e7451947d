import { absoluteModule } from '../api/specifier.ts';
import type { Path } from '../model.ts';
import type { Import } from '../outline/index.ts';
import { lackingAttributes } from './aliases.ts';
import { closedCircles } from './circles.ts';
import { type Draft, renderDraft } from './draft.ts';
import { halves } from './halves.ts';
import { importersOf, missingNames } from './imports.ts';
import { partsOf, walk } from './locate.ts';
import { binds } from './names.ts';
import { isThere } from './resolve.ts';
import type { Work } from './work.ts';

/** What the port must not have done: change -> why it has to be taken back. Changes are named as in {@link Work.held}. */
export function verify(work: Work): Map<string, string> {
  const harm = new Map<string, string>();
  for (const draft of work.drafts.values()) {
    const text = renderDraft(draft);
    if (text === draft.before) continue;
    for (const [name, reason] of [...problems(work, draft, text)]) {
      for (const id of culprits(work, draft.path, name)) if (!harm.has(id)) harm.set(id, reason);
    }
  }
  for (const [id, reason] of halves(work)) if (!harm.has(id)) harm.set(id, reason);
  for (const path of work.removed) {
    const module = work.target.moduleOf(path);
    const importers = module === null ? [] : importersOfModule(work, module);
    if (importers.length === 0) continue;
    const gone = work.placed.filter(({ from, how }) => how === 'deleted' && partsOf(work, from).includes(path));
    for (const { id } of gone) harm.set(id, `${module} is still used by ${importers.join(', ')}`);
  }
  return harm;
}

/** Files that import from a module which is gone. */
export function importersOfModule(work: Work, module: string): Path[] {
  const now = work.now().surface;
  if (now.moduleAt(module) !== null) return [];
  const last = module.slice(module.lastIndexOf('.') + 1);
  return now.modules.all().flatMap((other) => {
    if (other.text === null || !other.text.includes(last)) return [];
    const takes = other.outline.imports.some((one) => {
      const origin = absoluteModule(other, one);
      return !one.guarded && (origin === module || (one.kind === 'name' && `${origin}.${one.name}` === module));
    });
    return takes ? [other.path] : [];
  });
}

/** The changes that brought a name to a file, or took it away; without a name all of the file's. */
function culprits(work: Work, path: Path, name: string | null): string[] {
  const here = work.placed.filter(({ home, how }) => home === path && how !== 'upstream');
  const word = name === null ? null : new RegExp(`(?<![\\w.])${name.replace(/\W/g, '\\$&')}(?!\\w)`);
  const found = here.filter(({ code }) => word === null || word.test(code));
  return found.map(({ id }) => id);
}

function* problems(work: Work, draft: Draft, text: string): Generator<[name: string | null, reason: string]> {
  const outline = work.reader.outline(draft.path, text);
  const before = draft.before === null ? null : work.reader.outline(draft.path, draft.before);
  const sound =
    before?.partial !== true &&
    ![...draft.origins].some(
      (path) =>
        work.files.get(path)?.fork != null && work.reader.outline(path, work.files.get(path)?.fork ?? '').partial,
    );
  if (outline.partial && sound) yield [null, 'the result would not parse'];
  for (const name of missingNames(outline, before)) {
    if (wasBound(work, draft, name)) yield [name, `${name} would not be defined in ${draft.path}`];
  }
  for (const [name, module] of deadNow(work, draft, text))
    yield [name, `${module} does not offer ${name} in ${work.sides.target}`];
  for (const { chain, attribute, module } of lackingAttributes(work, draft, outline)) {
    if (!draft.before?.includes(chain)) yield [chain, `${module} has no ${attribute} in ${work.sides.target}`];
  }
  for (const { name, module } of closedCircles(work, draft, text))
    yield [name, `${work.now().moduleOf(draft.path)} and ${module} would import each other`];
  for (const { name, importers } of lostNames(work, draft, text))
    yield [name, `${name} is still used by ${importers.join(', ')}`];
  for (const name of doubledNames(work, draft, text)) yield [name, `${name} would be defined twice in ${draft.path}`];
}

/** Bound in the target or in the fork's files: a name that means nothing anywhere is not the port's doing. */
function wasBound(work: Work, draft: Draft, name: string): boolean {
  if (draft.before !== null && binds(work.reader.outline(draft.path, draft.before), name)) return true;
  return [...draft.origins].some((path) => {
    const text = work.fork.text(path) ?? work.base.text(path);
    return text !== null && binds(work.reader.outline(path, text), name);
  });
}

function* deadNow(work: Work, draft: Draft, text: string): Generator<[name: string, module: string]> {
  const now = work.now();
  const own = { name: now.moduleOf(draft.path) ?? '', isPackage: draft.path.endsWith('__init__.py') };
  const said = (one: Import): string => `${one.level} ${one.module} ${one.name}`;
  const old = new Set(draft.before === null ? [] : work.reader.outline(draft.path, draft.before).imports.map(said));
  for (const one of work.reader.outline(draft.path, text).imports) {
    if (one.guarded || old.has(said(one))) continue;
    const module = absoluteModule(own, one);
    if (module === null || !work.roots.has(module.split('.', 1)[0] ?? '')) continue;
    if (!isThere(work, module, one.kind === 'name' ? one.name : null)) yield [one.name ?? one.module, module];
  }
}

/** Names that the file bound before, with the files that still import them from it. */
export function lostNames(work: Work, draft: Draft, text: string): { name: string; importers: Path[] }[] {
  const module = work.now().moduleOf(draft.path);
  if (draft.before === null || module === null || draft.before === text) return [];
  const [then, now] = [draft.before, text].map((one) => work.reader.items(draft.path, one));
  const kept = new Set([...walk(now?.items ?? [])].map(([, part]) => part.name));
  const outline = work.reader.outline(draft.path, text);
  const gone = (then?.items ?? []).filter(
    ({ name, kind }) => kind !== 'import' && kind !== 'statement' && !kept.has(name) && !binds(outline, name),
  );
  return gone.flatMap(({ name }) => {
    const importers = importersOf(work, module, name, draft.path);
    return importers.length > 0 ? [{ name, importers }] : [];
  });
}

/** Definitions that stand twice where neither target nor fork has them twice. */
function doubledNames(work: Work, draft: Draft, text: string): string[] {
  const doubles = (path: Path, source: string | null): Set<string> =>
    new Set(
      source === null
        ? []
        : [...walk(work.reader.items(path, source).items)].flatMap(([keys, { kind }]) =>
            kind !== 'statement' && kind !== 'import' && keys.at(-1)?.includes('#') ? [keys.join('.')] : [],
          ),
    );
  const known = new Set([...doubles(draft.path, draft.before)]);
  for (const path of draft.origins)
    for (const name of doubles(path, work.files.get(path)?.fork ?? null)) known.add(name);
  return [...doubles(draft.path, text)]
    .filter((name) => !known.has(name))
    .map((name) => name.replace(/#\d+$/, '').split('.').at(-1) ?? name);
}
