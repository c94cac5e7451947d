import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Where } from '../cli/cli.ts';
import type { HookRun } from '../cli/hook.ts';
import { Complaint } from '../complaint.ts';
import { silentOn } from '../config/branches.ts';
import type { Config } from '../config/model.ts';
import type { Repository } from '../git/repository.ts';
import { resolveCommits } from '../git/resolve.ts';
import { stopGit } from '../git/run.ts';
import type { Oid } from '../model.ts';
import { publish, terminalOf } from '../output.ts';
import { plural } from '../plural.ts';
import type { Report } from '../report.ts';
import { display } from '../reporters/display.ts';
import type { StudyOptions } from '../study.ts';
import type { World } from '../world.ts';
import { type Pushed, readInput } from './pushed.ts';

/** What the hook needs of the program around it. */
export interface HookTools {
  readonly world: World;
  open(options: Pick<Where, 'repo' | 'debug'>): Promise<Repository>;
  settings(options: Where, repository: Repository): Promise<{ readonly config: Config }>;
  report(options: StudyOptions): Promise<Report>;
}

/**
 * Lints each commit of a push and reports on stderr what is new in it.
 * @returns 0 to let the push pass, 1 for findings, 2 when it could not be checked: both block it.
 */
export async function runHook(options: HookRun, tools: HookTools): Promise<number> {
  const say = (line: string): void => void tools.world.stderr.write(`fork-lint: ${line}\n`);
  try {
    return await inTime(options.timeout, tools.world, () => checkPush(options, tools, say));
  } catch (error) {
    const why = error instanceof Complaint ? error.message : 'fork-lint has a bug';
    say(`the push is blocked, for it could not be checked: ${display(why)}; git push --no-verify pushes unchecked`);
    if (!(error instanceof Complaint)) throw error;
    for (const line of error.next) tools.world.stderr.write(`  ${display(line)}\n`);
    return 2;
  }
}

/** @throws Complaint when the work lasts longer: then git is stopped too. */
async function inTime<T>(timeout: string, { endSoon }: World, work: () => Promise<T>): Promise<T> {
  if (!/^\d+(\.\d+)?$/.test(timeout))
    throw new Complaint(`--timeout takes a number of seconds, not ${JSON.stringify(timeout)}`, '--timeout 30');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      stopGit();
      endSoon?.();
      reject(new Complaint(`it took longer than ${timeout} seconds`, 'fork-lint hook run --timeout 120'));
    }, Number(timeout) * 1000);
  });
  return Promise.race([work(), late]).finally(() => clearTimeout(timer));
}

async function checkPush(options: HookRun, tools: HookTools, say: (line: string) => void): Promise<number> {
  const { pushed, remote, note } = await readInput(options.remote, tools.world);
  if (note !== null) say(note);
  if (pushed.length === 0) return 0;
  const { repository, repo } = await openPushing(options, tools);
  const known = earlierNames(repository, remote, options.url);
  const checked = new Map<string, number>();
  for (const one of pushed) {
    const sha = await commitOf(one, repository, say);
    if (sha === null) continue;
    const { config } = await tools.settings({ ...options, fork: sha }, repository);
    const newFrom = await firstHere(repository, one.remoteOid === null ? known : [one.remoteOid, ...known]);
    const skip = silentOn(branchOf(one.remoteRef), config);
    const question = [sha, newFrom, ...skip].join(' ');
    if (!checked.has(question))
      checked.set(question, await check(one, { ...whereOf(options), repo, fork: sha, newFrom, skip }, tools, say));
  }
  return Math.max(0, ...checked.values());
}

/** The repository that pushes: git names it by GIT_DIR where the directory we run in does not tell (`git --git-dir`). */
async function openPushing({ repo, debug }: HookRun, { world, open }: HookTools) {
  const named = repo === '.' ? world.env['GIT_DIR'] : undefined;
  const gitDir = named ? resolve(world.cwd, named) : null;
  try {
    const repository = await open({ repo, debug });
    if (gitDir === null || realpathSync(gitDir) === realpathSync(repository.gitDir)) return { repository, repo };
  } catch (error) {
    if (gitDir === null || !(error instanceof Complaint)) throw error;
  }
  return { repository: await open({ repo: gitDir, debug }), repo: gitDir };
}

const whereOf = ({ repo, fork, upstream, base, target, config, fetch, debug }: Where): Where => ({
  repo,
  fork,
  upstream,
  base,
  target,
  config,
  fetch,
  debug,
});

/** The commit that is pushed, tags peeled; null for what holds no fork: notes, and tags of files. */
async function commitOf({ local, oid, remoteRef }: Pushed, { git }: Repository, say: (line: string) => void) {
  if (remoteRef?.startsWith('refs/notes/')) return null;
  const [commit] = await resolveCommits(git, [oid]);
  if (commit) return commit;
  const { code } = await git(['cat-file', '-e', oid], { accept: [0, 1, 128] });
  if (code !== 0)
    throw new Complaint(`the commit ${oid} of ${local} is not here`, 'git push   # at the top of the fork');
  say(`${display(local)} is no commit, so there is nothing to check in it`);
  return null;
}

/** The branch of the remote that others work from: what it has is not new. */
function earlierNames({ remotes }: Repository, name: string | undefined, url: string | undefined): string[] {
  const remote =
    remotes.find((one) => one.name === name) ??
    remotes.find(({ urls }) => urls.some((one) => one === url || one === name));
  return (remote?.branches ?? []).flatMap((prefix) => ['HEAD', 'main', 'master'].map((branch) => `${prefix}${branch}`));
}

/** The first name that stands for a commit here: after a force push by somebody else the remote's side may not. */
async function firstHere({ git }: Repository, names: readonly string[]): Promise<string | undefined> {
  const found: readonly (Oid | null)[] = await resolveCommits(git, names);
  return names.find((_, i) => found[i]);
}

/** By the name on the remote: a push of a branch on its way upstream to main is a push to main. */
function branchOf(remoteRef: string | null): string | null {
  const branch = /^refs\/heads\/(.+)$/.exec(remoteRef ?? '')?.[1];
  return branch ?? (remoteRef?.startsWith('refs/') ? null : remoteRef);
}

async function check(
  { local, remoteRef }: Pushed,
  asked: StudyOptions,
  { world, report: reportOf }: HookTools,
  say: (line: string) => void,
): Promise<number> {
  const report = await reportOf(asked);
  const name = display((remoteRef ?? local).replace(/^refs\/(heads|tags)\//, ''));
  const { error, warn } = report.counts;
  if (error === 0) {
    say(`${name} ${asked.fork.slice(0, 12)} breaks no rule anew${warn ? `, ${plural(warn, 'warning')}` : ''}`);
    return 0;
  }
  const findings = report.findings.filter(({ severity, carried }) => severity === 'error' && !carried);
  const terminal = terminalOf(world.stderr, world.env, 'auto');
  await publish({ ...report, findings }, [{ format: 'text', file: null }], terminal, {
    ...world,
    stdout: world.stderr,
  });
  say(
    `the push of ${name} is blocked: put it right or declare it (fork-lint carry add); git push --no-verify pushes it as it is`,
  );
  return 1;
}
