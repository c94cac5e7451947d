import { Complaint } from '../complaint.ts';
import type { Oid } from '../model.ts';
import { encode, type Git, GitFailure } from './run.ts';

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
  const impossible = names.find((name) => name === '' || /[\n\0]/.test(name));
  if (impossible !== undefined)
    throw new Complaint(`${JSON.stringify(impossible)} cannot be the name of a commit`, help);
  const { out, err } = await askFor(git, names);
  const doubtful = [...err.matchAll(/refname '(.+)' is ambiguous/g)].map(([, name = '']) => name);
  const lines = out.split('\n');
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

/** Asks what each name stands for, a line each. */
export const resolving = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];

/** The lines that {@link resolving} reads. */
export const namesToResolve = (names: readonly string[]): Buffer =>
  Buffer.concat(names.map((name) => encode(`${name}^{commit}\n`)));

/** git ends at a name such as `x@{upstream}` when there is no branch x. Then each is asked for alone, and that one is none. */
async function askFor(git: Git, names: readonly string[]): Promise<{ readonly out: string; readonly err: string }> {
  try {
    const { out, err } = await git(resolving, { input: namesToResolve(names) });
    return { out: out.toString(), err };
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    if (names.length === 1) return { out: 'missing\n', err: '' };
    const each: { readonly out: string; readonly err: string }[] = [];
    for (const name of names) each.push(await askFor(git, [name]));
    return { out: each.map(({ out }) => out).join(''), err: each.map(({ err }) => err).join('') };
  }
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
