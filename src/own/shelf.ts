import { compareVersions, parseVersion } from '../compare/versions.ts';
import { isZero } from '../git/changes.ts';
import type { Commits, Graph } from '../git/graph.ts';
import type { Touch } from '../git/history.ts';
import { grouped } from '../grouped.ts';
import type { Oid, Path } from '../model.ts';
import { once } from './once.ts';
import type { Units } from './units.ts';

/** The files of one source at one commit, path -> blob. */
export type Files = ReadonlyMap<Path, Oid>;

/** A release tag that lies on upstream's release lines. */
export interface Release {
  readonly name: string;
  readonly commit: Oid;
  readonly date: number;
}

/** One state of a source, and the releases that shipped it, oldest first. */
export interface Edition {
  readonly files: Files;
  readonly releases: readonly Release[];
}

/** Upstream's data sources through time. Told by history alone: no tree is listed. */
export interface Shelf {
  /** Oldest first, by number. */
  readonly releases: readonly Release[];
  /** Older before newer, by number. */
  inOrder(a: Release, b: Release): number;
  /** The sources at a commit by name, shared modules left out. */
  at(commit: Oid): ReadonlyMap<string, Files>;
  /** Every state of a source that was released, wherever the releases kept it. */
  editions(source: string): readonly Edition[];
  /** The commits that touched a source, newest first. */
  touching(source: string): readonly Oid[];
  /** The newest release that was out at a date. */
  newestAt(date: number): Release | null;
  /** The source that had this very content at any time. */
  source(blob: Oid): string | null;
}

export interface History {
  readonly graph: Graph;
  /** What its commits did where sources are kept. */
  readonly touches: readonly Touch[];
}

export function shelfOf(history: History, tags: readonly Omit<Release, 'date'>[], units: Units): Shelf {
  const { graph } = history;
  const touches = history.touches.filter(({ path }) => path.endsWith('.py') && units.area(path) === 'source');
  const walk = walkOf(graph);
  const releases = tags
    .flatMap((tag) => ({ ...tag, date: graph.get(tag.commit)?.date ?? -1 }))
    .filter(({ date }) => date >= 0)
    .sort(byNumber);
  const ofSource = grouped(touches, ({ path }) => units.source(path));
  const of = (source: string): readonly Touch[] => ofSource.get(source) ?? [];
  return {
    releases,
    inOrder: byNumber,
    at: (commit) => bySource(filesAt(touches, graph.reachable([commit])), units),
    editions: once((source) => editionsOf(walk, of(source), releases)),
    touching: once((source) => [...new Set(of(source).map(({ commit }) => commit.sha))]),
    newestAt: (date) => {
      const out = releases.filter((release) => release.date <= date);
      return out.reduce<Release | null>((best, one) => (best && best.date > one.date ? best : one), null);
    },
    source: (blob) => {
      const touch = touches.find((one) => one.blob === blob);
      return touch ? units.source(touch.path) : null;
    },
  };
}

function byNumber(a: { readonly name: string }, b: { readonly name: string }): number {
  const [x, y] = [parseVersion(a.name), parseVersion(b.name)];
  return x && y ? compareVersions(x, y) : 0;
}

const isGone = ({ blob, submodule }: Touch): boolean => submodule || isZero(blob);

/** What the newest touches within reach left there. */
function filesAt(touches: readonly Touch[], within: Commits): Map<Path, Oid> {
  const newest = new Map<Path, Touch>();
  for (const touch of touches) {
    if (!newest.has(touch.path) && within.has(touch.commit.sha)) newest.set(touch.path, touch);
  }
  return new Map([...newest].flatMap(([path, touch]) => (isGone(touch) ? [] : [[path, touch.blob]])));
}

/** Files by the source they belong to. */
export function bySource(files: Iterable<readonly [Path, Oid]>, units: Units): Map<string, Map<Path, Oid>> {
  const sources = new Map<string, Map<Path, Oid>>();
  for (const [path, blob] of files) {
    const source = units.source(path);
    if (source === null) continue;
    const known = sources.get(source);
    if (known) known.set(path, blob);
    else sources.set(source, new Map([[path, blob]]));
  }
  return sources;
}

interface State {
  readonly files: Files;
  /** When the last touch was. */
  readonly date: number;
}

/** History from its beginning, commits by their number: it is walked for each source, and numbers are found faster than ids. */
interface Walk {
  readonly steps: readonly { readonly parents: readonly number[]; readonly date: number }[];
  readonly number: ReadonlyMap<Oid, number>;
}

function walkOf(graph: Graph): Walk {
  const commits = [...graph.values()].reverse();
  const number = new Map(commits.map(({ sha }, i) => [sha, i]));
  const steps = commits.map(({ parents, date }) => ({
    parents: parents.flatMap((sha) => number.get(sha) ?? []),
    date,
  }));
  return { steps, number };
}

/** What each commit has at the touched paths. A merge that says nothing has what the parent with the newest touch has. */
function statesOf({ steps, number }: Walk, touches: readonly Touch[]): State[] {
  const touched = grouped(touches, ({ commit }) => number.get(commit.sha) ?? -1);
  const states: State[] = [];
  const nothing: State = { files: new Map(), date: 0 };
  for (const [i, { parents, date }] of steps.entries()) {
    let state = nothing;
    for (const parent of parents) {
      const one = states[parent] ?? nothing;
      if (one.date > state.date) state = one;
    }
    const mine = touched.get(i);
    if (mine) {
      const files = new Map(state.files);
      for (const touch of mine) {
        if (isGone(touch)) files.delete(touch.path);
        else files.set(touch.path, touch.blob);
      }
      state = { files, date };
    }
    states.push(state);
  }
  return states;
}

function editionsOf(walk: Walk, touches: readonly Touch[], releases: readonly Release[]): Edition[] {
  const states = statesOf(walk, touches);
  const editions = new Map<string, { files: Files; releases: Release[] }>();
  for (const release of releases) {
    const files = states[walk.number.get(release.commit) ?? -1]?.files;
    if (!files?.size) continue;
    const key = [...files]
      .map(([path, blob]) => `${path} ${blob}`)
      .sort()
      .join('\n');
    const known = editions.get(key);
    if (known) known.releases.push(release);
    else editions.set(key, { files, releases: [release] });
  }
  return [...editions.values()];
}
