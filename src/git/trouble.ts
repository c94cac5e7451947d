import { Complaint } from '../complaint.ts';
import type { Remote } from './repository.ts';
import type { Git, GitFailure } from './run.ts';

/** What git says when an object is not there, or not what it should be. All of it is in English: the locale is pinned. */
const unreadable =
  /unable to (?:read|parse|load|unpack|open)|could not (?:fetch|read|parse|open)|failed to (?:read|parse|traverse)|missing (?:object|blob|tree|commit|link)|bad (?:object|tree|config|signature|revision|ref)|not a (?:valid|tree) object|is corrupt|inflate:|cannot (?:read|open|map)|invalid (?:object|index)|index file corrupt|bad index/i;

/** What git's failure says of the user's git or repository; the failure itself when it says neither, and so is a bug of ours. */
export async function explain(failure: GitFailure, remotes: readonly Remote[], git: Git): Promise<Error> {
  if (failure.code === 129) return tooOld(git); // usage: an option that this git does not know
  const full = /No space left on device|Disk quota exceeded|Read-only file system/.exec(failure.stderr)?.[0];
  if (full !== undefined)
    return new Complaint(
      `git cannot write its temporary files (${full})`,
      'TMPDIR=DIR fork-lint   # DIR has room for them',
    );
  if (failure.code !== 128 || !unreadable.test(failure.stderr)) return failure;
  const lines = failure.stderr.trim().split('\n');
  const reason = lines.findLast((line) => line.startsWith('fatal: ')) ?? lines[0] ?? ''; // the last says what for
  const partial = remotes.filter(({ promisor }) => promisor).map(({ name }) => name);
  return partial.length > 0
    ? new Complaint(`this is a partial clone, and objects the check needs were never fetched (${reason})`, [
        ...partial.map((name) => `git fetch --refetch --no-filter ${name}   # git >= 2.36: completes the clone`),
      ])
    : damaged(reason);
}

/** What to say of a repository that lacks what it names. */
export function damaged(reason: string): Complaint {
  return new Complaint(`git cannot read this repository (${reason})`, 'git fsck   # says what is damaged');
}

/**
 * Before 2.39 git went on after a fetch that failed, and said of what a partial clone left out that it is not there.
 * @throws Complaint for such a git.
 */
export async function tellsLeftOut(git: Git): Promise<void> {
  const [version = '', major, minor] = /(\d+)\.(\d+)[\w.]*/.exec((await git(['version'])).out.toString()) ?? [];
  if (Number(major) > 2 || Number(minor) >= 39) return;
  throw new Complaint(`this is a partial clone, and git ${version} cannot tell what it left out; 2.39 and newer can`, [
    'install a newer git, then: git --version',
  ]);
}

/** What to say when git did not understand a question that every git since 2.38 understands. */
export async function tooOld(git: Git): Promise<Complaint> {
  const version = /\d+\.\d+[\w.]*/.exec((await git(['version'])).out.toString())?.[0] ?? 'this version';
  return new Complaint(
    `git ${version} is too old: the merge forecast needs git 2.38 or newer (merge-tree --write-tree)`,
    ['install a newer git, then: git --version'],
  );
}

/** A word as a POSIX shell reads it back, and no command takes for a flag: paths in commands that people copy. */
export function shellWord(text: string): string {
  if (text.startsWith('-')) return shellWord(`./${text}`);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
