import type { ListedRef } from '../git/refs.ts';
import type { Base, Fork, Note, Target } from '../model.ts';
import { labelOf } from './base.ts';
import type { OwnHistory, UpstreamHistory } from './ground.ts';
import type { Question } from './question.ts';
import type { Survey } from './survey.ts';
import type { Told } from './told.ts';
import { shortName } from './upstream.ts';
import { compareVersions, parseVersion } from './versions.ts';

/** The fork as the report names it. */
export function forkOf({ fork }: Question, { trees }: Survey, { commits }: OwnHistory): Fork {
  const ownMerges = commits.filter(({ parents }) => parents.length > 1).length;
  return {
    ref: fork.name,
    sha: fork.sha,
    version: trees.fork.version,
    ownCommits: commits.length,
    ownMerges,
  };
}

/** When upstream last did something on a release line, as far as it was fetched, in seconds since 1970. */
export function newestIn({ refs }: Question, { graph }: UpstreamHistory): number {
  return refs.lines.reduce((latest, { commit }) => Math.max(latest, graph.get(commit)?.date ?? 0), 0);
}

/** The base, labelled as people call it. */
export function baseOf(question: Question, { found, trees }: Survey, { graph }: UpstreamHistory): Base {
  const { version, date } = trees.base;
  const ref = question.base?.name ?? labelOf(found.sha, version, question.refs, graph);
  return {
    ref,
    sha: found.sha,
    bases: found.bases,
    version,
    how: found.how,
    date,
  };
}

/** The target, how far it is, and the releases on the way there. */
export function targetOf(
  { targetRequested }: Question,
  { target, trees }: Survey,
  { behind }: Told,
  crossed: readonly ListedRef[],
): Target {
  const { version, date } = trees.target;
  return {
    ref: target.name,
    sha: target.sha,
    version,
    behind,
    date,
    requested: targetRequested,
    releases: crossed.map(({ name }) => name),
  };
}

/** Upstream's release tags newer than the base's VERSION, up to the target's, oldest first, each name once. */
export function crossedReleases({ refs }: Question, { trees }: Survey, { graph }: UpstreamHistory): ListedRef[] {
  const [from, to] = [parseVersion(trees.base.version ?? ''), parseVersion(trees.target.version ?? '')];
  const crossed = [...refs.certainTags, ...refs.tags].flatMap(({ commit, name }) => {
    const release = parseVersion(shortName(name));
    if (!from || !to || !release || !graph.has(commit)) return [];
    const between = compareVersions(release, from) > 0 && compareVersions(release, to) <= 0;
    return between ? [{ name: shortName(name), commit }] : [];
  });
  return [...new Map(crossed.map((release) => [release.name, release])).values()].sort((a, b) =>
    byVersion(a.name, b.name),
  );
}

/** Release tags that may be upstream's, each name once. */
export function releasesOf({ refs }: Question): ListedRef[] {
  const tags = (refs.certainTags.length ? refs.certainTags : refs.tags).map(({ name, commit }) => ({
    name: shortName(name),
    commit,
  }));
  return [...new Map(tags.map((tag) => [tag.name, tag])).values()];
}

function byVersion(a: string, b: string): number {
  const [x, y] = [parseVersion(a), parseVersion(b)];
  return x && y ? compareVersions(x, y) : 0;
}

/** What a reader must know of a base that content decided. */
export function notesOf({ found }: Survey): Note[] {
  const { how, distance } = found;
  if (!distance) return [];
  const why = how === 'content' ? 'fork and upstream share no history' : 'upstream was taken in without its history';
  const next = distance.next === null ? '' : `, the next nearest in ${distance.next}`;
  return [
    {
      kind: 'note',
      text: `${why}: the base was found by content (it differs in ${distance.paths} ${distance.paths === 1 ? 'path' : 'paths'}${next})`,
    },
  ];
}
