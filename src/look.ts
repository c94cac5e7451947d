import { askedOf, type Begun, begin } from './begin.ts';
import { loadCarries, usualFile } from './carries/load.ts';
import type { Where } from './cli/cli.ts';
import { type Compared, compare } from './compare/compare.ts';
import { readOnce, type SharedReading } from './compare/ground.ts';
import { Complaint } from './complaint.ts';
import type { Reader } from './git/reader.ts';
import type { Repository } from './git/repository.ts';
import { resolveCommits } from './git/resolve.ts';
import type { Room } from './git/room.ts';
import { uncommittedPaths, worktreeCommit } from './git/worktree.ts';
import { type Judged, judge, type Law } from './judge.ts';
import type { Layout } from './layout/layout.ts';
import { levelsOf } from './levels.ts';
import type { Note, Ref } from './model.ts';
import { newSince } from './newfrom.ts';
import { plural } from './plural.ts';
import type { Rule } from './rule.ts';
import type { Studied, StudyOptions } from './study.ts';
import type { World } from './world.ts';

/** What a fork is looked at with. */
export interface LookBy {
  readonly world: World;
  readonly rules: readonly Rule[];
  /** Those of the rules that speak about carries. */
  readonly carryRules: readonly Rule[];
  /** The layouts that a configuration may name; the first is the usual one. */
  readonly layouts: readonly Layout[];
}

/** Opens the repository, compares, lints, applies the carries, and leaves out what is not new: what every command begins with. */
export async function look<T>(options: StudyOptions, by: LookBy, use: (studied: Studied) => Promise<T>): Promise<T> {
  const { world, rules, carryRules } = by;
  const names = rules.map(({ name }) => name);
  const ruleNames = (): Promise<readonly string[]> => Promise.resolve(names);
  const begun = await (world.begun ?? begin(options, { ...by, ruleNames }));
  const { repository, config, room } = begun;
  const reader = room.reader();
  try {
    const looksAtHead = options.fork === 'HEAD' && repository.workTree !== null;
    const place = { ...begun, reading: readOnce(), reader };
    const file = config.carries ?? usualFile;
    const configured = options.reviewing ? (config.newFrom ?? undefined) : undefined;
    const earlier = await earlierRef(options.newFrom ?? configured, repository);
    const commit =
      looksAtHead || options.worktree || (options.editing && repository.workTree !== null) ? null : options.fork;
    const [compared, uncommitted, declared, then] = await Promise.all([
      compareWith(options, place),
      looksAtHead && !options.worktree ? uncommittedPaths(repository, 'normal') : [],
      loadCarries(repository, { file, commit }, names),
      earlier && compareEarlier(options, place, { file, earlier, names }),
    ]);
    const law: Law = {
      rules,
      carryRules,
      levels: levelsOf(config.rules, { only: [], skip: [], rule: [], ...options }, names),
      failOnNext: options.target !== undefined || config.failOn === 'next',
      now: world.now,
    };
    const verdict = await judge(room.git, { compared, declared, before: then?.declared.carries ?? null }, law);
    const news =
      then && !options.all && newSince(then.ref, (await judge(room.git, then, law)).findings, verdict.findings);
    const text = `${plural(uncommitted.length, 'uncommitted file')} not checked (--worktree checks the files as they lie there)`;
    const notes: Note[] = [
      ...(uncommitted.length ? [{ kind: 'note', text } as const] : []),
      ...(news ? [news.note] : []),
    ];
    const told = news ? { ...verdict, findings: news.findings } : verdict;
    return await use({ ...begun, compared, declared, verdict: told, notes });
  } finally {
    reader.close();
    room.close();
  }
}

/** @throws Complaint when the commit that `--new-from` names is not here: nothing can be said to be new then. */
async function earlierRef(name: string | undefined, { git }: Repository): Promise<Ref | null> {
  if (name === undefined) return null;
  const [sha] = await resolveCommits(git, [name]);
  if (sha) return { name, sha };
  throw new Complaint(`no commit here is called ${JSON.stringify(name)}, so nothing can be compared with it`, [
    'git fetch --all   # or: fork-lint --new-from REF',
  ]);
}

async function compareEarlier(
  options: StudyOptions,
  place: Place,
  { file, earlier, names }: { readonly file: string; readonly earlier: Ref; readonly names: readonly string[] },
): Promise<Judged & { readonly ref: Ref }> {
  const [compared, declared] = await Promise.all([
    compareWith({ ...options, worktree: false }, place, earlier),
    loadCarries(place.repository, { file, commit: earlier.sha }, names),
  ]);
  return { compared, declared, before: null, ref: earlier };
}

interface Place extends Begun {
  /** Shared by all comparisons of one run. */
  readonly reading: SharedReading;
  readonly reader: Reader;
}

async function compareWith(options: StudyOptions, place: Place, earlier?: Ref): Promise<Compared> {
  const { repository, room, config, reading } = place;
  const fork = options.worktree ? await worktreeFork(options, repository, room) : (earlier ?? options.fork);
  const started = typeof fork === 'string' ? (place.started ?? undefined) : undefined;
  const readUpstream = earlier ? reading.second : reading.first;
  return compare({ ...place, asked: { fork, ...askedOf(options, config) }, started, readUpstream });
}

async function worktreeFork({ fork }: Where, repository: Repository, room: Room): Promise<Ref> {
  if (repository.workTree === null)
    throw new Complaint('a bare repository has no work tree to lint', 'fork-lint --fork BRANCH');
  if (fork !== 'HEAD')
    throw new Complaint('--worktree lints the files checked out, so it goes without --fork', 'fork-lint --worktree');
  const [head] = await resolveCommits(repository.git, ['HEAD']);
  if (!head)
    throw new Complaint(
      `${repository.dir} has no commit yet, so there is nothing to compare the files with`,
      'git commit',
    );
  return {
    name: 'the work tree',
    sha: await worktreeCommit(repository, room, head),
  };
}
