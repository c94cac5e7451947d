import type { Survey } from '../compare/survey.ts';
import { compareVersions, parseVersion } from '../compare/versions.ts';
import type { Oid, Path, When } from '../model.ts';
import { analyzerFor, extensionsOf } from '../outline/index.ts';
import type { OwnInputs } from '../own/own.ts';
import type { SignatureBreak } from './breaks.ts';
import { type DeadImport, deadImports } from './dead.ts';
import { Demand } from './demand.ts';
import { earlierTrees, lackingPaths } from './earlier.ts';
import { Lookup } from './lookup.ts';
import { outlineReader, type ReadOutline } from './module.ts';
import type { Modules } from './modules.ts';
import { noUses, type OwnFile, ownFile } from './own.ts';
import { moduleFiles, type Root } from './roots.ts';
import { changedSignatures } from './signatures.ts';
import { written } from './spelling.ts';
import { Surface } from './surface.ts';
import { changedModules, everyRoot, languageOf, languagesIn, type Rooted, rootedIn } from './trees.ts';
import { View } from './view.ts';

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

/** What the files that the fork added use of upstream's. */
export interface OwnUses {
  readonly files: ReadonlyMap<Path, OwnFile>;
  /** By file, then in the order of each file. */
  readonly dead: readonly DeadUse[];
  readonly broken: readonly BrokenUse[];
  /** What can be imported from the fork's own tree, without what the fork added; null when it added nothing. */
  readonly tree: Surface | null;
}

/**
 * Looks at what the fork added in a language that upstream's packages are written in. Reads nothing when there is no such
 * file; else what these files lead to in the trees of base, fork and target, all through the one reader, so that no further
 * process is needed.
 */
export async function ownUses(inputs: OwnInputs, requested: boolean): Promise<OwnUses> {
  const { survey, reader, told } = inputs;
  const { layout } = survey.trees.base.layout;
  const added = addedFiles(survey);
  const isPublished = (path: Path): boolean => told.verdicts.get(path)?.published ?? false;
  const mine = [...added].filter(([path]) => analyzerFor(path) !== undefined && !isPublished(path));
  if (mine.length === 0) return noUses;
  const demand = new Demand(reader);
  const { base, fork, target } = survey.trees;
  const rooted = (views: readonly View[]) => demand.answer(() => views.map((view) => rootedIn(view, layout)));
  const trees = await rooted([
    new View(demand, base.tree),
    new View(demand, fork.tree, new Set(added.keys())),
    new View(demand, target.tree),
  ]);
  const spoken = await demand.answer(() => languagesIn(trees, new Set(mine.map(([path]) => languageOf(path)))));
  const read = mine.filter(([path]) => spoken.has(languageOf(path)));
  if (read.length === 0) return noUses;
  const outline = await outlineReader([...spoken].flatMap(extensionsOf));
  const speaks = (path: Path): boolean => spoken.has(languageOf(path));
  const modulesOf = (tree: Rooted): Modules => new Lookup({ ...tree, demand, read: outline, speaks });
  const modules = trees.map(modulesOf);
  const roots = everyRoot(trees[1]?.roots ?? [], layout);
  const files = await ownFiles(read, roots, reader, outline);
  const own = new Set(moduleFiles(added, roots).map(({ name }) => name));
  const fresh = (): Surface[] => modules.map((one) => new Surface(one));
  const lacking = await demand.answer(() => lackingPaths(files, own, fresh().slice(0, 2), roots));
  const earlier = await earlierTrees(inputs, { files, lacking, roots, fork: fork.tree, added });
  const before = (await rooted(earlier.map(({ tree }) => new View(demand, tree)))).map(modulesOf);
  const changed = changedModules(survey.theirs, trees);
  return demand.answer(() => {
    const [old, now, then] = fresh();
    if (!old || !now || !then) throw new Error('three trees were asked for');
    const older = [old, ...before.map((one) => new Surface(one))];
    const writtenOn = earlier[0]?.writtenOn ? (older[1] ?? null) : null;
    const judged: Judged = { files, own, old, now, older, writtenOn, changed };
    const next = liesAhead(inputs, requested) ? then : null;
    const [dead, broken] = [allDead(judged, next), allBroken(judged, next)];
    return { files: new Map(files.map((file) => [file.path, file])), tree: now, dead, broken };
  });
}

interface Judged {
  readonly files: readonly OwnFile[];
  readonly own: ReadonlySet<string>;
  readonly old: Surface;
  readonly now: Surface;
  readonly older: readonly Surface[];
  /** The upstream that the fork's files were written for, when the fork has merged a later one since. */
  readonly writtenOn: Surface | null;
  /** The modules that differ between base and target. */
  readonly changed: readonly string[] | undefined;
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

function allBroken({ files, old, now, writtenOn, changed }: Judged, next: Surface | null): BrokenUse[] {
  const today = writtenOn ? changedSignatures(files, { base: writtenOn, target: now }) : new Map();
  const then = next ? changedSignatures(files, { base: old, target: next, changed }) : new Map();
  const told = (when: When, found: ReadonlyMap<OwnFile, readonly SignatureBreak[]>, file: OwnFile): BrokenUse[] =>
    (found.get(file) ?? []).map((one) => ({ ...one, path: file.path, when }));
  return files.flatMap((file) => [...told('now', today, file), ...told('next', then, file)]);
}

/** Whether there is anything to merge; a release older than the base is only looked at when somebody names it. */
function liesAhead({ told: { behind }, survey: { trees } }: OwnInputs, requested: boolean): boolean {
  if (behind === 0) return false;
  const [base, target] = [parseVersion(trees.base.version ?? ''), parseVersion(trees.target.version ?? '')];
  return requested || !base || !target || compareVersions(target, base) >= 0;
}

/** Files the fork added, path -> blob. */
function addedFiles({ ours }: Survey): Map<Path, Oid> {
  const plain = ours.filter(({ letter, modes }) => letter === 'A' && modes[1].startsWith('100'));
  return new Map(plain.map(({ path, after }) => [path, after]));
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
    if (text === undefined) return [];
    const read = outline(path, oid, text);
    read.uses(); // asked for now, while the parser still has the tree of this text
    return [ownFile(path, text, read, roots)];
  });
}
