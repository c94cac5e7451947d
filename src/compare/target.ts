import { Complaint } from '../complaint.ts';
import type { ListedRef } from '../git/refs.ts';
import type { Oid, Ref } from '../model.ts';
import { privateTags, shortName, type UpstreamRefs } from './upstream.ts';

/** The names under which a base or target somebody typed may be known, the upstream's own branch of that name first. */
export function upstreamNames(asked: string, branches: readonly string[]): string[] {
  return [...branches.map((prefix) => `${prefix}${asked}`), `${privateTags}${asked}`, asked];
}

/** Candidates for a target nobody named, best first: the newest release tags, then the default branch. */
export function defaultTargets({ tags, certainTags, lines }: UpstreamRefs): Ref[] {
  const byTag = (certainTags.length ? certainTags : tags).map(refOf);
  const [line] = lines;
  return [...byTag, ...(line ? [{ name: line.label, sha: line.commit }] : [])];
}

function refOf({ name, commit }: ListedRef): Ref {
  return { name: shortName(name), sha: commit };
}

/**
 * The first candidate that upstream's release lines hold, so that a fork's own `v99.0` is never taken for a release.
 * @throws Complaint when there is none.
 */
export function firstHeld(candidates: readonly Ref[], held: { has(commit: Oid): boolean }, remote: string): Ref {
  const found = candidates.find(({ sha }) => held.has(sha));
  if (found) return found;
  throw new Complaint('the upstream has neither a release tag nor a default branch here', `git fetch ${remote} --tags`);
}
