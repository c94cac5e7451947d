import { type Started, type StartWith, start } from './compare/start.ts';
import { chooseRemote, privateTags } from './compare/upstream.ts';
import { type Config, emptyConfig } from './config/model.ts';
import type { GitObject } from './git/blobs.ts';
import { fetchUpstream } from './git/fetch.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { resolveCommits } from './git/resolve.ts';
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
  let room = openRoom(repository);
  try {
    const [layout] = by.layouts;
    const startBy = (config: Config, kept: Layout): Promise<Started> =>
      startAtOnce({ repository, room, layout: kept, asked: { fork: options.fork, ...askedOf(options, config) } });
    const guess = layout && mayGuess(options, repository) ? startBy(emptyConfig, layout) : null;
    guess?.catch(() => {}); // whoever needs it looks at it
    const committed = (path: string): Promise<GitObject | null> => fileOf(options.fork, path, { repository, room });
    const set = await settingsOf(options, repository, { ...by, committed });
    if (options.fetch) {
      await fetchFirst(repository, set.layout, options.upstream ?? set.config.upstream ?? undefined, world);
      room.close(); // it knows nothing of what came
      room = openRoom(repository);
    }
    const guessed = set.config === emptyConfig && guess !== null;
    const started = options.worktree ? null : await (guessed ? guess : startBy(set.config, set.layout));
    return { repository, ...set, room, started };
  } catch (error) {
    room.close();
    throw error;
  }
}

/**
 * Whether to start as if there were no configuration while it is looked for: in a commit that takes two questions to git, and
 * most bare repositories have none.
 */
const mayGuess = ({ fetch, worktree, config, configFrom }: StudyOptions, { workTree }: Repository): boolean =>
  workTree === null && !fetch && !worktree && config === undefined && configFrom === undefined;

async function startAtOnce(inputs: StartWith): Promise<Started> {
  const started = await start(inputs);
  void started.merge();
  return started;
}

/** A file of the fork; null where there is none, or no such fork. */
async function fileOf(
  fork: string,
  path: string,
  { repository, room }: Pick<Begun, 'repository' | 'room'>,
): Promise<GitObject | null> {
  const [commit] = await resolveCommits(repository.git, [fork]);
  const [object = null] = commit ? await room.reader.objects([`${commit}:${path}`]) : [];
  return object;
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
