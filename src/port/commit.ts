import { readObjects } from '../git/blobs.ts';
import { type CommitWords, readCommit } from '../git/commit.ts';
import { type HistoryCommit, readHistory } from '../git/history.ts';
import type { Git } from '../git/run.ts';
import { makeCommits, type NewCommit } from '../git/write.ts';
import type { Oid, Ref } from '../model.ts';
import type { Commits } from './gather.ts';
import type { Ported } from './run.ts';

/** Reads commits as they are, to be told again. */
export async function commitWords(room: Git, commits: readonly Oid[]): Promise<CommitWords[]> {
  const objects = await readObjects(room, commits);
  return objects.map((object, i) => {
    if (object?.type !== 'commit') throw new Error(`${commits[i]} is not a commit that can be read`);
    return readCommit(object.content);
  });
}

/** The fork's own commits on its first-parent line, oldest first. */
export async function ownLine(room: Git, { base, fork }: Commits): Promise<HistoryCommit[]> {
  const { commits } = await readHistory(room, { tips: [fork], without: [base], words: true });
  const byId = new Map(commits.map((commit) => [commit.sha, commit]));
  const line: HistoryCommit[] = [];
  for (let at = byId.get(fork); at !== undefined; at = byId.get(at.parents[0] ?? '')) line.push(at);
  return line.reverse();
}

/** One commit with all of ours. Author, committer and dates are those of the fork's tip, so that the same port is the same commit. */
export async function commitOnce(
  room: Git,
  commits: Commits,
  target: Ref,
  ported: Ported,
  asMerge: boolean,
): Promise<Oid> {
  const [[tip, onto], line] = await Promise.all([
    commitWords(room, [commits.fork, commits.target]),
    ownLine(room, commits),
  ]);
  if (!tip || !onto) throw new Error('cat-file answered fewer commits than it was asked for');
  const subjects = line.map(({ subject }) => `* ${subject}\n`);
  const made = await makeCommits(room, [
    {
      tree: onto.tree,
      writes: ported.writes,
      parents: asMerge ? [commits.fork, commits.target] : [commits.target],
      author: tip.author,
      committer: tip.committer,
      message: `Carry the fork's changes over to ${target.name}\n${subjects.length > 0 ? '\n' : ''}${subjects.join('')}`,
    },
  ]);
  return made[0] ?? '';
}

/** One commit for each of ours, with its author and message; those that change nothing in the target are left out. */
export async function commitEach(
  room: Git,
  commits: Commits,
  port: (commits: Commits) => Promise<Ported>,
): Promise<{ readonly commit: Oid; readonly ported: Ported }> {
  const line = await ownLine(room, commits);
  const words = await commitWords(room, [commits.target, ...line.map(({ sha }) => sha)]);
  const tree = words[0]?.tree ?? '';
  const made: NewCommit[] = [];
  let ported: Ported = { writes: [], placed: [], left: [] };
  let before = JSON.stringify(ported.writes);
  for (const [i, { sha }] of line.entries()) {
    const own = words[i + 1];
    ported = await port({ ...commits, fork: sha });
    const now = JSON.stringify(ported.writes);
    if (own === undefined || now === before) continue;
    before = now;
    const { author, committer, message } = own;
    made.push({
      tree,
      writes: ported.writes,
      parents: [made.length === 0 ? commits.target : made.length - 1],
      author,
      committer,
      message,
    });
  }
  const ids = await makeCommits(room, made);
  return { commit: ids.at(-1) ?? commits.target, ported };
}
