import { type Started, start } from './compare/start.ts';
import { chooseRemote, privateTags } from './compare/upstream.ts';
import type { Config } from './config/model.ts';
import { fetchUpstream } from './git/fetch.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { openRoom, type Room } from './git/room.ts';
import type { Layout } from './layout/layout.ts';
import { progressOn, tracer } from './progress.ts';
import { type SettingsBy, settingsOf } from './settings.ts';
import type { StudyOptions } from './study.ts';
import type { World } from './world.ts';

/** A fork about to be looked at. Whoever began closes the room. */
export interface Begun {
  readonly repository: Repository;
  readonly config: Config;
  readonly layout: Layout;
  readonly room: Room;
  /** Null for a work tree, which is read first. */
  readonly started: Started | null;
}

/**
 * Opens the repository, fetches if asked to, and has git at work on its first long questions.
 * @throws Complaint when there is nothing to compare.
 */
export async function begin(options: StudyOptions, by: SettingsBy & { readonly world: World }): Promise<Begun> {
  const { world } = by;
  const repository = await openRepository(options.repo, {
    cwd: world.cwd,
    env: world.env,
    trace: tracer(options, world),
    ahead: world.ahead,
  });
  const { config, layout } = await settingsOf(options, repository, by);
  if (options.fetch) await fetchFirst(repository, layout, options.upstream ?? config.upstream ?? undefined, world);
  const room = openRoom(repository);
  try {
    const asked = { fork: options.fork, ...askedOf(options, config) };
    const started = options.worktree ? null : await start({ repository, room, layout, asked });
    void started?.merge();
    return { repository, config, layout, room, started };
  } catch (error) {
    room.close();
    throw error;
  }
}

/** What a fork is to be compared with, as typed or configured. */
export function askedOf({ base, target, upstream }: StudyOptions, config: Config) {
  return {
    base,
    target: target ?? config.target ?? undefined,
    targetRequested: target !== undefined,
    upstream: upstream ?? config.upstream ?? undefined,
  };
}

async function fetchFirst(
  repository: Repository,
  layout: Layout,
  upstream: string | undefined,
  world: World,
): Promise<void> {
  const { remote } = chooseRemote(repository.remotes, layout, upstream);
  const progress = progressOn(world);
  await fetchUpstream(repository, remote, privateTags, progress);
  progress('');
}
