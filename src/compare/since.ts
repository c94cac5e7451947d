import { mostPlaces, readHistory } from '../git/history.ts';
import type { Git } from '../git/run.ts';
import type { Commit, Path } from '../model.ts';
import type { FoundHomes } from './files.ts';
import type { UpstreamHistory } from './ground.ts';
import type { Survey } from './survey.ts';
import { byPath } from './told.ts';

/**
 * Upstream's commits from base to target that touched what the fork changed, or its homes, newest first, by path. git is asked
 * while it reads upstream's history, unless that history has it all.
 */
export async function upstreamSince(
  git: Git,
  { ours, found: { bases }, target }: Survey,
  found: Promise<FoundHomes>,
  upstream: Promise<UpstreamHistory>,
): Promise<ReadonlyMap<Path, readonly Commit[]>> {
  if (ours.length === 0) return new Map();
  const { homes } = await found;
  const places = [...new Set(ours.flatMap(({ path }) => [path, ...homes(path)]))];
  if (ours.length > mostPlaces) return byPath(await (await upstream).touchesSince(bases, target.sha, places));
  return byPath((await readHistory(git, { tips: [target.sha], without: bases, places })).touches(places));
}
