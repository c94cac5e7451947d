import { askedOf, type Begun, begin } from './begin.ts';
import { type CarryFile, loadCarries, usualFile } from './carries/load.ts';
import type { Where } from './cli/cli.ts';
import { compareStarted } from './compare/compare.ts';
import { type Started, start } from './compare/start.ts';
import { Complaint } from './complaint.ts';
import type { Repository } from './git/repository.ts';
import { resolveCommits } from './git/resolve.ts';
import type { Room } from './git/room.ts';
import { uncommittedPaths, worktreeCommit } from './git/worktree.ts';
import { hashing, type Judged, judge, type Law } from './judge.ts';
import type { Layout } from './layout/layout.ts';
import { levelsOf } from './levels.ts';
import type { Note, Oid, Ref } from './model.ts';
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
  try {
    const looksAtHead = options.fork === 'HEAD' && repository.workTree !== null;
    const started = begun.started ? Promise.resolve(begun.started) : startAtFiles(options, begun);
    started.catch(() => {}); // the comparison says it
    void hashing();
    const file = config.carries ?? usualFile;
    const configured = options.reviewing ? (config.newFrom ?? undefined) : undefined;
    const earlier = await earlierRef(options.newFrom ?? configured, repository);
    const onDisk = looksAtHead || options.worktree || (options.editing && repository.workTree !== null);
    const carriesOf = (commit: Oid | null): Promise<CarryFile> =>
      loadCarries({ read: room.reader.objects, workTree: repository.workTree }, { file, commit }, names);
    const [compared, uncommitted, declared, then] = await Promise.all([
      started.then((one) => compareStarted(one, begun)),
      looksAtHead && !options.worktree ? uncommittedPaths(repository, 'normal') : [],
      onDisk ? carriesOf(null) : started.then(({ question }) => carriesOf(question.fork.sha)),
      earlier && compareEarlier(options, begun, { earlier, carriesOf, beside: started }),
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

interface Earlier {
  readonly earlier: Ref;
  readonly carriesOf: (commit: Oid) => Promise<CarryFile>;
  readonly beside: Promise<Started>;
}

async function compareEarlier(
  options: StudyOptions,
  begun: Begun,
  { earlier, carriesOf, beside }: Earlier,
): Promise<Judged & { readonly ref: Ref }> {
  const started = startAt(options, begun, { fork: earlier, beside });
  const [compared, declared] = await Promise.all([
    started.then((one) => compareStarted(one, begun)),
    carriesOf(earlier.sha),
  ]);
  return { compared, declared, before: null, ref: earlier };
}

/** Begins to compare the files as they lie there. */
async function startAtFiles(options: StudyOptions, begun: Begun): Promise<Started> {
  return startAt(options, begun, { fork: await worktreeFork(options, begun.repository, begun.room) });
}

function startAt(
  options: StudyOptions,
  { repository, room, layout, config }: Begun,
  { fork, beside }: { readonly fork: Ref; readonly beside?: Promise<Started> },
): Promise<Started> {
  return start({ repository, room, layout, asked: { fork, ...askedOf(options, config) }, beside });
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
