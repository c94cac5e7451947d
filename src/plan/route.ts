import { attribute } from '../compare/forecast.ts';
import { lineOf } from '../compare/versions.ts';
import { mergeTree, virtualCommit } from '../git/merge.ts';
import type { Git } from '../git/run.ts';
import type { Comparison, Oid, Ref } from '../model.ts';
import { changedBy, contributed } from './outcome.ts';

/** One merge of a route and how many paths of ours conflict in it. */
export interface Leg {
  readonly to: Ref;
  readonly conflicts: number;
}

/** How the fork gets to the target, and what was tried. */
export interface Route {
  readonly legs: readonly Leg[];
  readonly conflicts: number;
  /** Conflicts of ours when the target is merged at once. */
  readonly direct: number;
  /** Release tags that were tried as a stop in between. */
  readonly tried: readonly string[];
}

export interface RouteQuestion {
  readonly room: Git;
  readonly comparison: Comparison;
  /** What is merged into: the fork, or its stand-in with the base as a parent. */
  readonly start: Oid;
  /** Release tags between base and target that are here. */
  readonly stops: readonly Ref[];
}

/** The first and the newest patch of each line crossed: between them nothing moves. */
export function stopsOf({ target }: Comparison): string[] {
  const lines = new Map<string, string[]>();
  for (const release of target.releases) {
    const line = lineOf(release);
    if (line !== null && release !== target.ref) lines.set(line, [...(lines.get(line) ?? []), release]);
  }
  return [...lines.values()].flatMap((all) => [...new Set([all[0] ?? '', all.at(-1) ?? ''])]);
}

/**
 * The cheapest route by conflicts of ours: directly, or by one release in between. A stop is only worth a merge more when
 * both legs together cost less, and a direct merge without conflicts of ours cannot be beaten.
 */
export async function cheapestRoute({ room, comparison, start, stops }: RouteQuestion): Promise<Route> {
  const { target, forecast } = comparison;
  const direct = forecast.conflicts.length;
  const straight = {
    legs: [{ to: { name: target.ref, sha: target.sha }, conflicts: direct }],
    conflicts: direct,
    direct,
  };
  const wanted = direct > 0 ? stops : [];
  let best: Omit<Route, 'tried'> = straight;
  for (let at = 0; at < wanted.length; at += abreast) {
    const least = best.conflicts;
    const found = await Promise.all(
      wanted.slice(at, at + abreast).map((stop) => legsBy(stop, { room, comparison, start, least })),
    );
    for (const legs of found.filter((one) => one !== null)) {
      const conflicts = legs.reduce((sum, leg) => sum + leg.conflicts, 0);
      if (conflicts < best.conflicts) best = { legs, conflicts, direct };
    }
  }
  return { ...best, tried: wanted.map(({ name }) => name) };
}

/** So many stops are tried at a time: each keeps one or two processes of git busy. */
const abreast = 3;

/** The two merges by way of a stop; null when the first alone costs as much as another way does. */
async function legsBy(
  stop: Ref,
  { room, comparison, start, least }: Omit<RouteQuestion, 'stops'> & { readonly least: number },
): Promise<Leg[] | null> {
  const { target } = comparison;
  const first = await mergeTree(room, stop.sha, start);
  const cost = attribute(first, changedBy(comparison)).conflicts.length;
  if (cost >= least) return null;
  const rest = await secondLeg(room, comparison, { start, stop, tree: first.tree });
  return [
    { to: stop, conflicts: cost },
    { to: { name: target.ref, sha: target.sha }, conflicts: rest },
  ];
}

interface Halfway {
  readonly start: Oid;
  readonly stop: Ref;
  readonly tree: Oid;
}

/** Conflicts of ours from the stop to the target: what the fork made of the stop, merged on. */
async function secondLeg(room: Git, { base, target, changes }: Comparison, halfway: Halfway): Promise<number> {
  const { start, stop, tree } = halfway;
  const mine = await virtualCommit(room, tree, [start, stop.sha], target.date);
  const [merged, changed] = await Promise.all([
    mergeTree(room, target.sha, mine),
    contributed(room, base.sha, stop.sha, tree),
  ]);
  for (const { path, from } of changes)
    for (const one of [path, from ?? path]) changed.set(one, changed.get(one) ?? null);
  return attribute(merged, changed).conflicts.length;
}
