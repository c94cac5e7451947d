import type { Call } from '../outline/index.ts';
import { misfit, misused, parametersFor, resultOf } from './bind.ts';
import { described, RESULTS, type SignatureBreak, successor } from './breaks.ts';
import type { Pair } from './compare.ts';
import { Homes } from './homes.ts';
import { isTest, Module } from './module.ts';
import { listed, overlaid } from './modules.ts';
import { simpleName } from './names.ts';
import { overrideBreaks, ownIn } from './overrides.ts';
import type { OwnFile } from './own.ts';
import { type Callee, Receivers } from './receivers.ts';
import { type Defined, pathOf, Surface, type Thing } from './surface.ts';

/** What the fork's files are judged against. */
export interface SignatureQuestion {
  /** The upstream the files were written for. */
  readonly base: Surface;
  readonly target: Surface;
  /** Names of all modules that differ between them, where that is known. */
  readonly changed?: readonly string[] | undefined;
}

/** The calls and overrides of the fork's own files that the target really breaks, in the order of each file. */
export function changedSignatures(
  files: readonly OwnFile[],
  { base, target, changed }: SignatureQuestion,
): Map<OwnFile, SignatureBreak[]> {
  const pair: Pair = { old: base, now: target, homes: new Homes(base, target) };
  const modules = new Map(files.map((file) => [file, moduleOf(file)]));
  const both = new Surface(overlaid(base.modules, listed([...modules.values()])));
  const own = {
    ...pair,
    ...ownIn(both, modules.values()),
    ...(changed && { changed: changed.flatMap((name) => (isTest(name) ? [] : (target.modules.get(name) ?? []))) }),
  };
  const found = new Map<OwnFile, SignatureBreak[]>();
  for (const [file, module] of modules) {
    const receivers = new Receivers(both, module);
    const calls = file.outline.uses().calls.flatMap((call) => callBreak(call, receivers.of(call), pair) ?? []);
    const overrides = overrideBreaks(module, own);
    found.set(
      file,
      [...calls, ...overrides].sort((a, b) => a.line - b.line || a.span.start - b.span.start),
    );
  }
  return found;
}

/** A file outside all packages gets a name that nothing else has. */
function moduleOf({ path, text, outline, module }: OwnFile): Module {
  const named = module ?? { name: `<${path}>`, isPackage: false };
  return new Module(
    { ...named, path, oid: '' },
    () => text,
    () => outline,
  );
}

function callBreak(call: Call, callee: Callee | null, pair: Pair): SignatureBreak | null {
  // the fork's own functions are found too
  if (callee === null || pair.old.modules.get(callee.thing.module.name) !== callee.thing.module) return null;
  const old = callableOf(callee.thing, pair.old);
  if (old === null) return null;
  const now = successor(old, pair);
  const problem = now === null ? goneProblem(old, pair) : callProblem(call, callee, old, now, pair);
  if (problem === null) return null;
  return { ...described('call', old, now, problem), line: call.line, span: call.span, scope: call.scope };
}

/** A class is called through its `__init__`. */
function callableOf(thing: Defined, surface: Surface): Defined | null {
  if (thing.definition.kind !== 'class') return thing;
  const init = surface.member(thing, '__init__');
  return init?.kind === 'definition' ? init : null;
}

function goneProblem(old: Defined, { homes }: Pair): string | null {
  // everything has these
  if (/^__\w+__$/.test(simpleName(old.definition))) return null;
  const [home] = homes.of(old);
  return home === undefined ? 'is gone' : `is now ${pathOf(home)}`;
}

function callProblem(
  call: Call,
  { onInstance, thing }: Callee,
  old: Defined,
  now: Thing,
  { now: target }: Pair,
): string | null {
  const is = now.kind === 'definition' ? callableOf(now, target) : null;
  if (old.definition.kind !== 'function' || is?.definition.kind !== 'function') return null;
  const [was, will] = [old.definition, is.definition];
  if (was.property !== null) return null;
  if (will.property !== null) return 'is a property now and cannot be called';
  const bound = ({ classMethod }: typeof was): boolean =>
    onInstance || classMethod || thing.definition.kind === 'class';
  if (misfit(call, parametersFor(was, bound(was))) === null) {
    const wrong = misfit(call, parametersFor(will, bound(will)));
    if (wrong !== null) return wrong;
  }
  const [before, after] = [resultOf(was), resultOf(will)];
  return misused(call.consumed, before, after) ? `${RESULTS[after]}, not ${RESULTS[before].replace(/^is /, '')}` : null;
}
