import { readHistory } from '../git/history.ts';
import type { Git } from '../git/run.ts';
import type { Commit, Path } from '../model.ts';
import type { FoundHomes } from './files.ts';
import type { Survey } from './survey.ts';
import { byPath } from './told.ts';

/** The homes of more files are too many places for git to look at one by one. */
const few = 12;

/** Upstream's commits from base to target that touched what the fork changed, or its homes, newest first, by path. */
export async function upstreamSince(
  git: Git,
  { ours, found: { bases }, target }: Survey,
  found: Promise<FoundHomes>,
): Promise<ReadonlyMap<Path, readonly Commit[]>> {
  if (ours.length === 0) return new Map();
  const range = { tips: [target.sha], without: bases };
  const whole = ours.length > few ? readHistory(git, range) : null; // git is at work while homes are looked for
  const { homes } = await found;
  const places = [...new Set(ours.flatMap(({ path }) => [path, ...homes(path)]))];
  const history = await (whole ?? readHistory(git, { ...range, places }));
  return byPath(history.touches(places));
}
