import type { Hunk, Oid, Path } from '../model.ts';
import { decode, type Git, recordsOf, TooLong } from './run.ts';

/** One record of a tree comparison. */
export interface RawChange {
  readonly path: Path;
  /** The old path, for renames only. */
  readonly from: Path | null;
  /** git's letter: A added, D deleted, M modified, T another type of file, R renamed. */
  readonly letter: string;
  readonly modes: readonly [string, string];
  readonly before: Oid;
  readonly after: Oid;
}

/** A record with its text difference; `hunks` is null where there is none to show (binary, submodule, very large). */
export interface PatchedChange extends RawChange {
  readonly hunks: readonly Hunk[] | null;
}

/** What differs, and what of it is not told because its lines are too many. */
export interface Patched {
  readonly changes: readonly PatchedChange[];
  /** `added`: no lines of files that are new; `all`: no lines at all. */
  readonly untold: 'nothing' | 'added' | 'all';
}

/** A file larger than this, in bytes, is not worth a line diff; to git in the room it is binary. */
export const mostCompared = 8 * 2 ** 20;

/** Bytes of patches that are read at most. Somebody may have added a whole other project to the fork. */
export const mostPatches = 64 * 2 ** 20;

/** Whether git keeps the content of what has this mode here: of a submodule it names a commit, of a file removed nothing. */
export const isFile = (mode: string): boolean => mode.startsWith('100') || mode === '120000';

export const isZero = (oid: Oid): boolean => /^0+$/.test(oid);

const flags = ['-r', '--raw', '--no-abbrev', '-z', '--no-ext-diff', '--no-textconv', '--no-color'];

/** What differs between two trees, renames taken apart into deletion and addition. */
export async function treeChanges(git: Git, before: Oid, after: Oid): Promise<RawChange[]> {
  const { out } = await git(['diff-tree', ...flags, '--no-renames', before, after]);
  return parseRaw(recordsOf(out)).changes;
}

/** The renames git sees between two trees (at least half of the text alike). Never a replacement of the plain list. */
export async function renames(git: Git, before: Oid, after: Oid): Promise<RawChange[]> {
  const { out } = await git(['diff-tree', ...flags, '-M50%', '--diff-filter=R', before, after]);
  return parseRaw(recordsOf(out)).changes;
}

/** How many paths differ between `tree` and each of `others`, in one process. */
export async function distances(git: Git, tree: Oid, others: readonly Oid[]): Promise<number[]> {
  // trees, not commits: two commits on a line mean "this commit and its parents"
  const input = [...new Set(others)].map((other) => `${other} ${tree}\n`).join('');
  const { out } = await git(['diff-tree', '-r', '--no-renames', '--name-only', '-z', '--stdin'], { input });
  // a pair's header ends in a line feed even under -z, and stands before the pair's first path
  const counts = new Map<string, number>();
  let current = '';
  for (const record of recordsOf(out)) {
    const headers = /^(?:[0-9a-f]{40,64} [0-9a-f]{40,64}\n)+/.exec(record)?.[0] ?? '';
    if (headers) current = headers.trimEnd().split('\n').at(-1)?.split(' ')[0] ?? '';
    if (record.length > headers.length) counts.set(current, (counts.get(current) ?? 0) + 1);
  }
  return others.map((other) => counts.get(other) ?? 0);
}

/** What differs between two trees, with the lines that do. When these are too many, those of added files are left out, and if need be all. */
export async function patchedChanges(git: Git, before: Oid, after: Oid): Promise<Patched> {
  const whole = await patched(git, before, after);
  if (whole !== null) return { changes: whole, untold: 'nothing' };
  const all = await treeChanges(git, before, after);
  const told = await patched(git, before, after, ['--diff-filter=a']); // all but added ones
  const byPath = new Map(told?.map((change) => [change.path, change]));
  return {
    changes: all.map((change) => byPath.get(change.path) ?? { ...change, hunks: null }),
    untold: told === null ? 'all' : 'added',
  };
}

/** git's own diff without context, so that counts are the ones people see; null when it is too long. */
async function patched(
  git: Git,
  before: Oid,
  after: Oid,
  filter: readonly string[] = [],
): Promise<PatchedChange[] | null> {
  const args = [
    'diff-tree',
    ...flags,
    '--no-renames',
    '-p', // the patches follow the records, in the same order
    '-U0',
    '--diff-algorithm=histogram',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    '--no-indent-heuristic',
    ...filter,
    before,
    after,
  ];
  const answer = await git(args, { most: mostPatches }).catch((error: unknown) => {
    if (error instanceof TooLong) return null;
    throw error;
  });
  return answer && readPatched(answer.out);
}

function readPatched(out: Buffer): PatchedChange[] {
  const text = out.toString('latin1');
  // records end where the first patch starts: after an empty record
  const end = text.indexOf('\0\0');
  const records = end < 0 ? text.split('\0').filter(Boolean) : text.slice(0, end).split('\0');
  const { changes } = parseRaw(records);
  const patches = end < 0 ? [] : splitPatches(text.slice(end + 2));
  let next = 0;
  return changes.map((change) => {
    // a change of type is shown as one file deleted and one created
    const mine = patches.slice(next, next + (change.letter === 'T' ? 2 : 1));
    next += mine.length;
    const submodule = change.modes.includes('160000');
    return { ...change, hunks: submodule ? null : hunksOf(mine) };
  });
}

function parseRaw(records: readonly string[]): { changes: RawChange[] } {
  const changes: RawChange[] = [];
  for (let at = 0; at + 1 < records.length; ) {
    const [oldMode = '', newMode = '', before = '', after = '', letter = ''] = (records[at] ?? '').slice(1).split(' ');
    const paired = /^[RC]/.test(letter);
    const first = decode(records[at + 1] ?? '');
    const path = paired ? decode(records[at + 2] ?? '') : first;
    changes.push({
      path,
      from: paired ? first : null,
      letter: letter.charAt(0),
      modes: [oldMode, newMode],
      before,
      after,
    });
    at += paired ? 3 : 2;
  }
  return { changes };
}

/** Lines of a patch start with one of ` +-\@`, so a line that starts with `diff --git ` is always the next file's. Only a line feed ends a line: for `^` a carriage return inside of one would. */
function splitPatches(text: string): string[] {
  return text.split(/(?<=\n)(?=diff --git )/).filter(Boolean);
}

function hunksOf(patches: readonly string[]): Hunk[] | null {
  const hunks: Hunk[] = [];
  for (const patch of patches) {
    if (/\nBinary files /.test(patch.slice(0, 4096).split('\n@@')[0] ?? '')) return null;
    hunks.push(...hunksIn(patch));
  }
  return hunks;
}

function hunksIn(patch: string): Hunk[] {
  const hunks: {
    baseLine: number;
    forkLine: number;
    removed: string[];
    added: string[];
  }[] = [];
  for (const line of patch.split('\n')) {
    const place = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    const hunk = hunks.at(-1);
    if (place)
      hunks.push({
        baseLine: Number(place[1]),
        forkLine: Number(place[2]),
        removed: [],
        added: [],
      });
    else if (line.startsWith('-')) hunk?.removed.push(decode(line.slice(1)));
    else if (line.startsWith('+')) hunk?.added.push(decode(line.slice(1)));
  }
  return hunks;
}
