import { absoluteModule } from '../api/specifier.ts';
import type { Thing } from '../api/surface.ts';
import type { Path } from '../model.ts';
import type { Import, Outline } from '../outline/index.ts';
import { nameOf } from './imports.ts';
import { leaveAs } from './leave.ts';
import { partsOf } from './locate.ts';
import { bindings, boundName, freeUses } from './names.ts';
import { importedNow } from './resolve.ts';
import { type OwnFile, textNow, type Work } from './work.ts';

/**
 * Lists the imports that the fork added or took out and that the port did neither bring nor take out. What code needs is
 * derived for it; this is about imports for their own sake, stars, and names that the target imports from elsewhere.
 */
export function leaveImports(work: Work, file: OwnFile): void {
  const { path, base, fork } = file;
  if (fork === null) return;
  const outline = work.reader.outline(path, fork);
  const before = base === null ? null : work.reader.outline(path, base);
  const parts = partsOf(work, path);
  const names = new Set(before?.imports.map(nameOf));
  for (const one of outline.imports.filter(isPlain)) {
    const reason = names.has(nameOf(one)) ? null : whyNotBrought(work, file, one, outline);
    if (reason !== null) leaveImport(work, path, one, '+', reason, parts);
  }
  for (const one of before?.imports.filter(isPlain) ?? []) {
    if (outline.imports.some((other) => boundName(other) === boundName(one) && other.kind === one.kind)) continue;
    const where = parts.filter((part) => isKept(work, part, one));
    if (where.length > 0 && before !== null && !reads(before, one))
      leaveImport(work, path, one, '-', `${work.sides.target} has it for its own sake`, where);
  }
}

const isPlain = ({ scope, guarded, typeChecking }: Import): boolean => scope === null && !guarded && !typeChecking;

/** Dear, so it is asked last. */
const reads = (outline: Outline, one: Import): boolean =>
  one.kind !== 'star' && freeUses(outline).some(({ name }) => name === boundName(one));

/** The sentence about an added import that did not come; null for one that did, or that nothing needs here. */
function whyNotBrought(work: Work, { path }: OwnFile, one: Import, fork: Outline): string | null {
  const { target } = work.sides;
  const parts = partsOf(work, path);
  if (one.kind === 'star')
    return parts.some((part) => isKept(work, part, one)) ? null : 'what it brings cannot be told name by name';
  const name = boundName(one);
  const here = parts.filter((part) => bindings(outlineNow(work, part)).has(name));
  if (here.length === 0) {
    const isBrought = parts.some((part) => isKept(work, part, one)) || reads(fork, one);
    return isBrought ? null : `no file of ${target} takes it for its own sake`;
  }
  const from = { name: work.fork.moduleOf(path) ?? '', isPackage: path.endsWith('__init__.py') };
  const module = absoluteModule(from, one);
  const isSame = (part: Path): boolean => {
    const entry = importedNow(work, part, one, module);
    if (entry === null) return false;
    const { surface } = work.now();
    const wanted = entry.name === null ? surface.moduleAt(entry.module) : surface.imported(entry.module, entry.name);
    return isKept(work, part, one) || isOne(wanted, surface.imported(work.now().moduleOf(part) ?? '', name));
  };
  const others = here.filter((part) => !isSame(part));
  return others.length === 0 ? null : `${name} is something else in ${others.join(', ')}`;
}

/** A part has the very import. */
const isKept = (work: Work, part: Path, one: Import): boolean =>
  outlineNow(work, part).imports.some((there) => nameOf(there) === nameOf(one));

function outlineNow(work: Work, path: Path): Outline {
  return work.reader.outline(path, textNow(work, path) ?? '');
}

/** Whether two names stand for one thing, as far as anyone can tell. */
function isOne(a: Thing | null, b: Thing | null): boolean {
  if (a?.kind === 'definition' && b?.kind === 'definition')
    return a.module.name === b.module.name && a.definition.name === b.definition.name;
  if (a?.kind === 'module' && b?.kind === 'module') return a.name === b.name;
  return a?.kind === 'elsewhere' && b?.kind === 'elsewhere' && (a.path === b.path || a.path === null);
}

function leaveImport(
  work: Work,
  from: Path,
  one: Import,
  sign: '+' | '-',
  reason: string,
  candidates: readonly Path[],
): void {
  const module = '.'.repeat(one.level) + one.module;
  const as = one.alias === null ? '' : ` as ${one.alias}`;
  const symbol = one.kind === 'module' ? `import ${module}${as}` : `from ${module} import ${one.name ?? '*'}${as}`;
  leaveAs(work, from, symbol, reason, candidates, `${sign}${symbol}\n`);
}
