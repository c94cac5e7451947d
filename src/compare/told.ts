import type { Touch } from '../git/history.ts';
import { grouped } from '../grouped.ts';
import type { Commit, Path } from '../model.ts';
import type { OwnHistory, UpstreamHistory } from './ground.ts';
import { judge, type Verdict, versionsIn } from './published.ts';
import { oidOf, type Survey } from './survey.ts';

/** What history tells of the paths that matter. */
export interface Told {
  readonly verdicts: ReadonlyMap<Path, Verdict>;
  /** How many commits the target has that the base lacks. */
  readonly behind: number;
  /** Those of them that touched these paths, newest first, by path. */
  upstreamCommits(paths: readonly Path[]): ReadonlyMap<Path, readonly Commit[]>;
  /** The fork's own commits that touched a path, newest first. */
  readonly ownCommits: ReadonlyMap<Path, readonly Commit[]>;
  readonly touches: readonly Touch[];
}

export async function tellHistory(survey: Survey, upstream: UpstreamHistory, own: OwnHistory): Promise<Told> {
  const between = await upstream.between(survey.found.bases, survey.target.sha);
  const touches = await upstream.touches(survey.ours.map(({ path }) => path));
  const had = upstream.graph.reachable(survey.found.bases);
  const since = versionsIn(touches.filter(({ commit }) => !had.has(commit.sha)));
  const until = versionsIn(touches.filter(({ commit }) => had.has(commit.sha)));
  const verdicts = survey.ours.map(
    ({ path, before, after }) => [path, judge(path, oidOf(before), oidOf(after), since, until)] as const,
  );
  return {
    verdicts: new Map(verdicts),
    behind: between.size,
    upstreamCommits: (paths) => byPath(between.touches(paths)),
    ownCommits: byPath(own.touches),
    touches,
  };
}

function byPath(touches: readonly Touch[]): Map<Path, Commit[]> {
  const groups = grouped(touches, ({ path }) => path);
  return new Map([...groups].map(([path, group]) => [path, group.map(({ commit }) => commit)]));
}
