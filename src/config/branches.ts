import { Minimatch } from 'minimatch';
import type { Config } from './model.ts';

/** The rules that a branch on its way upstream need not keep. */
const frameworkRules = ['framework-edit', 'framework-addition', 'protocol-edit'];

/** The rules that are silent on a branch, by the globs of `upstreamBranches`; null is no branch. */
export function silentOn(
  branch: string | null,
  { upstreamBranches }: Pick<Config, 'upstreamBranches'>,
): readonly string[] {
  const onItsWay = branch !== null && upstreamBranches.some((glob) => new Minimatch(glob, { dot: true }).match(branch));
  return onItsWay ? frameworkRules : [];
}
