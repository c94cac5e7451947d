import { absoluteModule } from '../api/specifier.ts';
import type { Path } from '../model.ts';
import { align } from './align.ts';
import { heldBefore, type Renamer } from './combine.ts';
import { draftOf } from './draft.ts';
import { codeOf, type Item } from './items.ts';
import { leaveFile } from './leave.ts';
import { findPart, partsOf } from './locate.ts';
import { translate } from './strings.ts';
import { changeId, type How, itemsOfText, type OwnFile, partsNow, type Work } from './work.ts';

/**
 * Settles files that need no taking apart: those upstream left alone since the base, and those upstream never had.
 * @returns false for a file whose definitions have to be carried one by one.
 */
export function takeWhole(work: Work, file: OwnFile, renamer: Renamer): boolean {
  const { path, base, fork } = file;
  const parts = partsOf(work, path);
  const [home = work.homes.landing(path)] = parts;
  if (fork === null) return removeWhole(work, file, parts);
  if (base === null) return addWhole(work, file, home, renamer);
  const untouched = !file.joined && parts.length === 1 && work.target.text(home) === base;
  const heldHere = [...work.held.keys()].some((id) => id.startsWith(`${path}\0`));
  if (!untouched || heldHere) return false;
  put(work, file, home, renamer);
  for (const change of align(itemsOfText(work, path, base), itemsOfText(work, path, fork))) {
    if (change.kind === 'delete') done(work, file, change.base, change.keys, home, 'deleted');
    else done(work, file, change.fork, change.keys, home, change.kind === 'add' ? 'added' : 'taken');
  }
  return true;
}

/**
 * A file the fork deleted goes, with every part it became, when upstream put nothing of its own there; otherwise its
 * definitions go one by one.
 */
function removeWhole(work: Work, file: OwnFile, parts: readonly Path[]): boolean {
  const heldHere = [...work.held.keys()].some((id) => id.startsWith(`${file.path}\0`));
  const items = itemsOfText(work, file.path, file.base);
  if (parts.length === 0 || heldHere || !parts.every((path) => isOldNews(work, items, path))) return false;
  for (const item of items) {
    const home =
      parts.find((path) => findPart(partsNow(work, path), [item.key]) !== undefined) ?? parts[0] ?? file.path;
    done(work, file, item, [item.key], home, 'deleted');
  }
  for (const path of parts) work.removed.add(path);
  return true;
}

/** A part of the target holds nothing but what the base had, as it had it; what names and introduces the part aside. */
function isOldNews(work: Work, base: readonly Item[], path: Path): boolean {
  return partsNow(work, path).every((part) => {
    if (part.kind === 'import' || part.key === '__all__' || part.key === 'statement <text>') return true;
    const old = findPart(base, [part.key]);
    return old !== undefined && work.fold(codeOf(old)) === work.fold(codeOf(part));
  });
}

/** A file of the fork's own goes where the target keeps such files, unless something else is there. */
function addWhole(work: Work, file: OwnFile, home: Path, renamer: Renamer): boolean {
  const { target, held } = work;
  const items = itemsOfText(work, file.path, file.fork);
  const reason = [...held].find(([id]) => id.startsWith(`${file.path}\0`))?.[1];
  const module = moduleAt(work, home);
  const namesake = module === null ? null : target.pathOf(module);
  if (namesake !== null && namesake !== home) {
    return leaveFile(work, file, `${work.sides.target} ships a module ${module} of its own`, [namesake]);
  }
  if (target.files.has(home)) {
    const owner = leftModuleOf(work, file);
    if (owner !== null) return leaveFile(work, file, `it goes with ${owner}, which was left`, [home]);
    if (!isStranger(work, file, home, items)) return false;
    return leaveFile(work, file, 'fork and upstream both added this file, each its own way', [home]);
  }
  if (reason !== undefined) return leaveFile(work, file, reason, [home]);
  const unknown = put(work, file, home, renamer);
  if (unknown.length > 0) {
    work.drafts.delete(home);
    return leaveFile(work, file, `where ${[...new Set(unknown)].join(', ')} lives now cannot be told`, [home]);
  }
  for (const item of items) {
    if (item.kind === 'import') continue;
    work.spots.set(changeId(file.path, [item.key]), { path: home, keys: [item.key] });
    done(work, file, item, [item.key], home, 'added');
  }
  return true;
}

/** The name under which a file would be imported in the target. */
function moduleAt(work: Work, path: Path): string | null {
  return work.target.moduleOf(path);
}

/** The module of ours that a file imports and that was left as a whole: mixed into upstream's file it would test another thing. */
function leftModuleOf(work: Work, { path, fork }: OwnFile): string | null {
  const own = { name: work.fork.moduleOf(path) ?? '', isPackage: path.endsWith('__init__.py') };
  const imports = fork === null ? [] : work.reader.outline(path, fork).imports;
  const named = new Set(imports.map((one) => absoluteModule(own, one)));
  const modules = work.left.map(({ from, symbol }) => (symbol === from ? work.fork.moduleOf(from) : null));
  return modules.find((module) => module !== null && named.has(module)) ?? null;
}

/** Most of what both files define differs, and was never the same: they share a path and nothing else. */
function isStranger(work: Work, file: OwnFile, home: Path, items: readonly Item[]): boolean {
  const there = partsNow(work, home);
  let [same, other] = [0, 0];
  for (const item of items) {
    const part = item.kind === 'import' ? undefined : findPart(there, [item.key]);
    if (part === undefined) continue;
    const code = codeOf(part);
    if (work.fold(code) === work.fold(codeOf(item)) || heldBefore(work, file, code)) same++;
    else other++;
  }
  return other >= same && other > 0;
}

/** Starts the home's draft from the fork's whole text. @returns the dotted strings nobody could translate. */
function put(work: Work, { path, base, fork }: OwnFile, home: Path, renamer: Renamer): string[] {
  const ours = translate(work, fork ?? '', renamer);
  const draft = draftOf(home, work.target.text(home), work.reader.items(home, ours.code));
  draft.origins.add(path);
  work.drafts.set(home, draft);
  return base === null ? ours.unknown : [];
}

function done(work: Work, { path }: OwnFile, item: Item, keys: readonly string[], home: Path, how: How): void {
  work.placed.push({
    from: path,
    symbol: item.symbol,
    home,
    how,
    id: changeId(path, keys),
    code: codeOf(item),
    before: '',
  });
}
