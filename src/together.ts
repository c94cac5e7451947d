import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Complaint } from './complaint.ts';
import { draftIn } from './file.ts';
import type { Repository } from './git/repository.ts';
import { shellWord } from './git/trouble.ts';
import type { Path } from './model.ts';
import { diskOf, linkedFolder } from './plain.ts';

/** What becomes of one path of the work tree; without content it is deleted. The content of a link is where it leads. */
export interface Becoming {
  readonly path: Path;
  /** git's mode; null to keep the one that is there. */
  readonly mode: string | null;
  readonly content: Buffer | null;
}

type Place = Pick<Repository, 'gitDir'> & { readonly workTree: string };

/** What was decided to be done, in the order in which it is done; `draft` is a file beside the list. */
interface Move {
  readonly path: Path;
  readonly draft: string | null;
  /** Digest of what the work tree had there when it was decided. */
  readonly was: string | null;
}

/** Where the decided list and its drafts lie. It is there or not: whoever stops us, the next run knows what to do. */
const decided = 'fork-lint-writing';
const list = 'moves.json';

/**
 * Writes files of the work tree, all or none: they are made in the git directory, which one rename makes a decision, and
 * then moved into place. Stopped before it, nothing has happened; stopped after it, {@link finishEarlier} does the rest.
 * @throws Complaint when a path leads through a symbolic link: what lies behind it is not the fork's.
 */
export function writeTogether(place: Place, files: readonly Becoming[]): void {
  finishEarlier(place);
  for (const { path } of files) refuseLinks(place.workTree, path);
  const drafts = draftIn(place.gitDir);
  mkdirSync(drafts);
  try {
    const moves = files.map(({ path, mode, content }, i): Move => {
      const disk = diskOf(place.workTree, path);
      if (content !== null) makeDraft(join(drafts, String(i)), { content, mode: mode ?? modeOf(disk) });
      return { path, draft: content === null ? null : String(i), was: digestOf(disk) };
    });
    writeFileSync(join(drafts, list), JSON.stringify(moves));
    renameSync(drafts, join(place.gitDir, decided));
  } finally {
    rmSync(drafts, { recursive: true, force: true });
  }
  finish(place);
}

/**
 * Does the rest of what an earlier run had decided to write before it was stopped.
 * @throws Complaint when there was any, so that a person looks at it first; and when the files were worked on since.
 */
export function finishEarlier(place: Place): void {
  if (!existsSync(join(place.gitDir, decided, list))) return;
  finish(place);
  throw new Complaint('an earlier fork-lint was stopped while it wrote files; the rest is written now', 'git status');
}

function finish({ gitDir, workTree }: Place): void {
  const drafts = join(gitDir, decided);
  const moves: readonly Move[] = JSON.parse(readFileSync(join(drafts, list), 'utf8'));
  for (const { path, draft, was } of moves) {
    const disk = diskOf(workTree, path);
    refuseLinks(workTree, path);
    const open = draft === null ? isThere(disk) : isThere(join(drafts, draft));
    if (open && digestOf(disk) !== was) throw workedOn(path, drafts);
    if (draft === null) rmSync(disk, { force: true });
    else if (isThere(join(drafts, draft))) {
      mkdirSync(diskOf(workTree, dirname(path)), { recursive: true });
      move(join(drafts, draft), disk);
    }
  }
  rmSync(join(drafts, list)); // first: what is left is no decision any more
  rmSync(drafts, { recursive: true });
}

function workedOn(path: Path, drafts: string): Complaint {
  return new Complaint(`${path} was changed since an earlier fork-lint, which was stopped, began to write it`, [
    `rm -r ${shellWord(drafts)}   # drops what that one had to write`,
  ]);
}

/** What tells a content from another; null where there is none. */
function digestOf(disk: Buffer): string | null {
  const found = lstatSync(disk, { throwIfNoEntry: false });
  if (found === undefined || found.isDirectory()) return null;
  const content = found.isSymbolicLink() ? readlinkSync(disk, 'buffer') : readFileSync(disk);
  return createHash('sha256').update(content).digest('hex');
}

function makeDraft(draft: string, { content, mode }: { readonly content: Buffer; readonly mode: string }): void {
  if (mode === '120000') symlinkSync(content, draft);
  else writeFileSync(draft, content);
  if (mode === '100755') chmodSync(draft, 0o755);
}

const isThere = (path: string | Buffer): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

function modeOf(disk: Buffer): string {
  const mode = lstatSync(disk, { throwIfNoEntry: false })?.mode ?? 0;
  return mode & 0o100 ? '100755' : '100644';
}

/** Git directory and work tree may lie on two file systems, across which nothing is moved in one step. A link is replaced, not followed. */
function move(draft: string, disk: Buffer): void {
  try {
    renameSync(draft, disk);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    const beside = Buffer.concat([disk, Buffer.from('.fork-lint')]);
    copyFileSync(draft, beside);
    renameSync(beside, disk);
  }
}

function refuseLinks(workTree: string, path: Path): void {
  const folder = linkedFolder(workTree, path);
  if (folder === null) return;
  throw new Complaint(`${folder} is no folder here but leads elsewhere, and nothing is written through it`, [
    'fork-lint copy --branch NAME   # writes a branch instead of files',
  ]);
}
