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
  /** The fork's own commits that touched a path, newest first. */
  readonly ownCommits: ReadonlyMap<Path, readonly Commit[]>;
  readonly touches: readonly Touch[];
}

/** Tells it once for a survey, however often it is asked. */
export function tellHistory(survey: Survey, upstream: UpstreamHistory, own: OwnHistory): Promise<Told> {
  const told = known.get(survey) ?? tell(survey, upstream, own);
  known.set(survey, told);
  return told;
}

const known = new WeakMap<Survey, Promise<Told>>();

async function tell(survey: Survey, upstream: UpstreamHistory, own: OwnHistory): Promise<Told> {
  const touches = await upstream.touches(survey.ours.map(({ path }) => path));
  const had = upstream.graph.reachable(survey.found.bases);
  const since = versionsIn(touches.filter(({ commit }) => !had.has(commit.sha)));
  const until = versionsIn(touches.filter(({ commit }) => had.has(commit.sha)));
  const verdicts = survey.ours.map(
    ({ path, before, after }) => [path, judge(path, oidOf(before), oidOf(after), since, until)] as const,
  );
  return {
    verdicts: new Map(verdicts),
    behind: await upstream.behind(survey.found.bases, survey.target.sha),
    ownCommits: byPath(own.touches),
    touches,
  };
}

/** The commits that touched each path, newest first. */
export function byPath(touches: readonly Touch[]): Map<Path, Commit[]> {
  const groups = grouped(touches, ({ path }) => path);
  return new Map([...groups].map(([path, group]) => [path, group.map(({ commit }) => commit)]));
}
