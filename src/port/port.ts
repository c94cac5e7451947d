import { Homes } from '../api/homes.ts';
import { rootNames } from '../api/modules.ts';
import { areasOf } from '../layout/areas.ts';
import type { Path } from '../model.ts';
import { align, type Change } from './align.ts';
import { type Applying, applyAdd, applyDelete, applyEdit } from './apply.ts';
import { heldBefore, type Renamer } from './combine.ts';
import { type Draft, isCrlf, renderDraft, withEnds } from './draft.ts';
import { foldWith } from './fold.ts';
import type { Gathered } from './gather.ts';
import type { FileHomes } from './homes.ts';
import { addedImports, deriveImports } from './imports.ts';
import { codeOf, type Item } from './items.ts';
import { leave } from './leave.ts';
import { leaveCommentsAround } from './left-comments.ts';
import { leaveImports } from './left-imports.ts';
import { findPart, locate, partsOf, walk } from './locate.ts';
import { bothVersions, Places } from './place.ts';
import { learn, renamer } from './strings.ts';
import { importersOfModule, lostNames, verify } from './verify.ts';
import { takeWhole } from './whole.ts';
import { changeId, type OwnFile, openDraft, portSides, type Sides, type Work } from './work.ts';

/** Ports are tried again without what proved harmful, this often. */
const attempts = 8;

/** How a port is done where it is not the usual one. */
export interface PortBy {
  readonly sides?: Sides;
  /** False takes the first result as it is, harm included: for a text that is looked at again. */
  readonly verified?: boolean;
}

/** Carries the fork's Python over. What would do harm is held back, and the rest tried again without it. */
export function portPython(
  gathered: Gathered,
  homes: FileHomes,
  files: readonly OwnFile[],
  { sides = portSides, verified = true }: PortBy = {},
): Work {
  let held: ReadonlyMap<string, string> = new Map();
  for (let left = attempts; ; left--) {
    const work = workOn(gathered, homes, files, { held, sides });
    carry(work, gathered);
    if (!verified) return work;
    const harm = verify(work);
    const fresh = [...harm].filter(([id]) => !held.has(id));
    if (fresh.length === 0 || left === 0) return work;
    held = new Map([...held, ...fresh]);
  }
}

function workOn(
  gathered: Gathered,
  homes: FileHomes,
  files: readonly OwnFile[],
  { held, sides }: Pick<Work, 'held' | 'sides'>,
): Work {
  const { trees, reader } = gathered;
  const known = [trees.base, trees.fork, trees.target].flatMap(({ surface }) => [...rootNames(surface.modules)]);
  const roots = new Set([...known, ...(gathered.roots ?? [])]);
  const drafts = new Map<Path, Draft>();
  const removed = new Set<Path>();
  let moved: Homes | undefined;
  let now = trees.target;
  let shown: ReadonlyMap<Path, string | null> = new Map();
  return {
    ...trees,
    sides,
    homes,
    reader,
    files: new Map(files.map((file) => [file.path, file])),
    drafts,
    removed,
    spots: new Map(),
    placed: [],
    left: [],
    held,
    roots,
    fold: foldWith(roots),
    moved() {
      moved ??= new Homes(trees.base.surface, trees.target.surface);
      return moved;
    },
    now: () => now,
    refresh() {
      const changed = new Map<Path, string | null>();
      for (const [path, draft] of drafts) {
        const text = renderDraft(draft);
        if (text !== draft.before) changed.set(path, text);
      }
      for (const path of removed) changed.set(path, null);
      if (sameTexts(changed, shown)) return;
      shown = changed;
      now = gathered.targetWith(changed);
    },
  };
}

const sameTexts = (a: ReadonlyMap<Path, string | null>, b: ReadonlyMap<Path, string | null>): boolean =>
  a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);

/** Sources before tests, since tests patch names where the port has put them; deletions last. */
function carry(work: Work, { layouts }: Gathered): void {
  const areas = areasOf(layouts.base);
  const isTest = ({ path }: OwnFile): boolean =>
    ['fixture', 'source-test', 'framework-test'].includes(areas.ofAdded(path));
  const files = [...work.files.values()];
  const rename = renamer(work, learn(work, files));
  const open: OwnFile[] = [];
  const deletions: { readonly applying: Applying; readonly change: Extract<Change, { kind: 'delete' }> }[] = [];
  for (const group of [files.filter((file) => !isTest(file)), files.filter(isTest)]) {
    const before = new Set(work.drafts.keys());
    const settled = new Set(group.filter((file) => takeWhole(work, file, rename)));
    const all = group.map((one) => {
      const file = settled.has(one) ? one : endedAsTarget(work, one);
      return { file, applying: applyingOf(work, file, rename) };
    });
    const changes = all.flatMap(({ file, applying }) =>
      changesOf(work, file, settled).map((change) => ({ applying, change })),
    );
    for (const { applying, change } of changes)
      if (change.kind === 'edit' && isOpen(work, applying, change)) applyEdit(applying, change);
    // members first: they count as users of what is added beside them
    for (const deep of [true, false]) {
      for (const { applying, change } of changes) {
        if (change.kind === 'add' && change.keys.length > 1 === deep && isOpen(work, applying, change))
          applyAdd(applying, change);
      }
    }
    for (const { file } of all) {
      if (settled.has(file)) continue;
      bringImports(work, file);
      open.push(file);
    }
    for (const one of changes)
      if (one.change.kind === 'delete') deletions.push({ applying: one.applying, change: one.change });
    fixImports(work, before);
  }
  for (const { applying, change } of deletions) if (isOpen(work, applying, change)) applyDelete(applying, change);
  fixImports(work, new Set());
  followMoves(work);
  for (const file of open) {
    leaveImports(work, file);
    leaveCommentsAround(work, file);
  }
}

/** A file of which no definition is carried may yet import something for its own sake. */
function bringImports(work: Work, file: OwnFile): void {
  const [home, ...others] = file.base === null ? [] : partsOf(work, file.path);
  if (home === undefined || others.length > 0 || addedImports(work, file).length === 0) return;
  openDraft(work, home)?.origins.add(file.path);
}

/** Importers that upstream alone has must follow what ours moved or deleted. */
function followMoves(work: Work): void {
  const lost = [...work.drafts.values()].flatMap((draft) => lostNames(work, draft, renderDraft(draft)));
  const gone = [...work.removed].flatMap((path) => work.target.moduleOf(path) ?? []);
  const importers = new Set([
    ...lost.flatMap(({ importers }) => importers),
    ...gone.flatMap((module) => importersOfModule(work, module)),
  ]);
  if (importers.size === 0) return;
  for (const path of importers) {
    const draft = openDraft(work, path);
    if (draft !== undefined) deriveImports(work, draft);
  }
  work.refresh();
}

/** Whose editor rewrote all ends of lines has not changed every line. */
function endedAsTarget(work: Work, file: OwnFile): OwnFile {
  const there = partsOf(work, file.path).map((part) => work.target.text(part));
  const crlf = there.some((text) => text !== null && isCrlf(text));
  const ended = (text: string): string => withEnds(text, crlf);
  const { base, fork, versions } = file;
  if ([base, fork].every((text) => text === null || isCrlf(text) === crlf)) return file;
  return { ...file, base: base && ended(base), fork: fork && ended(fork), versions: versions.map(ended) };
}

function applyingOf(work: Work, file: OwnFile, renamer: Renamer): Applying {
  const { base, fork } = bothVersions(work, file);
  return { work, file, renamer, places: new Places(work, file, base, fork) };
}

function isOpen(work: Work, { file }: Applying, change: Change): boolean {
  const reason = work.held.get(changeId(file.path, change.keys));
  if (reason === undefined) return true;
  const spot = locate(work, file.path, change.keys, change.kind === 'add' ? null : change.base);
  leave(work, file, change, reason, 'path' in spot ? [spot.path] : partsOf(work, file.path));
  return false;
}

function changesOf(work: Work, file: OwnFile, settled: ReadonlySet<OwnFile>): Change[] {
  if (settled.has(file)) return [];
  const { base, fork } = bothVersions(work, file);
  return [...align(base, fork), ...undone(work, file, base, fork)];
}

/** What ours added and took out again on the way, while upstream kept the first half: neither base nor fork has it. */
function undone(work: Work, file: OwnFile, base: readonly Item[], fork: readonly Item[]): Change[] {
  if (file.versions.length < 2) return [];
  const found: Change[] = [];
  for (const path of partsOf(work, file.path)) {
    for (const [keys, part] of walk(work.reader.items(path, work.target.text(path) ?? '').items)) {
      if (part.kind === 'import' || part.kind === 'statement' || part.items.length > 0) continue;
      if (findPart(base, keys) !== undefined || findPart(fork, keys) !== undefined) continue;
      const owner = keys.slice(0, -1);
      if (owner.length > 0 && findPart(fork, owner) === undefined) continue;
      const item = { ...part, symbol: keys.join('.'), items: [], start: 0, end: 0, definition: null };
      if (heldBefore(work, file, codeOf(part))) found.push({ kind: 'delete', keys, base: item });
    }
  }
  return found;
}

function fixImports(work: Work, except: ReadonlySet<Path>): void {
  work.refresh();
  for (const [path, draft] of work.drafts) if (!except.has(path) && draft.origins.size > 0) deriveImports(work, draft);
  work.refresh();
}
