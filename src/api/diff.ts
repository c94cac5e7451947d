import { type ApiChange, type ChangeKind, kinds, looks, placeOf } from './change.ts';
import { differences, type Located, type Pair } from './compare.ts';
import { callChanges } from './contract.ts';
import { Homes } from './homes.ts';
import { isTest, type Module } from './module.ts';
import { namesOf, simpleName } from './names.ts';
import { handedOn, handsOn } from './offers.ts';
import { QuickLooks } from './quick.ts';
import { pathOf, type Surface, type Thing } from './surface.ts';

/** All that changed between two trees, by symbol, then in the order of the kinds. */
export function apiChanges(old: Surface, now: Surface): ApiChange[] {
  const pair: Pair = { old, now, homes: new Homes(old, now) };
  const found = new Map<string, ApiChange>();
  const add = (change: ApiChange): void => {
    const key = `${change.symbol} ${change.kind}`;
    if (!found.has(key)) found.set(key, change);
  };
  const looks = new QuickLooks(pair);
  for (const module of old.modules.all()) {
    if (isTest(module.name)) continue;
    if (now.moduleAt(module.name) === null) add(goneModule(module, pair));
    for (const change of ownChanges(module, pair, looks)) add(change);
    for (const change of handedChanges(module, pair, looks)) add(change);
  }
  for (const one of callChanges(pair, looks))
    add(rowOf(pathOf(one.old), { ...one, kind: 'call-changed', breaks: 'subclasses', below: '' }, []));
  const order = (kind: ChangeKind): number => kinds.indexOf(kind);
  return [...found.values()].sort((a, b) =>
    a.symbol === b.symbol ? order(a.kind) - order(b.kind) : a.symbol < b.symbol ? -1 : 1,
  );
}

/** What changed in a module's own definitions. */
function ownChanges(module: Module, pair: Pair, looks: QuickLooks): ApiChange[] {
  if (looks.isUnchanged(module)) return [];
  const quick = looks.at(module);
  const names = quick?.open ?? definedNames(module);
  const slow = [...names].flatMap((name) => {
    const thing = pair.old.imported(module.name, name);
    return thing === null ? [] : changesAt(`${module.name}.${name}`, thing, pair);
  });
  const seen = [...(quick?.changes ?? [])].flatMap(([name, changes]) =>
    changes.map((one) => rowOf(`${module.name}.${name}`, one, [])),
  );
  return [...seen, ...slow];
}

function definedNames({ outline }: Module): string[] {
  return [...namesOf(outline).module].flatMap(([name, { kind }]) =>
    kind === 'definition' && name !== '__all__' ? [name] : [],
  );
}

/** What changed about things of other modules that a module hands on. */
function handedChanges(module: Module, pair: Pair, looks: QuickLooks): ApiChange[] {
  const isSettled = (origin: Module): boolean =>
    looks.isUnchanged(module) && looks.isUnchanged(origin) && !handsOn(origin);
  return handedOn(module, pair.old, isSettled).flatMap(({ name, origin }) => {
    const symbol = `${module.name}.${name}`;
    const from = origin === null ? undefined : pair.old.modules.get(origin.module);
    if (from !== undefined && origin !== null && looks.isUnchanged(module) && !handsOn(from)) {
      if (looks.isUnchanged(from)) return [];
      const quick = looks.at(from);
      const listed = from.text?.includes('__all__') || pair.now.modules.get(from.name)?.text?.includes('__all__');
      if (quick !== null && !quick.open.has(origin.name) && !listed) {
        return (quick.changes.get(origin.name) ?? []).map((one) => rowOf(symbol, one, []));
      }
    }
    const thing = pair.old.imported(module.name, name);
    return thing === null ? [] : changesAt(symbol, thing, pair);
  });
}

function changesAt(symbol: string, thing: Thing, pair: Pair): ApiChange[] {
  const now = pair.now.resolve(symbol);
  if (thing.kind !== 'definition')
    return now === null && thing.kind === 'module' ? [goneImport(symbol, thing, pair)] : [];
  if (now !== null) return differences(thing, now, pair).map((one) => rowOf(symbol, one, []));
  const still = pair.now.resolve(pathOf(thing));
  const homes = still?.kind === 'definition' ? [still] : pair.homes.of(thing);
  const [home] = homes;
  const breaks = thing.definition.kind === 'class' ? 'both' : 'callers';
  if (home === undefined) return [rowOf(symbol, { below: '', kind: 'removed', breaks, old: thing, now: null }, [])];
  const leaf = symbol.slice(symbol.lastIndexOf('.') + 1);
  const kind =
    simpleName(home.definition) === leaf || simpleName(home.definition) === thing.definition.name ? 'moved' : 'renamed';
  const moved = rowOf(symbol, { below: '', kind, breaks, old: thing, now: home }, homes.map(pathOf));
  return [moved, ...differences(thing, home, pair).map((one) => rowOf(symbol, one, homes.map(pathOf)))];
}

function goneModule(module: Module, { homes, now }: Pair): ApiChange {
  const found = homes.ofModule(module.name);
  const to = now.modules.get(found[0] ?? '') ?? null;
  const old: Thing = { kind: 'module', name: module.name, module };
  const after: Thing | null = to && { kind: 'module', name: to.name, module: to };
  return {
    ...rowOf(module.name, { below: '', kind: to ? 'moved' : 'removed', breaks: 'callers', old, now: after }, []),
    homes: found,
    home: found[0] ?? null,
  };
}

/** A package handed on a submodule by that name. */
function goneImport(symbol: string, thing: Extract<Thing, { kind: 'module' }>, { now }: Pair): ApiChange {
  const to = now.moduleAt(thing.name);
  const homes = to === null ? [] : [thing.name];
  return {
    ...rowOf(symbol, { below: '', kind: to ? 'moved' : 'removed', breaks: 'callers', old: thing, now: to }, []),
    homes,
    home: homes[0] ?? null,
  };
}

function rowOf(symbol: string, { below, kind, breaks, old, now, words }: Located, homes: readonly string[]): ApiChange {
  const at = below === '' ? symbol : `${symbol}.${below}`;
  const places = kind === 'removed' ? [] : below === '' ? homes : homes.map((home) => `${home}.${below}`);
  // a member that left its class has a home of its own
  const own =
    (kind === 'moved' || kind === 'renamed') && below !== '' && now?.kind === 'definition' ? [pathOf(now)] : places;
  return {
    symbol: at,
    kind,
    breaks,
    old: words ? words[0] : looks(old),
    new: words ? words[1] : looks(now),
    home: own[0] ?? null,
    homes: own,
    at: placeOf(old),
    toAt: placeOf(now),
  };
}

/** How many changes there are of each kind, and how many break whom. */
export function countsOf(changes: readonly ApiChange[]): Record<string, number> {
  const counts: Record<string, number> = { total: changes.length, callers: 0, subclasses: 0, both: 0, none: 0 };
  for (const { breaks, kind } of changes) {
    counts[breaks] = (counts[breaks] ?? 0) + 1;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
