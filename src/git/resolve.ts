import { Complaint } from '../complaint.ts';
import type { Oid } from '../model.ts';
import type { Git } from './run.ts';

/**
 * The commit each name stands for, null where it stands for none. One process for all of them; the names travel by standard
 * input, so that a ref called `--all` or `a b` is a name like any other.
 * @throws Complaint when a name means two things: git would pick one and only warn (a tag beats a branch).
 */
export async function resolveCommits(git: Git, names: readonly string[]): Promise<(Oid | null)[]> {
  if (names.length === 0) return [];
  const impossible = names.find((name) => name === '' || name.includes('\n'));
  if (impossible !== undefined) throw new Complaint(`${JSON.stringify(impossible)} cannot be the name of a commit`);
  const { out, err } = await git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    input: names.map((name) => `${name}^{commit}\n`).join(''),
  });
  const ambiguous = /refname '(.+?)(?:\^\{commit\})?' is ambiguous/s.exec(err)?.[1];
  if (ambiguous !== undefined) throw ambiguousName(ambiguous);
  const lines = out.toString().split('\n');
  return names.map((name, i) => {
    const line = lines[i] ?? '';
    if (line.endsWith(' ambiguous')) throw ambiguousName(name);
    return /^([0-9a-f]{40,64}) commit$/.exec(line)?.[1] ?? null;
  });
}

function ambiguousName(name: string): Complaint {
  return new Complaint(`${name} is ambiguous: more than one ref or object has that name`, [
    `git show-ref ${name}   # then give the full name, such as refs/heads/${name}`,
  ]);
}
