import { reachable, type Touch } from '../git/history.ts';
import { grouped } from '../grouped.ts';
import type { Commit, Oid, Path } from '../model.ts';
import type { OwnHistory, UpstreamHistory } from './ground.ts';
import { judge, type Verdict, versionsIn } from './published.ts';
import { oidOf, pathsOfInterest, type Survey } from './survey.ts';

/** What history tells of the paths that matter. */
export interface Told {
  readonly verdicts: ReadonlyMap<Path, Verdict>;
  /** Commits of the target that the base lacks. */
  readonly between: ReadonlySet<Oid>;
  /** Those of them that touched a path, newest first. */
  readonly upstreamCommits: ReadonlyMap<Path, readonly Commit[]>;
  /** The fork's own commits that touched a path, newest first. */
  readonly ownCommits: ReadonlyMap<Path, readonly Commit[]>;
  readonly touches: readonly Touch[];
}

export async function tellHistory(survey: Survey, upstream: UpstreamHistory, own: OwnHistory): Promise<Told> {
  const touches = await upstream.touches(survey.ours.map(({ path }) => path));
  const had = reachable(upstream.graph, survey.found.bases);
  const since = versionsIn(touches.filter(({ commit }) => !had.has(commit.sha)));
  const until = versionsIn(touches.filter(({ commit }) => had.has(commit.sha)));
  const verdicts = survey.ours.map(
    ({ path, before, after }) => [path, judge(path, oidOf(before), oidOf(after), since, until)] as const,
  );
  return {
    verdicts: new Map(verdicts),
    between: new Set(survey.between.commits.map(({ sha }) => sha)),
    upstreamCommits: byPath(survey.between.touches(pathsOfInterest(survey))),
    ownCommits: byPath(own.touches),
    touches,
  };
}

function byPath(touches: readonly Touch[]): Map<Path, Commit[]> {
  const groups = grouped(touches, ({ path }) => path);
  return new Map([...groups].map(([path, group]) => [path, group.map(({ commit }) => commit)]));
}
