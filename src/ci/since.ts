import { Complaint } from '../complaint.ts';
import { readObjects } from '../git/blobs.ts';
import { fetchFrom } from '../git/fetch.ts';
import type { Remote, Repository } from '../git/repository.ts';
import { resolveCommits } from '../git/resolve.ts';
import { linesOf } from '../git/run.ts';
import type { Oid } from '../model.ts';
import type { Review, Since } from './review.ts';

/** Where the change under review started. */
export interface Start {
  readonly sha: Oid;
  /** What it is, in words. */
  readonly what: string;
}

/** Where commits may be had that are not here yet. */
export interface Source {
  readonly repository: Repository;
  /** The fork's own server; null when there is none, or the network is to be left alone. */
  readonly remote: Remote | null;
}

/**
 * Finds what the change under review is compared with: the first of its candidates that can be had. A shallow clone is
 * completed first, as far as the change reaches.
 * @returns null for a push that nothing is known before: then all counts.
 * @throws Complaint for a request without a base: nothing would tell what is new in it, nor by which rules to judge it.
 */
export async function startOf(review: Review, head: Oid, source: Source): Promise<Start | null> {
  if (source.repository.shallow) await fetched([head], source);
  for (const since of review.since) {
    const sha = await find(since, head, source);
    if (sha !== null) return { sha, what: wordsFor(since) };
  }
  if (review.kind === 'push') return null;
  throw new Complaint(`the base of ${review.what} is not here, so nothing tells what is new in it`, [
    'fetch-depth: 0   # for actions/checkout; GIT_DEPTH: 0 for GitLab; or: git fetch --unshallow origin',
    'fork-lint ci --new-from REF   # a commit that is here',
  ]);
}

function wordsFor(since: Since): string {
  if (since.kind === 'first-parent') return 'the base it was merged into';
  if (since.kind === 'commit') return 'what was there before';
  return `where it left ${since.kind === 'fork-point' ? since.branch : since.name}`;
}

async function find(since: Since, head: Oid, source: Source): Promise<Oid | null> {
  if (since.kind === 'commit') return commit(since.oid, source);
  if (since.kind === 'first-parent') {
    const [base, merged, ...more] = await parentsOf(head, source.repository);
    const isIt = merged !== undefined && more.length === 0 && (since.merged === null || since.merged === merged);
    return base !== undefined && isIt ? commit(base, source) : null;
  }
  const other = since.kind === 'fork-point' ? await branch(since.branch, source) : await commit(since.name, source);
  return other === null ? null : forkPoint(head, other, source.repository);
}

/** As the commit itself has them: git's own answer leaves out what a shallow clone lacks. */
async function parentsOf(sha: Oid, { git }: Repository): Promise<Oid[]> {
  const [object] = await readObjects(git, [sha]);
  const [header = ''] = (object?.content.toString('latin1') ?? '').split('\n\n');
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent);
}

/** A commit that is here, or that the fork's own server still has: after a force push it may. */
async function commit(name: string, source: Source): Promise<Oid | null> {
  const resolve = async (): Promise<Oid | null> => (await resolveCommits(source.repository.git, [name]))[0] ?? null;
  const here = await resolve();
  if (here !== null || !/^[0-9a-f]{40,64}$/.test(name)) return here;
  return (await fetched([name], source)) ? resolve() : null;
}

/** What the server has under that name now. */
async function branch(name: string, source: Source): Promise<Oid | null> {
  const { repository, remote } = source;
  const prefixes = remote?.branches ?? repository.remotes.find((one) => one.name === 'origin')?.branches ?? [];
  await fetched(
    prefixes.map((prefix) => `+refs/heads/${name}:${prefix}${name}`),
    source,
  );
  const found = await resolveCommits(
    repository.git,
    prefixes.map((prefix) => `${prefix}${name}`),
  );
  return found.find((oid) => oid !== null) ?? null;
}

/** Where two histories part; of histories that share nothing, the other one's tip. */
async function forkPoint(head: Oid, other: Oid, { git }: Repository): Promise<Oid> {
  const [base] = linesOf(await git(['merge-base', head, other], { accept: [0, 1] }));
  return base ?? other;
}

/** Whether the server gave it. What is not to be had is looked for in another way, or said at the end. */
async function fetched(what: readonly string[], { repository, remote }: Source): Promise<boolean> {
  if (remote === null || what.length === 0) return false;
  try {
    await fetchFrom(repository, remote, what);
    return true;
  } catch (error) {
    if (error instanceof Complaint) return false;
    throw error;
  }
}
