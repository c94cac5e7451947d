import type { Oid, Path } from '../model.ts';
import { roomy } from './environment.ts';
import { decode, type Git, GitFailure, linesOf } from './run.ts';

/** A conflicted path's stages: what base (1), ours (2) and theirs (3) have there. */
export interface Stage {
  readonly path: Path;
  readonly stage: 1 | 2 | 3;
  readonly oid: Oid;
  readonly mode: string;
}

/** One message of the merge: the paths it is about, and git's stable name of its type, such as `CONFLICT (contents)`. */
export interface MergeMessage {
  readonly paths: readonly Path[];
  readonly type: string;
}

/** The outcome of one merge that nobody checks out. */
export interface Merge {
  readonly tree: Oid;
  readonly clean: boolean;
  readonly stages: readonly Stage[];
  readonly messages: readonly MergeMessage[];
}

/**
 * Merges `theirs` into `ours` as `git merge` would, in the room.
 * @throws GitFailure when git could not merge at all: no common history (128), an object out of reach.
 */
export async function mergeTree(room: Git, ours: Oid, theirs: Oid): Promise<Merge> {
  const args = ['merge-tree', '--write-tree', '-z', '--messages', ours, theirs];
  const { code, out, err } = await room(args, { accept: [0, 1], env: roomy });
  const merge = parseMerge(out);
  // exit code 1 also means "no such commit": only a tree proves that a merge took place
  if (!merge) throw new GitFailure(args, code, err);
  return { ...merge, clean: code === 0 };
}

/**
 * Reads `merge-tree -z --messages`: tree NUL, stages each `mode SP oid SP stage TAB path` NUL, an empty record, then
 * messages: count NUL path NUL … type NUL text NUL. Of a clean merge there are no stages, of a conflict there may be none.
 */
export function parseMerge(out: Buffer): Omit<Merge, 'clean'> | null {
  const records = out.toString('latin1').split('\0');
  const [tree = '', ...rest] = records;
  if (!/^[0-9a-f]{40,64}$/.test(tree)) return null;
  const stages: Stage[] = [];
  let at = 0;
  for (; rest[at]; at++) {
    const [, mode = '', oid = '', stage, path = ''] = /^(\d+) (\w+) ([123])\t(.*)$/s.exec(rest[at] ?? '') ?? [];
    if (oid)
      stages.push({
        mode,
        oid,
        stage: stage === '1' ? 1 : stage === '2' ? 2 : 3,
        path: decode(path),
      });
  }
  const messages: MergeMessage[] = [];
  for (at++; at + 1 < rest.length; ) {
    const end = at + 1 + Number(rest[at]);
    messages.push({
      paths: rest.slice(at + 1, end).map(decode),
      type: rest[end] ?? '',
    });
    at = end + 2; // the text after the type is for people, and changes between versions of git
  }
  return { tree, stages, messages };
}

/**
 * Paths that git moved aside because something else has their name -> where they belong: `d~<side>` -> `d`. In a work tree
 * the side is called otherwise (`d~HEAD`), so that no report should name it.
 */
export function movedAside({ messages }: Pick<Merge, 'messages'>): ReadonlyMap<Path, Path> {
  const told = messages.filter(({ type }) => /\((?:file\/directory|distinct modes)\)/.test(type));
  return new Map(
    told.flatMap(({ paths }) =>
      paths.flatMap((path) => {
        const place = paths.find((one) => path.startsWith(`${one}~`));
        return place === undefined ? [] : [[path, place] as const];
      }),
    ),
  );
}

/** The commits among these that no other of them can reach. */
export async function independent(room: Git, commits: readonly Oid[]): Promise<Oid[]> {
  if (commits.length < 2) return [...commits];
  return linesOf(await room(['merge-base', '--independent', ...commits]));
}

/**
 * A commit with the fork's content on top of other parents: what the fork would be, had its history been kept. Lets git
 * merge a fork without common history, or one that squashed upstream. Lives in the room only.
 */
export async function virtualCommit(room: Git, tree: Oid, parents: readonly Oid[], date: number): Promise<Oid> {
  const parentArgs = parents.flatMap((parent) => ['-p', parent]);
  const { out } = await room(['commit-tree', tree, ...parentArgs, '-m', 'virtual'], {
    env: virtualIdentity(date),
  });
  return out.toString().trim();
}

/** A recent date matters: dated 1970, the search for merge bases took 396 ms instead of 34 at 100 000 commits. */
function virtualIdentity(date: number): Record<string, string> {
  const stamp = `@${date} +0000`;
  const who = { NAME: 'fork-lint', EMAIL: 'fork-lint@localhost', DATE: stamp };
  return Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) => Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value])),
  );
}
