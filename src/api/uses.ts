import type { Survey } from '../compare/survey.ts';
import { compareVersions, parseVersion } from '../compare/versions.ts';
import { isZero } from '../git/changes.ts';
import type { Oid, Path, When } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import type { OwnInputs } from '../own/own.ts';
import type { SignatureBreak } from './breaks.ts';
import { type DeadImport, deadImports } from './dead.ts';
import { earlierTrees } from './earlier.ts';
import { type ModuleFile, outlineReader, type ReadOutline } from './module.ts';
import { noUses, type OwnFile, ownFile } from './own.ts';
import { surfacesOf } from './read.ts';
import { moduleFiles, type Root, rootsOf } from './roots.ts';
import { changedSignatures } from './signatures.ts';
import { written } from './spelling.ts';
import type { Surface } from './surface.ts';

/** A dead import and the file of the fork's that it stands in. */
export interface DeadUse extends DeadImport {
  readonly path: Path;
  /** `now`: the fork's own tree lacks it. `next`: the target will. */
  readonly when: When;
  /** The import or string as it must read there; null unless there is exactly one home. */
  readonly becomes: string | null;
}

/** A call, override or class of the fork's that a change of upstream's breaks. */
export interface BrokenUse extends SignatureBreak {
  readonly path: Path;
  readonly when: When;
}

/** What the files that the fork added use of upstream's. Found out when it is asked for. */
export interface OwnUses {
  readonly files: ReadonlyMap<Path, OwnFile>;
  /** By file, then in the order of each file. */
  dead(): readonly DeadUse[];
  broken(): readonly BrokenUse[];
  /** What can be imported from the fork's own tree, without what the fork added; null when it added nothing. */
  readonly tree: Surface | null;
}

/**
 * Looks at what the fork added in a language that upstream's packages are written in. Reads nothing when there is no such
 * file; else the trees of base, fork and target, all through the one reader, so that no further process is needed.
 */
export async function ownUses(inputs: OwnInputs, requested: boolean): Promise<OwnUses> {
  const { survey, reader, told } = inputs;
  const { layout } = survey.trees.base.layout;
  const added = addedFiles(survey);
  const isPublished = (path: Path): boolean => told.verdicts.get(path)?.published ?? false;
  const mine = [...added].filter(([path]) => analyzerFor(path) !== undefined && !isPublished(path));
  if (mine.length === 0) return noUses;
  const base = await reader.files(survey.trees.base.tree);
  const fork = without(await reader.files(survey.trees.fork.tree), added);
  const trees = [base, fork, changed(base, survey.theirs)].map((files) => ({ files, roots: rootsOf(files, layout) }));
  const listed = trees.map((tree) => moduleFiles(tree.files, tree.roots));
  const languages = new Set(listed.flat().map(languageOf));
  const read = mine.filter(([path]) => languages.has(languageOf({ path })));
  if (read.length === 0) return noUses;
  const spoken = new Set(read.map(([path]) => languageOf({ path })));
  const understood = (modules: readonly ModuleFile[]) => modules.filter((one) => spoken.has(languageOf(one)));
  const outline = await outlineReader([
    ...read.map(([path]) => path),
    ...listed.flatMap(understood).map(({ path }) => path),
  ]);
  const surfaces = await surfacesOf(listed.map(understood), reader, outline);
  const roots = everyRoot(trees[1]?.roots ?? [], layout);
  const files = await ownFiles(read, roots, reader, outline);
  const own = new Set(moduleFiles(added, roots).map(({ name }) => name));
  const [old, now, target] = surfaces;
  if (!old || !now || !target) throw new Error('three trees were asked for');
  const earlier = await earlierTrees(inputs, { files, own, old, now, roots, names: fork });
  const [writtenOn, ...released] = await surfacesOf(
    earlier.map((tree) => understood(moduleFiles(tree.files, tree.roots))),
    reader,
    outline,
  );
  const older = [old, ...(writtenOn ? [writtenOn] : []), ...released];
  const tree: Judged = { files, own, old, now, older, writtenOn: earlier[0]?.writtenOn ? (writtenOn ?? null) : null };
  const next = liesAhead(inputs, requested) ? target : null;
  return { files: new Map(files.map((file) => [file.path, file])), tree: now, ...answers(tree, next) };
}

interface Judged {
  readonly files: readonly OwnFile[];
  readonly own: ReadonlySet<string>;
  readonly old: Surface;
  readonly now: Surface;
  readonly older: readonly Surface[];
  /** The upstream that the fork's files were written for, when the fork has merged a later one since. */
  readonly writtenOn: Surface | null;
}

function answers(judged: Judged, next: Surface | null): Pick<OwnUses, 'dead' | 'broken'> {
  let dead: readonly DeadUse[] | undefined;
  let broken: readonly BrokenUse[] | undefined;
  return {
    dead() {
      dead ??= allDead(judged, next);
      return dead;
    },
    broken() {
      broken ??= allBroken(judged, next);
      return broken;
    },
  };
}

function allDead({ files, own, old, now, older }: Judged, next: Surface | null): DeadUse[] {
  const today = deadImports(files, { target: now, older, own });
  const then = next === null ? new Map<OwnFile, DeadImport[]>() : deadImports(files, { target: next, older, own });
  return files.flatMap((file) => {
    const use =
      (when: When, tree: Surface) =>
      (one: DeadImport): DeadUse => ({
        ...one,
        path: file.path,
        when,
        becomes: written(one, file, tree),
      });
    const dead = (today.get(file) ?? []).map(use('now', now));
    const known = new Set(dead.map(({ import: path, via }) => `${via} ${path}`));
    const later = (then.get(file) ?? []).filter(({ import: path, via }) => {
      return !known.has(`${via} ${path}`) && next !== null && !isBrought(path, { old, now, next });
    });
    return [...dead, ...later.map(use('next', next ?? now))];
  });
}

/** Something the fork itself wrote into a module of upstream's, which the target has too: the merge brings it along. */
function isBrought(path: string, trees: Record<'old' | 'now' | 'next', Surface>): boolean {
  const module = path.slice(0, path.lastIndexOf('.'));
  return !trees.old.resolves(path) && trees.now.resolves(path) && trees.next.moduleAt(module) !== null;
}

function allBroken({ files, old, now, writtenOn }: Judged, next: Surface | null): BrokenUse[] {
  const today = writtenOn ? changedSignatures(files, { base: writtenOn, target: now }) : new Map();
  const then = next ? changedSignatures(files, { base: old, target: next }) : new Map();
  const told = (when: When, found: ReadonlyMap<OwnFile, readonly SignatureBreak[]>, file: OwnFile): BrokenUse[] =>
    (found.get(file) ?? []).map((one) => ({ ...one, path: file.path, when }));
  return files.flatMap((file) => [...told('now', today, file), ...told('next', then, file)]);
}

/** Whether there is anything to merge; a release older than the base is only looked at when somebody names it. */
function liesAhead({ told, survey: { trees } }: OwnInputs, requested: boolean): boolean {
  if (told.between.size === 0) return false;
  const [base, target] = [parseVersion(trees.base.version ?? ''), parseVersion(trees.target.version ?? '')];
  return requested || !base || !target || compareVersions(target, base) >= 0;
}

/** Files the fork added, path -> blob. */
function addedFiles({ ours }: Survey): Map<Path, Oid> {
  const plain = ours.filter(({ letter, modes }) => letter === 'A' && modes[1].startsWith('100'));
  return new Map(plain.map(({ path, after }) => [path, after]));
}

function without(files: ReadonlyMap<Path, Oid>, gone: ReadonlyMap<Path, Oid>): Map<Path, Oid> {
  return new Map([...files].filter(([path]) => !gone.has(path)));
}

/** A tree as another one's changes leave it. */
function changed(files: ReadonlyMap<Path, Oid>, changes: Survey['theirs']): ReadonlyMap<Path, Oid> {
  const now = new Map(files);
  for (const { path, after, modes } of changes) {
    if (isZero(after) || !modes[1].startsWith('100')) now.delete(path);
    else now.set(path, after);
  }
  return now;
}

const languageOf = ({ path }: { readonly path: Path }): string | undefined => analyzerFor(path)?.language;

/** The fork's roots, then where any release had its packages: files may lie where an earlier one kept such. */
function everyRoot(
  roots: readonly Root[],
  { packages = [] }: OwnInputs['survey']['trees']['base']['layout']['layout'],
): Root[] {
  const all = [...roots, ...packages.flatMap(({ name, places }) => places.map(({ folder }) => ({ name, folder })))];
  return [...new Map([...all].reverse().map((root) => [root.folder, root])).values()].reverse();
}

async function ownFiles(
  mine: readonly (readonly [Path, Oid])[],
  roots: readonly Root[],
  reader: OwnInputs['reader'],
  outline: ReadOutline,
): Promise<OwnFile[]> {
  const texts = await reader.texts(mine.map(([, oid]) => oid));
  return mine.flatMap(([path, oid]) => {
    const text = texts.get(oid);
    return text === undefined ? [] : [ownFile(path, text, outline(path, oid, text), roots)];
  });
}
