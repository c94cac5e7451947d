import { compareVersions, parseVersion } from '../compare/versions.ts';
import { type Commits, graphAmong } from '../git/graph.ts';
import type { Touch } from '../git/history.ts';
import type { Oid, Path } from '../model.ts';
import type { OwnInputs } from '../own/own.ts';
import { firstOf } from './modules.ts';
import type { OwnFile } from './own.ts';
import { closest, moduleName, type Root } from './roots.ts';
import { absoluteModule } from './specifier.ts';
import type { Surface } from './surface.ts';

/** A tree of upstream's that may still have what the fork's own tree lacks. */
export interface EarlierTree {
  readonly tree: Oid;
  /** The fork's files were written on it; else it is a release. */
  readonly writtenOn: boolean;
}

/** What the fork's files are known to ask for, and the trees that were looked at already. */
export interface Asked {
  readonly files: readonly OwnFile[];
  /** What they name that neither the fork's tree nor the base has: see {@link lackingPaths}. */
  readonly lacking: readonly string[];
  /** Where any release has its packages. */
  readonly roots: readonly Root[];
  /** The fork's tree, without what it added. */
  readonly fork: Oid;
  readonly added: ReadonlyMap<Path, Oid>;
}

/**
 * A fork that merged upstream has a base which knows nothing of what its files were written for. Two trees may: the upstream
 * commit under the oldest of these files, and the newest releases that have, at a path the fork's tree lacks, a module they name.
 */
export async function earlierTrees(inputs: OwnInputs, asked: Asked): Promise<EarlierTree[]> {
  const ground = writtenOn(inputs, asked.files);
  const releases = asked.lacking.length === 0 ? [] : await releasesWith(inputs, asked);
  return [
    ...(ground === null ? [] : [{ tree: ground, writtenOn: true }]),
    ...releases.flatMap((tree) => (tree === ground ? [] : [{ tree, writtenOn: false }])),
  ];
}

/** The tree of the upstream commit that the oldest of the fork's files was added on; null when that is the base itself. */
function writtenOn({ own, told, survey }: OwnInputs, files: readonly OwnFile[]): Oid | null {
  const mine = graphAmong(own.commits);
  const edge = new Map(own.boundary.map((commit) => [commit.sha, commit]));
  const firsts = files.flatMap(({ path }) => told.ownCommits.get(path)?.at(-1) ?? []);
  const under = firsts.flatMap(({ sha }) => {
    const commits = [...mine.reachable([sha])].flatMap((one) => edge.get(one) ?? []);
    // of several, the file was written on what had been merged last
    return commits.sort((a, b) => b.date - a.date)[0] ?? [];
  });
  const [oldest] = under.sort((a, b) => a.date - b.date);
  return oldest === undefined || survey.found.bases.includes(oldest.sha) ? null : oldest.tree;
}

/** Paths of upstream's that the files name and neither the fork's tree nor the base has. */
export function lackingPaths(
  files: readonly OwnFile[],
  own: ReadonlySet<string>,
  trees: readonly Surface[],
  roots: readonly Root[],
): string[] {
  const eras = new Set(roots.map(({ name }) => firstOf(name)));
  const isUpstreams = (path: string): boolean =>
    eras.has(firstOf(path)) || trees.some((tree) => tree.isUpstreams(path));
  const isThere = (tree: Surface, path: string): boolean => tree.isUpstreams(path) && tree.resolves(path);
  const paths = files.flatMap(({ outline, module }) => {
    const imports = outline.imports.flatMap((one) => {
      const from = one.guarded ? null : absoluteModule(module ?? { name: '', isPackage: true }, one);
      return from === null ? [] : [one.kind === 'name' ? `${from}.${one.name}` : from];
    });
    return [...imports, ...outline.uses().strings.map(({ value }) => value.replace(':', '.'))];
  });
  return [...new Set(paths)].filter((path) => {
    if (!isUpstreams(path) || prefixes(path).some((one) => own.has(one))) return false;
    return !trees.some((tree) => isThere(tree, path));
  });
}

/** `a.b.c`, `a.b`, `a`. */
function prefixes(path: string): string[] {
  const found: string[] = [];
  for (let at = path.length; at > 0; at = path.lastIndexOf('.', at - 1)) found.push(path.slice(0, at));
  return found;
}

const gone = /^0+$/;

/** A file may name things of several eras; of more than these nobody keeps code. */
const mostReleases = 3;

/** The newest releases that have these modules where the fork's tree has none, newest first. */
async function releasesWith(
  { upstream, tags, reader }: OwnInputs,
  { lacking, roots, fork, added }: Asked,
): Promise<Oid[]> {
  const there = await reader.files(fork);
  const wanted = new Set(lacking.flatMap(prefixes).filter((name) => name.includes('.')));
  const nameOf = (path: Path): string => {
    const root = closest(roots, path);
    return (root && moduleName(root, path)?.name) ?? '';
  };
  const history = new Map<string, Touch[]>();
  for (const touch of await upstream.touches(null)) {
    const name = nameOf(touch.path);
    if (!wanted.has(name) || (there.has(touch.path) && !added.has(touch.path))) continue;
    history.set(name, [...(history.get(name) ?? []), touch]);
  }
  // of `a.b.c` the module that was there: `a.b` says more than its package `a`
  let modules = [...new Set(lacking.flatMap((path) => prefixes(path).find((name) => history.has(name)) ?? []))];
  const found: Oid[] = [];
  for (const { commit } of [...tags].sort((a, b) => byVersion(b.name, a.name))) {
    const tree = upstream.graph.get(commit)?.tree;
    if (modules.length === 0 || found.length === mostReleases) break;
    if (tree === undefined) continue;
    const within = upstream.graph.reachable([commit]);
    const left = modules.filter((name) => !isHeld(history.get(name) ?? [], within));
    if (left.length < modules.length) found.push(tree);
    modules = left;
  }
  return found;
}

/** Whether the newest touch of some path within reach left something there. */
function isHeld(touches: readonly Touch[], within: Commits): boolean {
  const newest = new Map<Path, Oid>();
  for (const { path, blob, commit } of touches) if (within.has(commit.sha) && !newest.has(path)) newest.set(path, blob);
  return [...newest.values()].some((blob) => !gone.test(blob));
}

function byVersion(a: string, b: string): number {
  const [x, y] = [parseVersion(a), parseVersion(b)];
  return x && y ? compareVersions(x, y) : 0;
}
