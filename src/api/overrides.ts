import type { Definition, FunctionDefinition } from '../outline/index.ts';
import { misfit, parametersFor, resultOf } from './bind.ts';
import { described, RESULTS, type SignatureBreak, successor } from './breaks.ts';
import type { Pair } from './compare.ts';
import { callText, downwardCalls, keyOf } from './contract.ts';
import type { Module } from './module.ts';
import { memberOf, namesOf } from './names.ts';
import { offered } from './ownership.ts';
import { type Defined, pathOf, type Surface } from './surface.ts';

/** The two trees, the older one with the fork's modules in it, and which modules those are. */
export interface OwnPair extends Pair {
  readonly both: Surface;
  readonly own: ReadonlySet<Module>;
  /** Classes that another one of the fork's derives from. */
  readonly bases: ReadonlySet<Definition>;
  /** The offered modules of the new tree that the old one does not have so; left out where that is not known. */
  readonly changed?: readonly Module[];
}

/** The fork's modules in a tree, and which of their classes others of them derive from. */
export function ownIn(both: Surface, modules: Iterable<Module>): Pick<OwnPair, 'both' | 'own' | 'bases'> {
  const own = new Set(modules);
  const bases = new Set<Definition>();
  for (const module of own) {
    for (const definition of module.outline.definitions) {
      if (definition.kind !== 'class') continue;
      const { classes } = both.lineage({ kind: 'definition', module, definition });
      for (const one of classes) if (one.definition !== definition) bases.add(one.definition);
    }
  }
  return { both, own, bases };
}

/** What the target breaks in the classes that a module of the fork's derives from upstream's. */
export function overrideBreaks(module: Module, pair: OwnPair): SignatureBreak[] {
  return module.outline.definitions.flatMap((definition) => {
    if (definition.kind !== 'class') return [];
    const own: Defined = { kind: 'definition', module, definition };
    const bases = pair.both.lineage(own).classes.filter((one) => !pair.own.has(one.module));
    if (bases.length === 0) return [];
    const members = namesOf(module.outline).members.get(definition.name) ?? new Map();
    const overrides = [...members].flatMap(([name, definitions]) => {
      const mine = memberOf(definitions);
      return mine?.kind === 'function' ? (overrideBreak(name, mine, bases, pair) ?? []) : [];
    });
    return [...overrides, ...abstractBreaks(own, bases, pair)];
  });
}

function overrideBreak(
  name: string,
  mine: FunctionDefinition,
  bases: readonly Defined[],
  pair: OwnPair,
): SignatureBreak | null {
  const old = inherited(name, bases);
  if (old?.definition.kind !== 'function') return null;
  const now = successor(old, pair);
  const problem =
    now === null
      ? uncalled(old, pair)
      : now.kind === 'definition' && now.definition.kind === 'function'
        ? overrideProblem(mine, { ...old, definition: old.definition }, { ...now, definition: now.definition }, pair)
        : null;
  if (problem === null) return null;
  return { ...described('override', old, now, problem), line: mine.line, span: mine.nameSpan, scope: mine.name };
}

/** The member that an own one overrides. */
function inherited(name: string, bases: readonly Defined[]): Defined | null {
  for (const { module, definition } of bases) {
    const found = memberOf(namesOf(module.outline).members.get(definition.name)?.get(name) ?? []);
    if (found !== undefined) return { kind: 'definition', module, definition: found };
  }
  return null;
}

/** A method that upstream's code called and has no more: what overrides it is dead code, and nothing says so. */
function uncalled(old: Defined, { old: before, homes }: OwnPair): string | null {
  const [renamed] = homes.of(old);
  if (downwardCalls(old, offered(before)).length === 0) return null;
  return renamed === undefined
    ? 'is gone, so that nothing calls this override'
    : `is now ${pathOf(renamed)}, so that nothing calls this override`;
}

type Method = Defined & { readonly definition: FunctionDefinition };

function overrideProblem(mine: FunctionDefinition, old: Method, now: Method, pair: OwnPair): string | null {
  const [was, is] = [old.definition, now.definition];
  if (kindOf(mine) === kindOf(was) && kindOf(was) !== kindOf(is))
    return `is ${kindOf(is)} now, this override ${kindOf(mine)}`;
  // called without arguments, and awaited by nobody
  if (is.property !== null || mine.property !== null) return null;
  const result = resultOf(mine);
  if (result === resultOf(was) && resultOf(was) !== resultOf(is)) {
    return `${RESULTS[resultOf(is)]} now, this override ${RESULTS[result].replace(/,.*$/, '')}`;
  }
  const fits = (
    call: Parameters<typeof misfit>[0],
    { definition }: { readonly definition: FunctionDefinition },
  ): boolean => misfit(call, parametersFor(definition, true)) === null;
  const unfit = downwardCalls(now, mayCallAnew(old, now, pair)).filter(
    (call) => fits(call, now) && !fits(call, { definition: mine }),
  );
  const usual = new Set(unfit.length > 0 ? downwardCalls(old, offered(pair.old)).map(keyOf) : []);
  const broken = unfit.find((call) => !usual.has(keyOf(call)));
  if (broken === undefined) return null;
  return `is now ${callText(broken)}, and this override ${misfit(broken, parametersFor(mine, true))}`;
}

/** The modules of the new tree that may call a method as the old tree did not: those that changed, where the method stayed. */
function mayCallAnew(old: Method, now: Method, { now: after, changed }: OwnPair): readonly Module[] {
  return pathOf(old) === pathOf(now) && changed ? changed : offered(after);
}

function kindOf({ static: isStatic, classMethod, property }: FunctionDefinition): string {
  if (property !== null) return 'a property';
  return isStatic ? 'a static method' : classMethod ? 'a class method' : 'a method';
}

/** Methods that have become abstract, or came so, and that an own class does not have: it cannot be instantiated. */
function abstractBreaks(own: Defined, bases: readonly Defined[], pair: OwnPair): SignatureBreak[] {
  const [base] = bases;
  const home = base && pair.homes.counterpart(base);
  // what others derive from need not be complete: they have to be
  if (base === undefined || home?.kind !== 'definition' || pair.bases.has(own.definition)) return [];
  const missing = new Map<string, Defined>();
  for (const one of pair.now.lineage(home).classes) {
    for (const [name] of namesOf(one.module.outline).members.get(one.definition.name) ?? []) {
      const now = pair.now.member(home, name);
      if (now?.kind !== 'definition' || now.definition.kind !== 'function' || !now.definition.abstract) continue;
      const mine = pair.both.member(own, name);
      const isOpen = mine?.kind === 'elsewhere' && !onlyOpen(own, base, pair);
      const isConcrete = mine?.kind === 'definition' && (pair.own.has(mine.module) || isAbstract(mine));
      if (!isOpen && !isConcrete) missing.set(name, now);
    }
  }
  return [...missing].map(([name, now]) => ({
    ...described('class', base, now, `has an abstract method ${name} now, which ${own.definition.name} lacks`),
    symbol: `${pathOf(base)}.${name}`,
    old: null,
    at: null,
    line: own.definition.line,
    span: own.definition.nameSpan,
    scope: own.definition.name,
  }));
}

/** It was abstract before, so that nothing changed. */
function isAbstract({ definition }: Defined): boolean {
  return definition.kind === 'function' && definition.abstract;
}

/** Whether the bases nobody can see are upstream's own, which the target's class has as well. */
function onlyOpen(own: Defined, base: Defined, { both }: OwnPair): boolean {
  return both.lineage(own).open.length === both.lineage(base).open.length;
}
