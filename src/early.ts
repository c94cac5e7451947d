import { type Begun, begin } from './begin.ts';
import { plainly } from './cli/plainly.ts';
import { namesIn } from './compare/question.ts';
import { usualBranches } from './git/ahead.ts';
import { connectors } from './layout/connectors.ts';
import type { World } from './world.ts';

/**
 * Begins a check while the rest of the program is still being loaded, which takes both of them as long. Only one whose
 * command line is plain, and that first looks at the fork as it is.
 */
export function beginEarly(argv: readonly string[], world: World): Promise<Begun> | undefined {
  const options = plainly(argv);
  if (!options || options.fetch || options.worktree || options.fix || options.fixDryRun) return undefined;
  const begun = begin(options, { world, ruleNames, layouts: [connectors] });
  begun.catch(() => {}); // the check will say it
  return begun;
}

/** The names of commits that such a check resolves first, as far as they can be told without its configuration. */
export function namesAhead(argv: readonly string[]): string[] {
  const options = plainly(argv);
  return options ? namesIn(options, [usualBranches]).flat() : [];
}

/** Loaded only where there is a configuration that may name some. */
const ruleNames = async (): Promise<string[]> => {
  const { rules } = await import('../rules/index.ts');
  return rules.map(({ name }) => name);
};
