import type { FunctionDefinition, Parameter } from '../outline/index.ts';
import { isRequired, resultOf } from './bind.ts';
import type { Breaks, ChangeKind } from './change.ts';
import { annotationOf, tokensOf } from './sameness.ts';

/** A kind of change and who it breaks. */
export type Kind = readonly [kind: ChangeKind, breaks: Breaks];

/** What changed between two versions of a function. Of a method both callers and overrides are at stake. */
export function functionChanges(old: FunctionDefinition, now: FunctionDefinition, member: boolean): Kind[] {
  const both: Breaks = member ? 'both' : 'callers';
  const kinds: Kind[] = [...bindingChanges(old, now, both), ...resultChanges(old, now, both)];
  if (now.abstract && !old.abstract) kinds.push(['now-abstract', 'subclasses']);
  // called without arguments, whatever its parameters say
  if (old.property === null && now.property === null) kinds.push(...parameterChanges(old, now, member));
  const returned = annotationOf(old.signature.returns);
  if (returned !== null && returned !== annotationOf(now.signature.returns))
    kinds.push(['return-type-changed', 'none']);
  if (!isDeprecated(old) && isDeprecated(now)) kinds.push(['kind-changed', 'none']);
  return kinds;
}

/** What Python passes in front: nothing, the class, or the instance; and whether it is called at all. */
function bindingChanges(old: FunctionDefinition, now: FunctionDefinition, both: Breaks): Kind[] {
  if ((old.property === null) !== (now.property === null)) return [['kind-changed', both]];
  if (now.static !== old.static && now.static) return [['now-static', both]];
  if (now.classMethod !== old.classMethod && now.classMethod) return [['now-class-method', both]];
  return (old.static || old.classMethod) && !now.static && !now.classMethod ? [['now-instance-method', both]] : [];
}

function resultChanges(old: FunctionDefinition, now: FunctionDefinition, both: Breaks): Kind[] {
  const kinds: Kind[] = [];
  const [was, is] = [old.signature, now.signature];
  if (!was.async && is.async) kinds.push(['now-async', both]);
  if (was.async && !is.async) kinds.push(['now-sync', both]);
  if (!was.generator && is.generator) kinds.push(['now-generator', both]);
  // a generator no more, or a context manager where there was none
  else if (kinds.length === 0 && resultOf(old) !== resultOf(now)) kinds.push(['kind-changed', both]);
  return kinds;
}

function parameterChanges(old: FunctionDefinition, now: FunctionDefinition, member: boolean): Kind[] {
  const found = new Map<ChangeKind, Breaks>();
  const add = (kind: ChangeKind, breaks: Breaks): void => {
    found.set(kind, found.get(kind) === 'both' ? 'both' : breaks);
  };
  const both: Breaks = member ? 'both' : 'callers';
  const [was, is] = [own(old, member), own(now, member)];
  const named = (list: readonly Parameter[], name: string) => list.find((one) => one.name === name && !isSplat(one));
  for (const parameter of was) {
    const after = isSplat(parameter) ? is.find(({ kind }) => kind === parameter.kind) : named(is, parameter.name);
    if (after !== undefined) {
      for (const [kind, breaks] of changesOf(parameter, after, was, is, both)) add(kind, breaks);
    } else if (!swallowed(parameter, is)) add('parameter-removed', both);
  }
  for (const parameter of is) {
    if (isSplat(parameter) || named(was, parameter.name)) continue;
    if (isRequired(parameter)) add('parameter-added-required', both);
    else add('parameter-added-optional', member ? 'subclasses' : 'none');
  }
  return [...found];
}

/** Without `self` or `cls`, whose name is nobody's business. */
function own({ static: isStatic, signature }: FunctionDefinition, member: boolean): readonly Parameter[] {
  return member && !isStatic ? signature.parameters.slice(1) : signature.parameters;
}

function changesOf(
  old: Parameter,
  now: Parameter,
  was: readonly Parameter[],
  is: readonly Parameter[],
  both: Breaks,
): Kind[] {
  if (isSplat(old)) return [];
  const kinds: Kind[] = [];
  const [from, to] = [positionOf(old, was), positionOf(now, is)];
  if (from !== null && to !== null && from !== to) kinds.push(['parameter-moved', both]);
  // by position and by name is more than either alone
  if (old.kind !== now.kind) kinds.push(['parameter-kind-changed', now.kind === 'positional' ? 'none' : both]);
  if (old.default !== null && now.default === null) kinds.push(['parameter-now-required', 'callers']);
  else if (old.default !== null && now.default !== null && tokensOf(old.default) !== tokensOf(now.default)) {
    kinds.push(['parameter-default-changed', 'none']);
  }
  return kinds;
}

function positionOf(parameter: Parameter, among: readonly Parameter[]): number | null {
  if (parameter.kind !== 'positional' && parameter.kind !== 'positional-only') return null;
  return among.indexOf(parameter);
}

function isSplat({ kind }: Parameter): boolean {
  return kind === 'var-positional' || kind === 'var-keyword';
}

/** Whether `*args` or `**kwargs` take what was given for a parameter that is gone. */
function swallowed({ kind }: Parameter, now: readonly Parameter[]): boolean {
  const takes = (splat: Parameter['kind']): boolean => now.some((one) => one.kind === splat);
  if (kind === 'var-positional' || kind === 'var-keyword') return false;
  if (kind === 'positional-only') return takes('var-positional');
  return kind === 'keyword-only' ? takes('var-keyword') : takes('var-positional') || takes('var-keyword');
}

/** Marked with `@deprecated` or the like: still there, not for long. */
function isDeprecated({ decorators }: FunctionDefinition): boolean {
  return decorators.some((decorator) => /(^|\.)\w*deprecat\w*(\(|$)/i.test(decorator));
}
