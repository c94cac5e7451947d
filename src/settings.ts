import { resolve } from 'node:path';
import type { Where } from './cli/cli.ts';
import { Complaint } from './complaint.ts';
import { type Config, emptyConfig } from './config/model.ts';
import { type GitObject, readObjects } from './git/blobs.ts';
import type { Repository } from './git/repository.ts';
import type { Layout } from './layout/layout.ts';
import { namedText, plainText, textIn } from './plain.ts';
import type { StudyOptions } from './study.ts';
import type { World } from './world.ts';

const usualFile = 'fork-lint.yaml';

/** What a configuration may name. */
export interface SettingsBy {
  /** Asked for only when there is a configuration. */
  readonly ruleNames: () => Promise<readonly string[]>;
  /** The first is the usual one. */
  readonly layouts: readonly Layout[];
  /** Reads a file of the fork. Without it a process of its own does. */
  readonly committed?: (path: string) => Promise<GitObject | null>;
}

/**
 * The configuration lies at the top of the fork: in its work tree, or, in a bare repository, in the commit to lint. What is
 * under review does not bring its own: then it is read from the commit that was there before.
 */
export async function settingsOf(
  options: Where & Pick<StudyOptions, 'configFrom'>,
  repository: Repository,
  { world, ruleNames, layouts, committed }: SettingsBy & { readonly world: World },
): Promise<{ config: Config; layout: Layout }> {
  const [usual] = layouts;
  if (!usual) throw new Error('there is no layout to read a fork by');
  const file = options.config ?? usualFile;
  const text = await configText(options, repository, world, committed);
  if (text === null) return { config: emptyConfig, layout: usual };
  const { readConfig } = await import('./config/read.ts'); // yaml takes 20 ms to load
  const config = readConfig(text, {
    file,
    rules: await ruleNames(),
    layouts,
  });
  const layout = config.layout ?? usual;
  return {
    config,
    layout: config.releaseLines.length ? { ...layout, releaseLines: config.releaseLines } : layout,
  };
}

async function configText(
  { config, fork, configFrom }: Where & Pick<StudyOptions, 'configFrom'>,
  { workTree, git }: Repository,
  { cwd }: World,
  committed: SettingsBy['committed'],
): Promise<string | null> {
  if (configFrom !== undefined) {
    const file = config ?? usualFile;
    const [object] = await readObjects(git, [`${configFrom}:${file}`]);
    return object?.type === 'blob' ? textIn(object.content, file) : null;
  }
  if (config !== undefined) {
    const text = namedText(resolve(cwd, config), config);
    if (text === null) throw new Complaint(`there is no configuration file ${config}`, 'fork-lint --config FILE');
    return text;
  }
  if (workTree !== null) return plainText(workTree, usualFile);
  const object = await (committed?.(usualFile) ?? readObjects(git, [`${fork}:${usualFile}`]).then(([one]) => one));
  return object?.type === 'blob' ? textIn(object.content, usualFile) : null;
}
