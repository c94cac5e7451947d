import type { ClassDefinition } from '../outline/index.ts';
import { type Breaks, type Difference, isMember, signatureText } from './change.ts';
import { functionChanges } from './functions.ts';
import type { Homes } from './homes.ts';
import { namesOf, simpleName } from './names.ts';
import { annotationOf, tokensOf } from './sameness.ts';
import { type Defined, pathOf, type Surface, type Thing } from './surface.ts';

/** The two trees and what connects them. */
export interface Pair {
  readonly old: Surface;
  readonly now: Surface;
  readonly homes: Homes;
}

/** A difference, and the member it is about: '' for the thing itself. */
export interface Located extends Difference {
  readonly below: string;
}

type OldClass = Defined & { readonly definition: ClassDefinition };

/** What changed between an old definition and what now stands for it, members included. */
export function differences(old: Defined, now: Thing, pair: Pair): Located[] {
  if (now.kind === 'elsewhere') return [];
  const [was, is] = [old.definition, now.kind === 'module' ? null : now.definition];
  const at = (kind: Difference['kind'], breaks: Breaks, words?: Difference['words']): Located => {
    return { below: '', kind, breaks, old, now, ...(words && { words }) };
  };
  if (now.kind === 'module' || is === null || was.kind !== is.kind) {
    return isReadAlike(old, now)
      ? []
      : [at('kind-changed', was.kind === 'class' || isMember(old) ? 'both' : 'callers', kindWords(old, now))];
  }
  if (was.kind === 'class' && is.kind === 'class')
    return classDifferences({ ...old, definition: was }, { ...now, definition: is }, pair);
  if (textOf(old) === textOf(now)) return [];
  if (was.kind === 'function' && is.kind === 'function') {
    return functionChanges(was, is, isMember(old)).map(([kind, breaks]) => at(kind, breaks, decorated(kind, old, now)));
  }
  if (was.kind !== 'attribute' || is.kind !== 'attribute' || was.instance || is.instance) return [];
  const valued = was.value !== null && is.value !== null && tokensOf(was.value) !== tokensOf(is.value);
  const typed = was.annotation !== null && annotationOf(was.annotation) !== annotationOf(is.annotation);
  return valued || typed ? [at('value-changed', 'none')] : [];
}

/** A property is read as an attribute is. */
function isReadAlike(old: Defined, now: Thing): boolean {
  const plain = (thing: Thing): boolean =>
    thing.kind === 'definition' &&
    (thing.definition.kind === 'attribute' ||
      (thing.definition.kind === 'function' && thing.definition.property !== null));
  return plain(old) && plain(now);
}

function kindWords(old: Defined, now: Thing): Difference['words'] {
  const word = (thing: Thing): string =>
    thing.kind === 'definition' ? `${thing.definition.kind} ${signatureText(thing.definition)}` : thing.kind;
  return [word(old), word(now)];
}

/** What only shows in the decorators. */
function decorated(kind: Difference['kind'], old: Defined, now: Defined): Difference['words'] {
  if (kind !== 'kind-changed') return undefined;
  const line = ({ definition }: Defined): string => {
    const decorators = definition.kind === 'function' ? definition.decorators.map((one) => `@${one} `) : [];
    return `${decorators.join('')}${signatureText(definition)}`;
  };
  return [line(old), line(now)];
}

function classDifferences(old: OldClass, now: OldClass, pair: Pair): Located[] {
  const swapped = baseDifferences(old, now, pair);
  // the same text under the same bases
  if (textOf(old) === textOf(now)) return swapped;
  return [...swapped, ...memberDifferences(old, now, pair), ...settersGone(old, now), ...newAbstract(old, now, pair)];
}

function baseDifferences(old: OldClass, now: OldClass, pair: Pair): Located[] {
  const { classes, open } = pair.now.lineage(now);
  const ancestors = new Set([...classes.slice(1).map(pathOf), ...open.map(bare)]);
  const gone = old.definition.bases.filter((base) => {
    const was = pair.old.resolveIn(old.module, bare(base));
    if (was?.kind !== 'definition') return !ancestors.has(bare(base)) && !isRenamedImport(was, now, pair);
    const home = pair.homes.counterpart(was);
    return home !== null && home.kind !== 'elsewhere' ? home.kind === 'module' || !ancestors.has(pathOf(home)) : true;
  });
  if (gone.length === 0) return [];
  const kind = now.definition.bases.length < old.definition.bases.length ? 'base-removed' : 'base-changed';
  const raised = pair.old.lineage(old).open.some((base) => /(Exception|Error|Warning)$/.test(base));
  const vanished = gone.length > 0 ? inheritedAndGone(old, now, pair) : [];
  return [{ below: '', kind, breaks: raised ? 'both' : 'subclasses', old, now }, ...vanished];
}

/** A base from outside under another name: `abc.ABC`, then `from abc import ABC`. */
function isRenamedImport(was: Thing | null, now: OldClass, { now: surface }: Pair): boolean {
  if (was?.kind !== 'elsewhere' || was.path === null) return false;
  return now.definition.bases.some((base) => {
    const is = surface.resolveIn(now.module, bare(base));
    return is?.kind === 'elsewhere' && is.path === was.path;
  });
}

/** Members that came from a base which is gone. */
function inheritedAndGone(old: OldClass, now: OldClass, pair: Pair): Located[] {
  const own = namesOf(old.module.outline).members.get(old.definition.name);
  const names = new Set<string>();
  for (const one of pair.old.lineage(old).classes.slice(1)) {
    for (const name of namesOf(one.module.outline).members.get(one.definition.name)?.keys() ?? []) names.add(name);
  }
  return [...names].sort().flatMap((name): Located[] => {
    if (own?.has(name) || isMangled(name) || pair.now.member(now, name) !== null) return [];
    const member = pair.old.member(old, name);
    return [{ below: name, kind: 'removed', breaks: 'both', old: member, now: null }];
  });
}

function memberDifferences(old: OldClass, now: OldClass, pair: Pair): Located[] {
  const found: Located[] = [];
  for (const name of namesOf(old.module.outline).members.get(old.definition.name)?.keys() ?? []) {
    const was = pair.old.member(old, name);
    if (was?.kind !== 'definition' || isMangled(name)) continue;
    const is = pair.now.member(now, name);
    const nested =
      is === null || isMissing(is, old, now, pair) ? [goneMember(was, name, pair)] : differences(was, is, pair);
    found.push(...nested.map((one) => ({ ...one, below: one.below === '' ? name : `${name}.${one.below}` })));
  }
  return found;
}

/** Not found in the tree, and no base that came since could have brought it. */
function isMissing(found: Thing, old: OldClass, now: OldClass, { old: before, now: after }: Pair): boolean {
  if (found.kind !== 'elsewhere' || found.path !== null) return false;
  const { open, partial } = after.lineage(now);
  const known = new Set(before.lineage(old).open);
  return !partial && open.every((base) => known.has(base) || /(Exception|Error|Warning)$/.test(base));
}

function goneMember(was: Defined, name: string, { homes }: Pair): Located {
  const home = homes.of(was)[0] ?? null;
  const kind =
    home === null ? 'removed' : simpleName(home.definition) === simpleName(was.definition) ? 'moved' : 'renamed';
  // every object has these anyway
  const breaks = /^__(str|repr|eq|ne|lt|le|gt|ge|hash|format|dir|sizeof|del)__$/.test(name) ? 'none' : 'both';
  return { below: '', kind, breaks, old: was, now: home };
}

/** A property that could be assigned and cannot any more. */
function settersGone(old: OldClass, now: OldClass): Located[] {
  const after = namesOf(now.module.outline).members.get(now.definition.name);
  return [...(namesOf(old.module.outline).members.get(old.definition.name) ?? [])].flatMap(([name, definitions]) => {
    const setter = (list: typeof definitions) =>
      list.some((one) => one.kind === 'function' && one.property === 'setter');
    const left = after?.get(name);
    const [was, is] = [definitions[0], left?.[0]];
    if (!was || !is || !left || !setter(definitions) || setter(left)) return [];
    if (is.kind !== 'function' || is.property === null || now.module.outline.partial) return [];
    const things = { old: { ...old, definition: was }, now: { ...now, definition: is } };
    return [
      {
        below: name,
        kind: 'kind-changed',
        breaks: 'both',
        ...things,
        words: ['property with a setter', 'read-only property'],
      },
    ];
  });
}

/** Abstract members that the class did not have at all: what inherits from it cannot be instantiated. */
function newAbstract(old: OldClass, now: OldClass, { old: before }: Pair): Located[] {
  return [...(namesOf(now.module.outline).members.get(now.definition.name) ?? [])].flatMap(([name, [first]]) => {
    if (first?.kind !== 'function' || !first.abstract || before.member(old, name)?.kind === 'definition') return [];
    return [{ below: name, kind: 'now-abstract', breaks: 'subclasses', old: null, now: { ...now, definition: first } }];
  });
}

/** `__x` is the class's own business: Python itself hides it. */
function isMangled(name: string): boolean {
  return name.startsWith('__') && !name.endsWith('__');
}

const bare = (base: string): string => base.replace(/\[[\s\S]*$/, '').replace(/\s+/g, '');

function textOf({ module, definition }: Defined): string {
  return (module.text ?? '').slice(definition.span.start, definition.span.end);
}
