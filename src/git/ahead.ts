import { resolve } from 'node:path';
import { listing } from './refs.ts';
import { settings, whereabouts } from './repository.ts';
import { type Ahead, type Answer, answersIn, type Git, type Place } from './run.ts';

/** Nearly everybody's remote is called so; for others the listing is asked again by its right name. */
const usual = ['refs/remotes/upstream/', 'refs/tags/', 'refs/fork-lint/upstream-tags/'];

/**
 * Asks git what every check asks first, while the rest of the program is still being loaded: both take about 60 ms. Of
 * the other commands the hook alone is in such a hurry, and what `--fetch` is about to change must not be looked at before.
 */
export function askAhead(argv: readonly string[], { cwd, env }: Pick<Place, 'cwd' | 'env'>): Ahead {
  const command = argv[0]?.startsWith('-') ? 'check' : (argv[0] ?? 'check');
  const hurried = command === 'check' || (command === 'hook' && argv[1] === 'run');
  const idle = !hurried || argv.some((word) => /^(-h|-v|--(help|version|fetch|debug))/.test(word));
  if (idle) return { take: () => undefined };
  const at = resolve(cwd, repositoryIn(argv));
  const git = answersIn({ cwd: at, env, userConfig: true });
  const key = (dir: string, args: readonly string[]): string => [dir, ...args].join('\0');
  const asked = new Map([whereabouts, settings, listing(usual)].map((args) => [key(at, args), begin(git, args)]));
  return {
    take(dir, args) {
      const answer = asked.get(key(dir, args));
      asked.delete(key(dir, args));
      return answer;
    },
  };
}

/** A failure waits until somebody takes the answer, or is nobody's business. */
function begin(git: Git, args: readonly string[]): Promise<Answer> {
  const answer = git(args);
  answer.catch(() => {});
  return answer;
}

/** The directory that `--repo` names; a wrong guess only costs the time that was to be saved. */
function repositoryIn(argv: readonly string[]): string {
  const at = argv.findIndex((word) => /^(--repo|-C)(=|$)/.test(word));
  return at < 0 ? '.' : (argv[at]?.split('=')[1] ?? argv[at + 1] ?? '.');
}
