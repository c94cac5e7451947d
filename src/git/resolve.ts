import { Complaint } from '../complaint.ts';
import type { Oid } from '../model.ts';
import type { Git } from './run.ts';

/** A name that somebody typed, or the names it may stand for, best first. */
export type Asked = string | readonly string[];

/**
 * The commit each name stands for, null where it stands for none. One process for all of them; the names travel by standard
 * input, so that a ref called `--all` or `a b` is a name like any other.
 * @throws Complaint when a name means two things: git would pick one and only warn (a tag beats a branch).
 */
export async function resolveCommits(git: Git, asked: readonly Asked[]): Promise<(Oid | null)[]> {
  const names = asked.flat();
  if (names.length === 0) return [];
  const impossible = names.find((name) => name === '' || name.includes('\n'));
  if (impossible !== undefined)
    throw new Complaint(`${JSON.stringify(impossible)} cannot be the name of a commit`, help);
  const { out, err } = await git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    input: names.map((name) => `${name}^{commit}\n`).join(''),
  });
  const doubtful = [...err.matchAll(/refname '(.+)' is ambiguous/g)].map(([, name = '']) => name);
  const lines = out.toString().split('\n');
  const answers = names.map((name, i) => {
    const line = lines[i] ?? '';
    const oid = /^([0-9a-f]{40,64}) commit$/.exec(line)?.[1] ?? null;
    const short = line.endsWith(' ambiguous');
    // the warning names the ref alone, without `~2` and the like
    return { name, oid, short, doubtful: short || (oid !== null && doubtful.some((ref) => name.startsWith(ref))) };
  });
  return asked.map((one) => {
    const found = answers.splice(0, [one].flat().length).find(({ oid, short }) => oid !== null || short);
    if (found?.doubtful) throw ambiguousName(found.name, found.short);
    return found?.oid ?? null;
  });
}

const help = 'git branch --all   # lists the names of branches';

function ambiguousName(name: string, short: boolean): Complaint {
  return short
    ? new Complaint(`${name} is ambiguous: several objects have an id that starts so`, [
        `git rev-parse --disambiguate=${name}   # lists them; then give more of the id`,
      ])
    : new Complaint(`${name} is ambiguous: more than one ref has that name`, [
        `git show-ref ${name}   # then give the full name, such as refs/heads/${name}`,
      ]);
}
