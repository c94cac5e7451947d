import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Where } from './cli/cli.ts';
import { Complaint } from './complaint.ts';
import { type Config, emptyConfig } from './config/model.ts';
import { plainText } from './file.ts';
import { readObjects } from './git/blobs.ts';
import type { Repository } from './git/repository.ts';
import type { Layout } from './layout/layout.ts';
import type { LookBy } from './look.ts';
import type { StudyOptions } from './study.ts';
import type { World } from './world.ts';

/**
 * The configuration lies at the top of the fork: in its work tree, or, in a bare repository, in the commit to lint. What is
 * under review does not bring its own: then it is read from the commit that was there before.
 */
export async function settingsOf(
  options: Where & Pick<StudyOptions, 'configFrom'>,
  repository: Repository,
  { world, rules, layouts }: Pick<LookBy, 'world' | 'rules' | 'layouts'>,
): Promise<{ config: Config; layout: Layout }> {
  const [usual] = layouts;
  if (!usual) throw new Error('there is no layout to read a fork by');
  const file = options.config === undefined ? 'fork-lint.yaml' : options.config;
  const text = await configText(options, repository, world);
  if (text === null) return { config: emptyConfig, layout: usual };
  const { readConfig } = await import('./config/read.ts'); // yaml takes 20 ms to load
  const config = readConfig(text, {
    file,
    rules: rules.map(({ name }) => name),
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
): Promise<string | null> {
  if (configFrom !== undefined) {
    const [object] = await readObjects(git, [`${configFrom}:${config ?? 'fork-lint.yaml'}`]);
    return object?.type === 'blob' ? object.content.toString() : null;
  }
  if (config !== undefined) {
    const path = resolve(cwd, config);
    if (!existsSync(path)) throw new Complaint(`there is no configuration file ${config}`, 'fork-lint --config FILE');
    return readFileSync(path, 'utf8');
  }
  if (workTree !== null) {
    return plainText(join(workTree, 'fork-lint.yaml'), 'fork-lint.yaml');
  }
  const [object] = await readObjects(git, [`${fork}:fork-lint.yaml`]);
  return object?.type === 'blob' ? object.content.toString() : null;
}
