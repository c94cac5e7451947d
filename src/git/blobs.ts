import type { Oid } from '../model.ts';
import { encode, type Git } from './run.ts';

/** What an object name stood for. */
export interface GitObject {
  readonly oid: Oid;
  readonly type: string;
  readonly content: Buffer;
}

/**
 * The objects with these names (ids, or `<commit>:<path>`), in the order asked; null where there is none. One process,
 * whatever the number: 535 files take 38 ms so, and 2 s by one `git show` each.
 */
export async function readObjects(git: Git, names: readonly string[]): Promise<(GitObject | null)[]> {
  if (names.length === 0) return [];
  const input = Buffer.concat(names.flatMap((name) => [encode(name.replaceAll('\n', '\0')), Buffer.from('\n')]));
  const { out } = await git(['cat-file', '--batch', '--buffer'], { input });
  const found: (GitObject | null)[] = [];
  let at = 0;
  for (const _ of names) {
    const end = out.indexOf(10, at);
    const line = out.toString('utf8', at, end);
    const [, oid, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
    at = end + 1;
    if (oid === undefined || type === undefined) {
      found.push(null); // "<name> missing" (or "ambiguous"): no size, no body
      continue;
    }
    const length = Number(size);
    found.push({ oid, type, content: out.subarray(at, at + length) });
    at += length + 1;
  }
  return found;
}

/** The texts of blobs by id; what is missing or is no text (holds a NUL) is left out. */
export async function readTexts(git: Git, oids: Iterable<Oid>): Promise<Map<Oid, string>> {
  const wanted = [...new Set(oids)];
  const objects = await readObjects(git, wanted);
  const texts = new Map<Oid, string>();
  for (const [i, oid] of wanted.entries()) {
    const object = objects[i];
    if (object?.type === 'blob' && !object.content.includes(0)) texts.set(oid, object.content.toString());
  }
  return texts;
}
