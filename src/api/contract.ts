import { misfit, parametersFor } from './bind.ts';
import { type CallSite, callSites, type Header, headers } from './callsites.ts';
import type { Pair } from './compare.ts';
import { Definitions, definitionsIn } from './definitions.ts';
import type { Module } from './module.ts';
import { simpleName } from './names.ts';
import { offered } from './ownership.ts';
import type { QuickLooks } from './quick.ts';
import type { Defined, Surface } from './surface.ts';

/** A method that the framework now calls as its old signature, or an override written to it, cannot take. */
export interface CallChange {
  readonly old: Defined;
  readonly now: Defined;
  readonly words: readonly [old: string, now: string];
}

type Method = Defined & { readonly definition: Extract<Defined['definition'], { kind: 'function' }> };

/**
 * The downward contract: calls that a framework makes on what others derive from its classes. No import shows it, and an
 * override that lacks a keyword newly passed down raises TypeError. A method counts when its class has subclasses; a call
 * counts when it stands outside them. Which object a call is made on is not known, so a change only counts when the new
 * call fits the new method and the old ones never looked like it.
 */
export function callChanges(pair: Pair, looks: QuickLooks): CallChange[] {
  const fresh = freshCalls(pair, looks);
  if (fresh.size === 0) return [];
  const bases = baseNames(pair.old);
  const definitions = new Definitions(pair.old);
  const found: CallChange[] = [];
  for (const [name, calls] of fresh) {
    const isOffered = ({ owner }: Header): boolean => bases.has(owner ?? '');
    const modules = [...definitions.modules(name)].filter(({ text }) => headers(text ?? '', name).some(isOffered));
    if (!mayMatter(name, calls, modules, isOffered, pair)) continue;
    const owners = modules
      .flatMap((module) => definitionsIn(module))
      .filter((one): one is Method => isCallable(one) && simpleName(one.definition) === name)
      .filter(({ definition }) => bases.has(definition.container?.split('.').at(-1) ?? ''));
    for (const owner of owners) {
      const only = (): boolean => owners.length === 1 && isRoot(definitions.named(name), owner, pair);
      const change = changeOf(owner, calls, pair, only);
      if (change !== null) found.push(change);
    }
  }
  return found;
}

/** What the texts alone say, before any of them is parsed: a call that some old method cannot take, or a new keyword. */
function mayMatter(
  name: string,
  calls: readonly Call[],
  modules: readonly Module[],
  isOffered: (header: Header) => boolean,
  { old, now }: Pair,
): boolean {
  if (modules.length === 0 || /^__\w+__$/.test(name)) return false;
  const known = knownCalls(old, name);
  const passed = new Set(known.flatMap(({ keywords }) => keywords));
  const shapes = new Set(known.map(keyOf));
  const open = calls.filter((call) => !shapes.has(keyOf(call)));
  if (open.some(({ keywords }) => keywords.some((word) => !passed.has(word)))) return true;
  // what took the same arguments all along cannot take others now
  const methods = modules.flatMap((module) => {
    const was = headers(module.text ?? '', name).filter(isOffered);
    const is = headers(now.modules.get(module.name)?.text ?? '', name).filter(isOffered);
    return JSON.stringify(was) === JSON.stringify(is) ? [] : was.map(({ parameters }) => parameters.slice(1));
  });
  return open.some((call) => methods.some((parameters) => misfit(call, parameters) !== null));
}

/** A call and the module it stands in. */
export interface Call extends CallSite {
  readonly module: Module;
}

/** Calls in what changed of the new tree, of a shape that nothing which changed of the old one has, by name. */
function freshCalls({ old, now }: Pair, looks: QuickLooks): Map<string, Call[]> {
  const before = new Set<string>();
  for (const module of offered(old))
    for (const call of callSites(looks.changedText(module, now))) before.add(keyOf(call));
  const fresh = new Map<string, Call[]>();
  for (const module of offered(now)) {
    for (const call of callSites(looks.changedText(module, old))) {
      if (call.hasStar || call.hasDoubleStar || call.receiver === 'super()' || before.has(keyOf(call))) continue;
      fresh.set(call.name, [...(fresh.get(call.name) ?? []), { ...call, module }]);
    }
  }
  return fresh;
}

/** Calls of one key look alike to the method they reach. */
export const keyOf = ({ name, positional, keywords }: CallSite): string =>
  `${name} ${positional} ${[...keywords].sort().join(' ')}`;

function changeOf(old: Method, calls: readonly Call[], pair: Pair, only: () => boolean): CallChange | null {
  const now = counterpart(old, pair);
  if (now === null) return null;
  const outside = calls.filter((call) => isDownward(call, old, now));
  const fits = (call: CallSite, { definition }: Method): boolean =>
    misfit(call, parametersFor(definition, true)) === null;
  const accepted = outside.filter((call) => fits(call, now));
  const before = knownCalls(pair.old, simpleName(old.definition));
  const shapes = new Set(before.map(keyOf));
  const passed = new Set(before.flatMap(({ keywords }) => keywords));
  const broken = accepted.find(
    (call) =>
      !shapes.has(keyOf(call)) && (!fits(call, old) || (call.keywords.some((word) => !passed.has(word)) && only())),
  );
  if (broken === undefined) return null;
  const was = before.find((call) => fits(call, old));
  return {
    old,
    now,
    words: [was === undefined ? callText({ ...broken, positional: 0, keywords: [] }) : callText(was), callText(broken)],
  };
}

function counterpart(old: Method, { old: before, now, homes }: Pair): Method | null {
  const owner = before.resolve(`${old.module.name}.${old.definition.container}`);
  const home = owner?.kind === 'definition' ? homes.counterpart(owner) : null;
  const member = home?.kind === 'definition' ? now.member(home, simpleName(old.definition)) : null;
  return member?.kind === 'definition' && isCallable(member) ? member : null;
}

/** Not from the class's own subclasses; on `self` only where the class itself stands. */
function isDownward({ receiver, module }: Call, old: Defined, now: Defined): boolean {
  const owner = now.definition.container?.split('.').at(-1) ?? '';
  if (/^(self|cls)$/.test(receiver)) return module.name === now.module.name;
  return module.name === now.module.name || module.name === old.module.name || !basesIn(module).has(owner);
}

/** Every class of that method's name descends from this one, so that a call by the name means it. */
function isRoot(methods: readonly Defined[], owner: Method, { old }: Pair): boolean {
  return methods.every((method) => {
    const holder = old.resolve(`${method.module.name}.${method.definition.container}`);
    if (holder?.kind !== 'definition') return false;
    return old
      .lineage(holder)
      .classes.some(
        ({ module, definition }) => module === owner.module && definition.name === owner.definition.container,
      );
  });
}

function isCallable(one: Defined): one is Method {
  return one.definition.kind === 'function' && one.definition.container !== null && one.definition.property === null;
}

/** All calls by a name in a tree, whether their file changed or not. */
const knownCalls = (surface: Surface, name: string): readonly Call[] => callsIn(offered(surface), name);

function callsIn(modules: readonly Module[], name: string): readonly Call[] {
  const known = callsOf.get(modules) ?? new Map<string, readonly Call[]>();
  callsOf.set(modules, known);
  const calls =
    known.get(name) ??
    modules.flatMap((module) =>
      module.text?.includes(`.${name}(`) ? callSites(module.text, name).map((call) => ({ ...call, module })) : [],
    );
  known.set(name, calls);
  return calls;
}

/** By modules and name: a thousand overrides have a dozen names, and each name takes reading every text. */
const callsOf = new WeakMap<readonly Module[], Map<string, readonly Call[]>>();

/**
 * The calls in modules of a tree that reach an override of this method: outside its subclasses, and all arguments can be seen.
 * To look through the whole tree, all of it must be read.
 */
export function downwardCalls(method: Defined, modules: readonly Module[]): Call[] {
  return callsIn(modules, simpleName(method.definition)).filter(
    (call) => !call.hasStar && !call.hasDoubleStar && call.receiver !== 'super()' && isDownward(call, method, method),
  );
}

/** Names of classes that some class of the tree derives from. */
function baseNames(surface: Surface): ReadonlySet<string> {
  return new Set(offered(surface).flatMap((module) => [...basesIn(module)]));
}

function basesIn({ text }: Module): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, bases = ''] of (text ?? '').matchAll(/^[ \t]*class[ \t]+\w+[ \t]*\(([^()]*)\)/gm)) {
    for (const [name] of bases.replace(/[\w.]*\./g, '').matchAll(/\w+/g)) names.add(name);
  }
  return names;
}

/** `called as get_docs(filtering=…)`. */
export function callText({ name, positional, keywords }: CallSite): string {
  const given = [...Array.from({ length: positional }, () => '…'), ...keywords.map((keyword) => `${keyword}=…`)];
  return `called as ${name}(${given.join(', ')})`;
}
