import { resolve } from 'node:path';
import { listing } from './refs.ts';
import { settings, whereabouts } from './repository.ts';
import { namesToResolve, resolving } from './resolve.ts';
import { type Ahead, type Answer, answersIn, type Place } from './run.ts';

/** Nearly everybody's remote is called so; for others the listing is asked again by its right name. */
export const usualBranches = 'refs/remotes/upstream/';

const usual = [usualBranches, 'refs/tags/', 'refs/fork-lint/upstream-tags/'];

/**
 * Asks git what every check asks first, while the rest of the program is still being loaded: both take about 60 ms. Of
 * the other commands the hook alone is in such a hurry, and what `--fetch` is about to change must not be looked at before.
 * `names` are those of commits that are sure to be asked about.
 */
export function askAhead(
  argv: readonly string[],
  { cwd, env }: Pick<Place, 'cwd' | 'env'>,
  names: readonly string[],
): Ahead {
  const command = argv[0]?.startsWith('-') ? 'check' : (argv[0] ?? 'check');
  const hurried = command === 'check' || (command === 'hook' && argv[1] === 'run');
  const idle = !hurried || argv.some((word) => /^(-h|-v|--(help|version|fetch|debug))/.test(word));
  if (idle) return { take: () => undefined };
  const at = resolve(cwd, repositoryIn(argv));
  const git = answersIn({ cwd: at, env, userConfig: true });
  const key = (dir: string, args: readonly string[]): string => [dir, ...args].join('\0');
  const asked = new Map([whereabouts, settings, listing(usual)].map((args) => [key(at, args), begin(git(args))]));
  const told = names.length === 0 ? null : begin(git(resolving, { input: namesToResolve(names) }));
  return {
    take(dir, args, input) {
      if (input !== undefined)
        return told !== null && key(dir, args) === key(at, resolving) ? linesFor(input, names, told) : undefined;
      const answer = asked.get(key(dir, args));
      asked.delete(key(dir, args));
      return answer;
    },
  };
}

/** A failure waits until somebody takes the answer, or is nobody's business. */
function begin(answer: Promise<Answer>): Promise<Answer> {
  answer.catch(() => {});
  return answer;
}

/** What was told of some of the names; null where git had more to say of one than its line, for that may be of any of them. */
async function linesFor(
  input: string | Buffer,
  names: readonly string[],
  told: Promise<Answer>,
): Promise<Answer | null> {
  const { code, out, err } = await told;
  const lines = out.toString().split('\n');
  const known = new Map(names.map((name, i) => [namesToResolve([name]).toString('latin1'), `${lines[i]}\n`]));
  const wanted = input
    .toString('latin1')
    .split(/(?<=\n)/)
    .map((line) => known.get(line) ?? null);
  return code !== 0 || err !== '' || wanted.includes(null) ? null : { code, out: Buffer.from(wanted.join('')), err };
}

/** The directory that `--repo` names; a wrong guess only costs the time that was to be saved. */
function repositoryIn(argv: readonly string[]): string {
  const at = argv.findIndex((word) => /^(--repo|-C)(=|$)/.test(word));
  return at < 0 ? '.' : (argv[at]?.split('=')[1] ?? argv[at + 1] ?? '.');
}
