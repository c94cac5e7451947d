import { isZero, type RawChange } from '../git/changes.ts';
import type { Room } from '../git/room.ts';
import type { FileWrite } from '../git/write.ts';
import type { Layout } from '../layout/layout.ts';
import type { Oid, Path } from '../model.ts';
import { renderDraft } from './draft.ts';
import { type Commits, type Gathered, gather, isPython } from './gather.ts';
import { type FileHomes, fileHomes } from './homes.ts';
import { patchOf } from './leave.ts';
import { markConflicts } from './markers.ts';
import { mergeWhole, type WholeFile } from './others.ts';
import { portPython } from './port.ts';
import { portRegistry } from './registry.ts';
import { portRequirements } from './requirements/port.ts';
import { changeId, type Left, type OwnFile, type Placed, type Work } from './work.ts';

/** What is to be ported. */
export interface PortAsked extends Commits {
  /** Only these paths and what lies below them; all when empty. */
  readonly paths: readonly string[];
  /** Conflicts are written into the files. They are left to a person all the same. */
  readonly markers?: boolean;
}

/** Ours, carried over: what the target's tree becomes, and what was placed and left. */
export interface Ported {
  readonly writes: readonly FileWrite[];
  readonly placed: readonly Placed[];
  readonly left: readonly Left[];
}

/** Carries ours onto the target. Nothing is written outside the room. */
export async function portTrees(room: Room['git'], layout: Layout, asked: PortAsked): Promise<Ported> {
  const gathered = await gather(room, layout, asked);
  const all = gathered.ours.filter(({ path }) => isAsked(path, asked.paths));
  const ours = all.filter(({ path }) => !gathered.published.has(path));
  const python = ours.filter((change) => isSource(gathered, change));
  const homes = homesIn(gathered);
  const files = python.map((change) => ownFile(gathered, change));
  const work = portPython(gathered, homes, files);
  const registered = portRegistry(work, gathered, ours);
  if (asked.markers) markConflicts(work);
  const requirements = await portRequirements(room, gathered, ours);
  const others = ours.filter(
    (change) => !python.includes(change) && !requirements.taken.has(change) && !registered.has(change),
  );
  const patch = ({ before, after }: RawChange): string =>
    patchOf(gathered.texts.get(before) ?? '', gathered.texts.get(after) ?? '');
  const rest = wholeFiles(gathered, homes, others, patch);
  const merged = await mergeWhole(room, rest.files, { markers: asked.markers ?? false, patch });
  return {
    writes: [
      ...writesOf(work, (path, origins) => modeOf(gathered, path, origins)),
      ...requirements.writes,
      ...merged.writes,
    ],
    placed: [...upstreams(all, gathered, homes), ...work.placed, ...requirements.placed, ...merged.placed],
    left: [...work.left, ...requirements.left, ...rest.left, ...merged.left],
  };
}

/** What upstream has had since the base, and went on from: there is nothing to carry. */
function upstreams(ours: readonly RawChange[], { published }: Gathered, homes: FileHomes): Placed[] {
  const theirs = ours.filter(({ path }) => published.has(path));
  return theirs.map(({ path, before }) => {
    const home = isZero(before) ? homes.landing(path) : (homes.parts(path)[0] ?? path);
    return { from: path, symbol: path, home, how: 'upstream', id: changeId(path, []), code: '', before: '' };
  });
}

/** What the target's tree becomes by the drafts. */
export function writesOf(work: Work, modeOf: (path: Path, origins: ReadonlySet<Path>) => string): FileWrite[] {
  const writes: FileWrite[] = [];
  for (const [path, draft] of work.drafts) {
    const text = renderDraft(draft);
    if (text !== draft.before) writes.push({ path, mode: modeOf(path, draft.origins), content: text });
  }
  for (const path of work.removed) writes.push({ path, mode: null });
  return writes;
}

function isAsked(path: Path, paths: readonly string[]): boolean {
  return paths.length === 0 || paths.some((one) => path === one || path.startsWith(`${one.replace(/\/+$/, '')}/`));
}

/** A Python text on both sides; a link or a damaged file is git's business. */
function isSource({ texts, reader }: Gathered, { path, before, after, modes }: RawChange): boolean {
  if (!isPython(path) || before === after || modes.some((mode) => mode !== '000000' && !mode.startsWith('100')))
    return false;
  return [before, after].every((oid) => {
    const text = isZero(oid) ? '' : texts.get(oid);
    return text !== undefined && !reader.outline(path, text).partial;
  });
}

function ownFile({ texts, versions }: Gathered, { path, before, after }: RawChange): OwnFile {
  const of = (oid: Oid): string | null => (isZero(oid) ? null : (texts.get(oid) ?? null));
  return { path, base: of(before), fork: of(after), versions: versions(path) };
}

/** The fork's mode where it changed it, else the target's. */
function modeOf({ ours, entries }: Gathered, path: Path, origins: ReadonlySet<Path>): string {
  const own = ours.find((change) => origins.has(change.path));
  const changed = own !== undefined && own.modes[0] !== own.modes[1];
  const mode = changed ? own.modes[1] : (entries.get(path)?.mode ?? own?.modes[1]);
  return mode === '100755' ? '100755' : '100644';
}

/** Where the target keeps what the base held. */
export function homesIn({ trees, theirs, renames, layouts, texts }: Gathered): FileHomes {
  return fileHomes({ ...trees, theirs, renames, layouts, textOf: (oid) => texts.get(oid) });
}

/** The files that git merges, at their homes. */
function wholeFiles(
  { entries }: Gathered,
  homes: FileHomes,
  changes: readonly RawChange[],
  patch: (change: RawChange) => string,
): { files: WholeFile[]; left: Left[] } {
  const files: WholeFile[] = [];
  const left: Left[] = [];
  for (const change of changes) {
    const parts = isZero(change.before) ? [homes.landing(change.path)] : homes.parts(change.path);
    const [home = change.path] = parts;
    const split = 'the target has split this file';
    if (parts.length > 1)
      left.push({ from: change.path, symbol: change.path, reason: split, candidates: parts, patch: patch(change) });
    else files.push({ change, home, target: entries.get(home) ?? null });
  }
  return { files, left };
}
