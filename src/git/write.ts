import { Complaint } from '../complaint.ts';
import type { Oid, Path } from '../model.ts';
import type { Repository } from './repository.ts';
import { encode, type Git, GitFailure, linesOf } from './run.ts';

/** What a new commit has at a path: a content, a known blob, or nothing. */
export type FileWrite =
  | { readonly path: Path; readonly mode: string; readonly content: string }
  | { readonly path: Path; readonly mode: string; readonly oid: Oid }
  | { readonly path: Path; readonly mode: null };

/** A commit to be made. `author` and `committer` are lines as git keeps them: `Name <mail> seconds zone`. */
export interface NewCommit {
  /** The tree it starts from; none is an empty one. */
  readonly tree: Oid | null;
  readonly writes: readonly FileWrite[];
  /** An earlier one of the same call by its index, or an id. */
  readonly parents: readonly (Oid | number)[];
  readonly author: string;
  readonly committer: string;
  readonly message: string;
}

/** Makes commits in the room, in one process, and answers their ids. The same input makes the same ids. */
export async function makeCommits(room: Git, commits: readonly NewCommit[]): Promise<Oid[]> {
  const stream: Buffer[] = [];
  const say = (line: string): void => void stream.push(encode(`${line}\n`));
  const data = (bytes: Buffer): void => {
    say(`data ${bytes.length}`);
    stream.push(bytes, Buffer.from('\n'));
  };
  say('feature done');
  for (const [i, commit] of commits.entries()) {
    // refs of the room, which nobody reads
    if (commit.parents.length === 0) say(`reset refs/made/${i}`);
    say(`commit refs/made/${i}`);
    say(`mark :${i + 1}`);
    say(`author ${commit.author}`);
    say(`committer ${commit.committer}`);
    data(encode(commit.message));
    commit.parents.forEach((parent, n) => {
      say(`${n === 0 ? 'from' : 'merge'} ${typeof parent === 'number' ? `:${parent + 1}` : parent}`);
    });
    say('deleteall');
    if (commit.tree !== null) say(`M 040000 ${commit.tree} ""`);
    for (const write of commit.writes) {
      if (write.mode === null) say(`D ${quoted(write.path)}`);
      else if ('oid' in write) say(`M ${write.mode} ${write.oid} ${quoted(write.path)}`);
      else {
        say(`M ${write.mode} inline ${quoted(write.path)}`);
        data(encode(write.content));
      }
    }
    say('');
  }
  commits.forEach((_, i) => {
    say(`get-mark :${i + 1}`);
  });
  say('done');
  return linesOf(await room(['fast-import', '--quiet', '--force'], { input: Buffer.concat(stream), writes: true }));
}

/** A path as fast-import reads it whatever it holds. */
function quoted(path: Path): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

/** A branch that a command is to make. */
export interface BranchWish {
  readonly name: string;
  /** Whether one that is there already may be replaced; null for a command that never does. */
  readonly force: boolean | null;
  /** What was typed, for the sentences that say what to type instead: `fork-lint port`. */
  readonly command: string;
}

/**
 * Whether the branch may be made.
 * @throws Complaint for a name git does not take, a branch that exists (without `force`), one that is checked out.
 */
export async function checkBranch({ git }: Repository, { name, force, command }: BranchWish): Promise<void> {
  const ref = `refs/heads/${name}`;
  const another = `${command} --branch ANOTHER`;
  const { code } = await git(['check-ref-format', ref], { accept: [0, 1] });
  if (code !== 0 || name.startsWith('-'))
    throw new Complaint(`${JSON.stringify(name)} cannot be the name of a branch`, another);
  const [found] = linesOf(await git(['for-each-ref', '--format=%(refname) %(worktreepath)', ref])).filter((line) =>
    line.startsWith(`${ref} `),
  );
  if (found === undefined) return;
  if (found.slice(ref.length + 1) !== '')
    throw new Complaint(`the branch ${name} is checked out, and what is checked out is never touched`, another);
  if (force) return;
  const replacing = force === null ? [] : [`${command} --force   # replaces it`];
  throw new Complaint(`there is a branch ${name} already`, [another, ...replacing]);
}

/** Brings a commit of the room into the repository, as a branch. Everything it needs beyond `known` goes along. */
export async function publishBranch(
  repository: Repository,
  room: Git,
  commit: Oid,
  known: readonly Oid[],
  { name, force, command }: BranchWish,
): Promise<void> {
  const input = [commit, ...known.map((oid) => `^${oid}`), ''].join('\n');
  const { out } = await room(['pack-objects', '--revs', '--stdout', '-q'], { input });
  await repository.git(['unpack-objects', '-q'], { input: out, writes: true });
  const ref = `refs/heads/${name}`;
  const order = force ? `update ${ref}\0${commit}\0\0` : `create ${ref}\0${commit}\0`;
  await repository
    .git(['update-ref', '-z', '--stdin'], { input: encode(order), writes: true })
    .catch((error: unknown) => {
      if (!(error instanceof GitFailure)) throw error;
      const message = `the branch ${name} could not be made: ${error.stderr.trim()}`;
      throw new Complaint(message, `${command} --branch ANOTHER`, { cause: error });
    });
}
