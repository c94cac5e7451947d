import type { ClassDefinition, Outline } from '../outline/index.ts';
import { differences, type Located, type Pair } from './compare.ts';
import type { Module } from './module.ts';
import { memberOf, type Named, namesOf } from './names.ts';
import type { Surface } from './surface.ts';
import { trimmed } from './trim.ts';

/** What can be said about a changed module from its changed parts alone. */
export interface Quick {
  /** Of names that both versions define, by name. */
  readonly changes: ReadonlyMap<string, readonly Located[]>;
  /** Names about which the whole of both trees must be asked: gone, of another kind, with other bases, perhaps inherited. */
  readonly open: ReadonlySet<string>;
}

/** Compares two versions of a Python module by their changed parts; null when those cannot be read by themselves. */
function quickLook(old: Module, now: Module, pair: Pair): Quick | null {
  if (!isPython(old) || !isPython(now)) return null;
  const [before, after] = changedTexts(old, now);
  const parts = { old: old.part(before, now.oid), now: now.part(after, old.oid) };
  if (parts.old.partial || parts.now.partial) return null;
  const changes = new Map<string, readonly Located[]>();
  const open = new Set<string>();
  const imported = importedNames(parts.old, parts.now);
  for (const [name, binding] of namesOf(parts.old).module) {
    if (binding.kind !== 'definition' || name === '__all__') continue;
    const twin = namesOf(parts.now).module.get(name);
    const found =
      twin?.kind === 'definition' && isAlone(old, name) && isAlone(now, name)
        ? compared(
            { module: old, outline: parts.old, definition: binding.definition },
            { module: now, outline: parts.now, definition: twin.definition },
            imported,
            pair,
          )
        : null;
    if (found === null) open.add(name);
    else changes.set(name, found);
  }
  return { changes, open };
}

const isPython = ({ path, text }: Module): boolean => text !== null && path.endsWith('.py');

/** Both texts without what they share. */
function changedTexts(old: Module, now: Module): readonly [string, string] {
  const known = texts.get(old);
  if (known?.now === now) return known.texts;
  const found = trimmed(old.text ?? '', now.text ?? '');
  texts.set(old, { now, texts: found });
  return found;
}

const texts = new WeakMap<Module, { readonly now: Module; readonly texts: readonly [string, string] }>();

interface Part {
  readonly module: Module;
  readonly outline: Outline;
  readonly definition: Named;
}

function compared(old: Part, now: Part, imported: ReadonlySet<string>, pair: Pair): Located[] | null {
  const [was, is] = [old.definition, now.definition];
  if (was.kind === 'class' && is.kind === 'class')
    return classCompared({ ...old, definition: was }, { ...now, definition: is }, imported, pair);
  if (was.kind !== is.kind || isAlias(was) || isAlias(is)) return null;
  return differences(
    { kind: 'definition', module: old.module, definition: was },
    { kind: 'definition', module: now.module, definition: is },
    pair,
  );
}

type ClassPart = Part & { readonly definition: ClassDefinition };

function classCompared(old: ClassPart, now: ClassPart, imported: ReadonlySet<string>, pair: Pair): Located[] | null {
  const [was, is] = [old.definition, now.definition];
  if (was.bases.join() !== is.bases.join() || was.bases.some((base) => imported.has(base.split(/[.[]/, 1)[0] ?? base)))
    return null;
  const after = namesOf(now.outline).members.get(is.name);
  const before = namesOf(old.outline).members.get(was.name);
  const found: Located[] = [];
  for (const [name, definitions] of before ?? []) {
    const [mine, theirs] = [memberOf(definitions), memberOf(after?.get(name) ?? [])];
    if (mine === undefined || theirs === undefined || mine.kind === 'class' || mine.kind !== theirs.kind) return null;
    // a getter or setter that stayed is blanked: only together they tell
    if (isProperty(mine) !== isProperty(theirs) || definitions.length !== after?.get(name)?.length) return null;
    const members = compared({ ...old, definition: mine }, { ...now, definition: theirs }, imported, pair);
    if (members === null) return null;
    found.push(...members.map((one) => ({ ...one, below: name })));
  }
  const abstract = [...(after ?? [])].some(
    ([name, [first]]) => !before?.has(name) && first?.kind === 'function' && first.abstract,
  );
  return abstract ? null : found;
}

const isProperty = (one: Named): string | null => (one.kind === 'function' ? one.property : null);

/** `Old = New`, which stands for something else. */
function isAlias(one: Named): boolean {
  if (one.kind !== 'attribute' || one.instance) return false;
  return /^(?!(?:None|True|False)$)[\p{L}_][\p{L}\p{N}_.]*$/u.test(one.value ?? '');
}

/** Not defined a second time in a part that is blanked. */
function isAlone({ text }: Module, name: string): boolean {
  const defines = new RegExp(`^(?:(?:async[ \\t]+)?(?:def|class)[ \\t]+${name}\\b|${name}[ \\t]*[:=,])`, 'gm');
  return (text ?? '').match(defines)?.length === 1;
}

/** Names whose import changed. */
function importedNames(...outlines: readonly Outline[]): ReadonlySet<string> {
  const names = outlines.flatMap(({ imports }) =>
    imports.map((one) => one.alias ?? one.name ?? one.module.split('.', 1)[0] ?? ''),
  );
  return new Set(names);
}

/** The quick looks at a pair of trees, each taken once. */
export class QuickLooks {
  readonly #pair: Pair;
  readonly #taken = new Map<Module, Quick | null>();

  constructor(pair: Pair) {
    this.#pair = pair;
  }

  isUnchanged({ name, oid }: Module): boolean {
    return this.#pair.now.modules.get(name)?.oid === oid;
  }

  /** What of a module's text the other tree's module of that name lacks. */
  changedText(module: Module, other: Surface): string {
    const twin = other.modules.get(module.name);
    if (twin?.oid === module.oid) return '';
    if (twin === undefined || !isPython(module) || !isPython(twin)) return module.text ?? '';
    return other === this.#pair.now ? changedTexts(module, twin)[0] : changedTexts(twin, module)[1];
  }

  /** Null when the module is gone or must be read whole. */
  at(module: Module): Quick | null {
    const known = this.#taken.get(module);
    if (known !== undefined) return known;
    const now = this.#pair.now.modules.get(module.name);
    const look = now === undefined ? null : quickLook(module, now, this.#pair);
    this.#taken.set(module, look);
    return look;
  }
}
