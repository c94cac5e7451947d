import { readObjects } from '../git/blobs.ts';
import { type CommitWords, readCommit } from '../git/commit.ts';
import type { Git } from '../git/run.ts';
import { linesOf } from '../git/run.ts';
import { makeCommits, type NewCommit } from '../git/write.ts';
import type { Layout } from '../layout/layout.ts';
import type { Change, Comparison, Oid } from '../model.ts';
import type { Placer, Placing, Unplaced } from './place.ts';

/** The change as commits on top of the target. */
export interface Series {
  /** Tip of the series; null when the target has all of it already. */
  readonly tip: Oid | null;
  /** The subjects of its commits, oldest first. */
  readonly subjects: readonly string[];
  readonly left: readonly Unplaced[];
}

/** A commit as its author wrote it. */
interface Words extends CommitWords {
  readonly sha: Oid;
}

/**
 * Makes the change again on the target: commit by commit when each of the fork's commits fits and they add up to the whole,
 * else as one commit in the name of all who wrote it.
 */
export async function seriesOf(
  room: Git,
  layout: Layout,
  { base, fork, target }: Comparison,
  changes: readonly Change[],
  place: Placer,
): Promise<Series> {
  const paths = changes.map(({ path }) => path);
  const words = await wordsOf(room, await inOrder(room, fork.sha, base.bases, changes));
  const whole = await place(room, layout, { base: base.sha, fork: fork.sha, target: target.sha, paths });
  if (whole.writes.length === 0) return { tip: null, subjects: [], left: whole.left };
  const squashed = await commitOn(room, target.sha, { ...signed(words, fork.sha), writes: whole.writes });
  const alone = { tip: squashed, subjects: [subjectOf(signed(words, fork.sha).message)], left: whole.left };
  if (words.length < 2 || whole.left.length > 0 || words.some(({ parents }) => parents.length !== 1)) return alone;
  const steps = await stepByStep(room, layout, { target: target.sha, paths }, words, place);
  return steps && (await treeOf(room, steps.tip)) === (await treeOf(room, squashed)) ? { ...steps, left: [] } : alone;
}

async function stepByStep(
  room: Git,
  layout: Layout,
  { target, paths }: Pick<Placing, 'target' | 'paths'>,
  words: readonly Words[],
  place: Placer,
): Promise<{ readonly tip: Oid; readonly subjects: readonly string[] } | null> {
  let tip = target;
  const subjects: string[] = [];
  for (const { sha, parents, author, committer, message } of words) {
    const [base = sha] = parents;
    const { writes, left } = await place(room, layout, { base, fork: sha, target: tip, paths });
    if (left.length > 0) return null;
    if (writes.length === 0) continue;
    tip = await commitOn(room, tip, { author, committer, message, writes });
    subjects.push(subjectOf(message));
  }
  return { tip, subjects };
}

async function commitOn(
  room: Git,
  parent: Oid,
  commit: Pick<NewCommit, 'author' | 'committer' | 'message' | 'writes'>,
): Promise<Oid> {
  const [made] = await makeCommits(room, [{ ...commit, tree: await treeOf(room, parent), parents: [parent] }]);
  if (made === undefined) throw new Error('fast-import made no commit');
  return made;
}

async function treeOf(room: Git, commit: Oid): Promise<Oid> {
  const [tree] = linesOf(await room(['rev-parse', '--verify', '--end-of-options', `${commit}^{tree}`]));
  if (tree === undefined) throw new Error(`${commit} has no tree`);
  return tree;
}

/** The fork's own commits that touched the paths, oldest first. Dates would not do: a rebase may give several the same. */
async function inOrder(room: Git, fork: Oid, bases: readonly Oid[], changes: readonly Change[]): Promise<Oid[]> {
  const wanted = new Set(changes.flatMap(({ commits }) => commits.map(({ sha }) => sha)));
  const input = [fork, ...bases.map((oid) => `^${oid}`), ''].join('\n');
  return linesOf(await room(['rev-list', '--topo-order', '--reverse', '--stdin'], { input })).filter((sha) =>
    wanted.has(sha),
  );
}

async function wordsOf(room: Git, commits: readonly Oid[]): Promise<Words[]> {
  const objects = await readObjects(room, commits);
  return commits.map((sha, i) => {
    const object = objects[i];
    if (object?.type !== 'commit') throw new Error(`${sha} is not a commit that can be read`);
    return { sha, ...readCommit(object.content) };
  });
}

/** One commit in the name of all: the first author's, with the others thanked as git hosts understand it. */
function signed(words: readonly Words[], fork: Oid): Pick<NewCommit, 'author' | 'committer' | 'message'> {
  const mine = words.filter(({ parents }) => parents.length < 2);
  const [first] = mine.length ? mine : words;
  if (!first) throw new Error(`no commit of ${fork} touched what it changes`);
  const { author, committer } = first;
  if (words.length === 1) return { author, committer, message: first.message };
  const who = (line: string): string => line.replace(/ \d+ [+-]\d+$/, '');
  const others = [...new Set(words.map((one) => who(one.author)))].filter((one) => one !== who(author));
  const rest = mine.slice(1).map(({ message }) => `* ${subjectOf(message)}`);
  const parts = [first.message.trimEnd(), rest.join('\n'), others.map((one) => `Co-authored-by: ${one}`).join('\n')];
  return { author, committer, message: `${parts.filter(Boolean).join('\n\n')}\n` };
}

const subjectOf = (message: string): string => message.split('\n')[0] ?? '';
