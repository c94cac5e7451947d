import type { CiOptions } from '../cli/ci.ts';
import { Complaint } from '../complaint.ts';
import { silentOn } from '../config/branches.ts';
import type { Config } from '../config/model.ts';
import { readObjects } from '../git/blobs.ts';
import type { Remote, Repository } from '../git/repository.ts';
import { resolveCommits } from '../git/resolve.ts';
import { upstreamRemote } from '../init/remote.ts';
import type { Layout } from '../layout/layout.ts';
import { isLoud } from '../levels.ts';
import type { Note, Oid } from '../model.ts';
import { type Destination, destinations, publish, terminalOf } from '../output.ts';
import { exitCodeOf, type Report } from '../report.ts';
import { logLine } from '../reporters/escape.ts';
import type { StudyOptions } from '../study.ts';
import type { World } from '../world.ts';
import { type Runner, reviewOf, runnerOf } from './review.ts';
import { type Start, startOf } from './since.ts';
import { summarize, tellUnchecked } from './summary.ts';

/** What the check of a pull request needs of the program around it. */
export interface CiTools {
  readonly world: World;
  open(): Promise<Repository>;
  settings(
    options: StudyOptions,
    repository: Repository,
  ): Promise<{ readonly config: Config; readonly layout: Layout }>;
  fetch(repository: Repository, remote: Remote): Promise<void>;
  report(options: StudyOptions, to: readonly Destination[]): Promise<Report>;
  readonly maxWarnings: number | null;
}

/**
 * `fork-lint ci`: lints the change under review by the rules of the commit before it, and reports where the runner shows it.
 * @returns the exit code, which is the status check: 0 nothing new, 1 findings, 2 not checked.
 */
export async function runCi(options: CiOptions, tools: CiTools): Promise<number> {
  const { env } = tools.world;
  const runner = runnerOf(env);
  try {
    return await checkChange(options, runner, tools);
  } catch (error) {
    if (runner?.format !== 'github' || !(error instanceof Complaint)) throw error;
    return tellUnchecked(error, tools.world);
  }
}

async function checkChange(options: CiOptions, runner: Runner | null, tools: CiTools): Promise<number> {
  const { world } = tools;
  const to = destinationsOf(options, runner);
  const review = reviewOf(runner, world.env, options.newFrom);
  const repository = await tools.open();
  const head = await headOf(options.fork, repository);
  const remote = options.skipFetch ? null : ownServer(repository, options);
  const start = await startOf(review, head, { repository, remote });
  const configFrom = start?.sha ?? head;
  const asked = { ...options, fork: head, fetch: false, configFrom };
  const { config, layout } = await tools.settings(asked, repository);
  const say = (line: string): void => void world.stderr.write(`fork-lint: ${logLine(line)}\n`);
  say(`${review.what}: ${head.slice(0, 12)} against ${against(start)}`);
  if (!options.skipFetch) await fetchTheUpstream(repository, layout, options.upstream ?? config.upstream, tools, say);
  const found = await tools.report(
    {
      ...asked,
      newFrom: start?.sha,
      skip: [...options.skip, ...silentOn(review.into, config)],
    },
    to,
  );
  const report = { ...found, notes: [...found.notes, ...(await rulesChanged(repository, head, configFrom, options))] };
  const loud = { ...report, findings: report.findings.filter(({ severity }) => isLoud(severity, options.quiet)) };
  await publish(loud, to, terminalOf(world.stdout, world.env, options.color), world);
  if (runner?.format === 'github') await summarize(loud, world);
  return exitCodeOf(report, { maxWarnings: tools.maxWarnings, exitZero: options.exitZero });
}

/** The log has what its runner shows best, unless another format is to go there. */
function destinationsOf({ format }: CiOptions, runner: Runner | null): Destination[] {
  const named = destinations(format, undefined);
  const log = { format: runner?.format ?? 'text', file: null };
  return named.some(({ file }) => file === null) ? named : [log, ...named];
}

async function headOf(name: string, { git }: Repository): Promise<Oid> {
  const [sha] = await resolveCommits(git, [name]);
  if (sha) return sha;
  throw new Complaint(`no commit here is called ${JSON.stringify(name)}`, 'fork-lint ci --fork REF');
}

/** Where the fork itself was cloned from. */
function ownServer({ remotes }: Repository, { upstream }: CiOptions): Remote | null {
  return remotes.find(({ name }) => name === 'origin') ?? remotes.find(({ name }) => name !== upstream) ?? null;
}

const against = (start: Start | null): string =>
  start === null
    ? 'nothing, for nothing tells what was there before: all counts'
    : `${start.sha.slice(0, 12)}, ${start.what}`;

/** A runner's clone knows the fork's own server alone, so the remote is added; without an upstream there is nothing to check. */
async function fetchTheUpstream(
  repository: Repository,
  layout: Layout,
  asked: string | null,
  { open, fetch }: CiTools,
  say: (line: string) => void,
): Promise<void> {
  const { name, added } = await upstreamRemote(repository, layout, asked ?? undefined, { addNamed: true });
  if (added !== null) say(`remote ${name} added: ${added}`);
  const again = added === null ? repository : await open();
  const remote = again.remotes.find((one) => one.name === name);
  if (!remote) throw new Error(`the remote ${name} is missing after it was added`);
  await fetch(again, remote);
}

/** A change that brings its own rules is not judged by them, and whoever reads the report should know. */
async function rulesChanged(
  { git }: Repository,
  head: Oid,
  configFrom: Oid,
  { config = 'fork-lint.yaml' }: CiOptions,
): Promise<Note[]> {
  const [now, then] = await readObjects(git, [`${head}:${config}`, `${configFrom}:${config}`]);
  if (now?.oid === then?.oid) return [];
  return [
    { kind: 'note', text: `${config} is changed here; it counts once it is merged, until then what it was before` },
  ];
}
