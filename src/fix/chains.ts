import { locals } from '../api/locals.ts';
import type { OwnFile } from '../api/own.ts';
import { type Home, specifierFor } from '../api/spelling.ts';
import type { Surface } from '../api/surface.ts';
import type { DeadUse } from '../api/uses.ts';
import type { Import, NameUse } from '../outline/index.ts';
import { below, type Edit } from './edits.ts';

/** `import a.b` and `a.b.c` in code, brought to their home; null where that would change what another name means. */
export function chainEdits({ spans }: DeadUse, home: Home, file: OwnFile, tree: Surface): Edit[] | null {
  if (spans.kind === 'attribute') return home.name === null ? null : attributeEdits(spans, home, file);
  if (spans.kind === 'string') return null;
  const { entry } = spans;
  const module: Edit = { ...entry.moduleSpan, put: specifierFor(entry, home.module, file, tree) };
  // by a name of its own, or by none
  if (entry.alias !== null || !isPython(file)) return [module];
  const root = firstOf(entry.module);
  const uses = file.outline.uses().names.filter(({ name }) => firstOf(name) === root);
  const others = bindings(file, root).filter((one) => one !== entry);
  const below = (name: string): boolean => name === entry.module || name.startsWith(`${entry.module}.`);
  if (others.length === 0 && uses.some(({ name }) => !below(name))) return null;
  if (entry.level > 0 || isTaken(file, home.module) || isShadowed(file, uses, home.module)) return null;
  const edits = uses.filter(({ name }) => below(name)).map((use) => startOf(use, entry.module, home.module, file));
  return edits.includes(null) ? null : [module, ...edits.filter((one) => one !== null)];
}

type Attribute = Extract<DeadUse['spans'], { kind: 'attribute' }>;

/** `utils.x` with the whole path of its home, which is imported below the import of `utils`. */
function attributeEdits({ span, written, bound }: Attribute, { module, name }: Home, file: OwnFile): Edit[] | null {
  if (!isPython(file)) return null;
  const next = written.slice(bound.length + 1).split('.', 1)[0] ?? '';
  const use = file.outline.uses().names.find((one) => one.span.start === span.start);
  const around = file.outline.imports.find(
    (one) => (one.alias ?? (one.kind === 'name' ? one.name : one.module)) === bound && one.scope === null,
  );
  if (use === undefined || around === undefined || isTaken(file, module) || isShadowed(file, [use], module))
    return null;
  const put = startOf(use, `${bound}.${next}`, `${module}.${name}`, file);
  if (put === null) return null;
  const isThere = file.outline.imports.some((one) => one.kind === 'module' && one.module === module && !one.alias);
  return [put, ...(isThere ? [] : [below(file.text, around.statementSpan, () => `import ${module}`)])];
}

/** Replaces the beginning of a chain, which must be written without blanks. */
function startOf({ span }: NameUse, was: string, put: string, { text }: OwnFile): Edit | null {
  const end = span.start + was.length;
  return text.slice(span.start, end) === was ? { start: span.start, end, put } : null;
}

/** Whether the first part of a module's name means something else in the file. */
function isTaken(file: OwnFile, module: string): boolean {
  const root = firstOf(module);
  const isPackage = (one: Import): boolean => one.kind === 'module' && one.alias === null;
  return (
    bindings(file, root).some((one) => !isPackage(one)) ||
    file.outline.definitions.some(({ container, name }) => container === null && name === root)
  );
}

function isShadowed({ outline }: OwnFile, uses: readonly NameUse[], module: string): boolean {
  const isHidden = locals(outline);
  return uses.some(({ name, scope, write }) => {
    return write || isHidden(firstOf(name), scope) || isHidden(firstOf(module), scope);
  });
}

/** The imports that bind a name. */
function bindings({ outline }: OwnFile, name: string): Import[] {
  return outline.imports.filter((one) => {
    if (one.kind === 'star') return false;
    return (one.alias ?? (one.kind === 'name' ? one.name : firstOf(one.module))) === name;
  });
}

const isPython = ({ path }: OwnFile): boolean => /\.pyi?$/.test(path);
const firstOf = (chain: string): string => chain.split('.', 1)[0] ?? chain;
