import type { Compared } from '../compare/compare.ts';
import { lineOf } from '../compare/versions.ts';
import { isZero } from '../git/changes.ts';
import type { ListedRef } from '../git/refs.ts';
import type { Change, Oid, Path } from '../model.ts';
import { changeAt } from './change-at.ts';
import type { Stop } from './model.ts';

/** The release lines from base to target: what each brought, and what of it meets the fork's changes. */
export async function stopsOf({ comparison, way }: Compared): Promise<Stop[]> {
  if (comparison.target.behind === 0) return [];
  const lines = linesOn(way.releases, comparison.target);
  const forecasts = await Promise.all(lines.map(({ newest }) => way.forecast(newest.commit)));
  const seen = new Set(way.graph.reachable(comparison.base.bases));
  const known = new Set<Path>();
  return lines.map(({ line, newest, releases }, i) => {
    const news = [...way.graph.reachable([newest.commit])].filter((oid) => !seen.has(oid));
    for (const oid of news) seen.add(oid);
    const conflicts = (forecasts[i]?.conflicts ?? []).map(
      ({ path, ours }) => changeAt(comparison.changes, ours ?? path)?.path ?? path,
    );
    const begun = [...new Set(conflicts)].filter((path) => !known.has(path));
    for (const path of begun) known.add(path);
    return {
      line,
      release: newest.name,
      releases,
      date: way.graph.get(newest.commit)?.date ?? null,
      commits: news.length,
      ...meetings(new Set(news), comparison.changes, way.touches),
      conflicts: begun,
    };
  });
}

interface Line {
  readonly line: string;
  readonly newest: ListedRef;
  readonly releases: number;
}

/** Releases by line, as their versions order them; a target that is none of them is a stop of its own. */
function linesOn(releases: readonly ListedRef[], target: { readonly ref: string; readonly sha: Oid }): Line[] {
  const lines = new Map<string, Line>();
  for (const release of releases) {
    const line = lineOf(release.name) ?? release.name;
    lines.set(line, { line, newest: release, releases: (lines.get(line)?.releases ?? 0) + 1 });
  }
  const stops = [...lines.values()];
  if (stops.at(-1)?.newest.commit === target.sha) return stops;
  return [...stops, { line: target.ref, newest: { name: target.ref, commit: target.sha }, releases: 0 }];
}

/** Which of the fork's changes these commits of upstream's meet, and which of those files they take away. */
function meetings(
  news: ReadonlySet<Oid>,
  changes: readonly Change[],
  touches: Compared['way']['touches'],
): Pick<Stop, 'touches' | 'leaves'> {
  const touched = new Set<Path>();
  const removed = new Set<Path>();
  for (const { commit, path, blob } of touches) {
    if (!news.has(commit.sha)) continue;
    touched.add(path);
    if (isZero(blob)) removed.add(path);
  }
  const met = changes.filter(({ path, from, homes }) => [from ?? path, ...homes].some((one) => touched.has(one)));
  const left = met.filter(({ path, from, homes }) => removed.has(from ?? path) && !homes.includes(from ?? path));
  return { touches: met.map(({ path }) => path), leaves: left.map(({ path }) => path) };
}
