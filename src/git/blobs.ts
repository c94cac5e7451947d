import type { Oid } from '../model.ts';
import { foldersAbove, requireKept } from './lost.ts';
import { encode, type Git } from './run.ts';
import { damaged } from './trouble.ts';

/** What an object name stands for. */
export interface ObjectHead {
  readonly oid: Oid;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

/** The same with its bytes; without any where it is a file that is larger than what is read of its kind. */
export interface GitObject extends ObjectHead {
  readonly content: Buffer;
}

/**
 * Files that are read to be understood are read up to this size, in bytes; a larger one is as good as binary. Nobody writes
 * such sources, and a parser takes more than a second for the megabyte, and some fifty times its memory.
 */
export const mostRead = 2 ** 20;

export const isTooLarge = ({ type, size }: ObjectHead): boolean => type === 'blob' && size > mostRead;

/**
 * The objects with these names (ids, or `<commit>:<path>`), in the order asked; null where there is none. One process, and
 * one more when a path has none.
 * @throws Complaint for a file that its folder names and git has lost.
 */
export async function readHeads(git: Git, names: readonly string[]): Promise<(ObjectHead | null)[]> {
  const heads = await ask(git, '--batch-check', names, (head) => ({ value: head, length: 0 }));
  const missing = names.filter((_, i) => heads[i] === null);
  const folders = foldersAbove(missing);
  const found = await contentsOf(git, folders);
  requireKept(missing, new Map(folders.map((folder, i) => [folder, found[i] ?? null])));
  return heads;
}

/**
 * The same with their contents, whatever their size. One process, whatever the number: 535 files take 38 ms so, and 2 s by
 * one `git show` each.
 */
export async function readObjects(git: Git, names: readonly string[]): Promise<(GitObject | null)[]> {
  const folders = foldersAbove(names); // asked in the same go: a second process takes longer than to read them
  const found = await contentsOf(git, [...names, ...folders]);
  const objects = found.splice(0, names.length);
  const missing = names.filter((_, i) => objects[i] === null);
  requireKept(missing, new Map(folders.map((folder, i) => [folder, found[i] ?? null])));
  return objects;
}

function contentsOf(git: Git, names: readonly string[]): Promise<(GitObject | null)[]> {
  return ask(git, '--batch', names, (head, out, at) => ({
    value: { ...head, content: out.subarray(at, at + head.size) },
    length: head.size + 1,
  }));
}

/** The same for files that are to be understood: the bytes of those larger than {@link mostRead} stay where they are. */
export async function readSmall(git: Git, names: readonly string[]): Promise<(GitObject | null)[]> {
  const heads = await readHeads(git, names);
  const wanted = heads.flatMap((head) => (head === null || isTooLarge(head) ? [] : [head.oid]));
  const read = new Map((await readObjects(git, [...new Set(wanted)])).map((object) => [object?.oid, object] as const));
  return heads.map((head) => head && (read.get(head.oid) ?? { ...head, content: Buffer.alloc(0) }));
}

type Take<T> = (head: ObjectHead, out: Buffer, at: number) => { readonly value: T; readonly length: number };

/** Reads `<oid> SP <type> SP <size> LF`, and what `take` finds behind it, for each name. */
async function ask<T>(git: Git, how: string, names: readonly string[], take: Take<T>): Promise<(T | null)[]> {
  if (names.length === 0) return [];
  const asked = names.map(encode);
  const input = Buffer.concat(asked.flatMap((name) => [name, Buffer.from([0])]));
  // -z (git >= 2.38): a path may hold a line feed, and without it git drops a carriage return at the end of one
  const { out } = await git(['cat-file', how, '--buffer', '-z'], { input });
  let at = 0;
  return asked.map((name): T | null => {
    const whole = name.includes(10) && out.subarray(at, at + name.length).equals(name) ? at + name.length : at;
    const end = out.indexOf(10, whole);
    const head = headIn(out.toString('utf8', whole, end));
    at = end + 1;
    if (head === null) return null; // "<name> missing" (or "ambiguous"): no size, no body
    const { value, length } = take(head, out, at);
    at += length;
    return value;
  });
}

/** `<oid> SP <type> SP <size>`; null for what is no such line. */
export function headIn(line: string): ObjectHead | null {
  const [, oid, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
  return oid === undefined || type === undefined ? null : { oid, type, size: Number(size) };
}

/** Whether an object was read and is text: git takes what holds a NUL for binary. */
export function isText(object: GitObject | null): object is GitObject {
  return object?.type === 'blob' && !isTooLarge(object) && !object.content.includes(0);
}

/**
 * The texts of files by id; what is no text or is too large to be read is left out. `maybe` are ids that may be commits of a
 * submodule, which are not here.
 * @throws Complaint when a file is missing.
 */
export async function readTexts(git: Git, oids: Iterable<Oid>, maybe: Iterable<Oid> = []): Promise<Map<Oid, string>> {
  const files = [...new Set(oids)];
  const wanted = [...new Set([...files, ...maybe])];
  const objects = await readSmall(git, wanted);
  const missing = files.find((_, i) => objects[i] === null);
  if (missing !== undefined) throw damaged(`missing object ${missing}`);
  return new Map(
    objects.flatMap((object) => (isText(object) ? [[object.oid, object.content.toString()] as const] : [])),
  );
}
