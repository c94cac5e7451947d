import type { Compared } from '../compare/compare.ts';
import { withEntry } from '../copy/register.ts';
import type { Git } from '../git/run.ts';
import { entriesOf } from '../git/tree.ts';
import type { FileWrite } from '../git/write.ts';
import { placesOf, type RegistryFormat } from '../layout/layout.ts';
import { entriesIn } from '../layout/registry.ts';
import type { Finding, OwnSource, Path, Stray } from '../model.ts';
import { plural } from '../plural.ts';
import { importFixes, type Rewritten } from './imports.ts';

/** What can be settled without asking anybody. Nothing is written yet. */
export interface FixPlan {
  readonly writes: readonly FileWrite[];
  /** What each of them does. */
  readonly done: readonly string[];
  /** What stands in the way of the rest. */
  readonly left: readonly string[];
}

/**
 * Plans to settle findings about the fork's own tree: own sources that no registry names, files that lie where nothing
 * reads them, and imports of what now lies elsewhere. What only the target will break stays: a fork rewritten for it before the merge would be dead until then.
 */
export async function planFix(
  room: Git,
  { comparison, trees, uses }: Compared,
  findings: readonly Finding[],
): Promise<FixPlan> {
  const now = findings.filter(({ when, carried }) => when === 'now' && !carried);
  const at = (rule: string): Set<Path | null> =>
    new Set(now.filter((one) => one.rule === rule).map(({ path }) => path));
  const [homeless, unnamed] = [at('left-behind'), at('unregistered-source')];
  const strays = comparison.own.strays.filter(({ when, path }) => when === 'now' && homeless.has(path));
  const sources = comparison.own.sources.filter(({ registration, main }) => registration === null && unnamed.has(main));
  const rewritten = await importFixes(uses, at('dead-import'));
  if (strays.length + sources.length + rewritten.size === 0) return { writes: [], done: [], left: [] };
  const fork = await entriesOf(room, comparison.fork.sha);
  const places = moves(
    strays.filter(({ kind }) => kind !== 'registry'),
    fork,
  );
  const moved = withImports(places, rewritten, fork);
  if (sources.length === 0) return moved;
  const [registry] = placesOf(trees.fork.layout, 'registry').flatMap((place) => place.registry ?? []);
  const text = registry && trees.fork.texts.get(registry.path);
  const mode = registry && fork.get(registry.path)?.mode;
  if (!registry || !text || mode === undefined) {
    return { ...moved, left: [...moved.left, ...sources.map(({ source }) => `no registry was found for ${source}`)] };
  }
  const named = registrations(sources, text, registry);
  const writes = named.text === text ? [] : [{ path: registry.path, mode, content: named.text }];
  return {
    writes: [...moved.writes, ...writes],
    done: [...moved.done, ...named.done],
    left: [...moved.left, ...named.left],
  };
}

function moves(strays: readonly Stray[], fork: Awaited<ReturnType<typeof entriesOf>>): FixPlan {
  const [writes, done, left]: [FileWrite[], string[], string[]] = [[], [], []];
  const taken = new Set(fork.keys());
  for (const { path, belongs } of strays) {
    const entry = fork.get(path);
    if (!entry || belongs === null) {
      left.push(`${path}: the layout has no place for it`);
    } else if (taken.has(belongs)) {
      left.push(`${path}: ${belongs} is there already`);
    } else {
      taken.add(belongs);
      writes.push({ path: belongs, ...entry }, { path, mode: null });
      done.push(`moved ${path} to ${belongs}`);
    }
  }
  return { writes, done, left };
}

/** Puts rewritten texts where their files go. */
function withImports(
  plan: FixPlan,
  rewritten: ReadonlyMap<Path, Rewritten>,
  fork: Awaited<ReturnType<typeof entriesOf>>,
): FixPlan {
  const [writes, done, left] = [[...plan.writes], [...plan.done], [...plan.left]];
  for (const [path, { text, count, left: others }] of rewritten) {
    left.push(...others.map((name) => `${path}: ${name} has not exactly one home to import it from`));
    const entry = fork.get(path);
    if (entry === undefined || count === 0) continue;
    // a move writes its blob at the new place right before it deletes the old one
    const gone = writes.findIndex((write) => write.path === path && write.mode === null);
    const place = gone > 0 ? (writes[gone - 1]?.path ?? path) : path;
    const write: FileWrite = { path: place, mode: entry.mode, content: text };
    if (gone > 0) writes[gone - 1] = write;
    else writes.push(write);
    done.push(`rewrote ${plural(count, 'import')} in ${place}`);
  }
  return { writes, done, left };
}

function registrations(
  sources: readonly OwnSource[],
  text: string,
  registry: RegistryFormat,
): { readonly text: string; readonly done: string[]; readonly left: string[] } {
  const [done, left]: [string[], string[]] = [[], []];
  let now = text;
  for (const { source, className, serviceType, module } of sources) {
    if (className === null || serviceType === null) {
      left.push(`${source}: its class has no service_type that could be registered`);
      continue;
    }
    if (entriesIn(now, registry).some((entry) => entry.serviceType === serviceType)) {
      left.push(`${source}: the service type ${serviceType} is registered for another source; rename yours first`);
      continue;
    }
    const next = withEntry(now, registry, null, { className, serviceType, module });
    if (next === null) {
      left.push(`${source}: ${registry.path} has no entry to stand beside`);
    } else {
      now = next;
      done.push(`registered ${serviceType}: ${module}:${className} in ${registry.path}`);
    }
  }
  return { text: now, done, left };
}
