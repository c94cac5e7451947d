import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Complaint } from '../complaint.ts';
import { type Ahead, type Answer, type Git, GitFailure, gitIn, type Place, recordsOf, type Trace } from './run.ts';
import { explain, shellWord, tellsLeftOut, tooOld } from './trouble.ts';

/** A remote as configured: its URLs, and where `fetch` puts its branches. */
export interface Remote {
  readonly name: string;
  readonly urls: readonly string[];
  /** Prefixes of local refs that mirror the remote's branches, `refs/remotes/upstream/` as a rule. */
  readonly branches: readonly string[];
  /** A partial clone asks this remote for objects that it left out. */
  readonly promisor: boolean;
}

/** The user's repository, opened and looked at, never written to. */
export interface Repository {
  /** Runs git in it. */
  readonly git: Git;
  readonly dir: string;
  readonly gitDir: string;
  /** The object store, to be read through an alternate. */
  readonly objects: string;
  readonly shallowFile: string;
  /** Looked at each time: `--fetch` completes a shallow clone. */
  readonly shallow: boolean;
  readonly sha256: boolean;
  /** Top of the work tree; null in a bare repository. */
  readonly workTree: string | null;
  readonly remotes: readonly Remote[];
  /** Names of configured clean/smudge filters: programs that looking at a work tree would start. */
  readonly filters: readonly string[];
  /** Line-ending settings that decide what a file of the work tree would be committed as. */
  readonly lineEndings: readonly string[];
  readonly env: Place['env'];
  readonly trace: ((trace: Trace) => void) | undefined;
  /** What a failure of git says of this repository. */
  readonly explain: Place['explain'];
}

export interface OpenOptions {
  readonly cwd: string;
  readonly env: Place['env'];
  readonly trace?: ((trace: Trace) => void) | undefined;
  /** What was asked before the program had been loaded. */
  readonly ahead?: Ahead | undefined;
}

/** Where the repository lies, and what it is. */
export const whereabouts = [
  'rev-parse',
  '--path-format=absolute', // git >= 2.31
  '--show-object-format',
  '--is-bare-repository',
  '--absolute-git-dir', // of a linked work tree: its own
  '--git-path',
  'objects', // of a linked work tree: the main repository's
  '--git-path',
  'shallow',
  '--show-cdup', // last: it prints a line inside a work tree only, an empty one at its top
];

/** Its settings that matter, the user's own among them. */
export const settings = ['config', '-z', '--get-regexp', '^(remote|filter|extensions|core)\\.'];

/**
 * Opens the repository that `dir` lies in.
 * @throws Complaint when there is none, git is too old, or git refuses to open it.
 */
export async function openRepository(dir: string, { cwd, env, trace, ahead }: OpenOptions): Promise<Repository> {
  const at = resolve(cwd, dir);
  // The user's configuration is needed here: it holds safe.directory. An explicit GIT_DIR would skip git's own check of
  // who owns the repository, so git discovers it by itself.
  const git = gitIn({ cwd: at, env, trace, userConfig: true, ahead });
  const [answer, configured] = await Promise.all([
    git(whereabouts).catch((error: unknown) => error),
    git(settings, { accept: [0, 1, 128] }),
  ]);
  if (answer instanceof Error) throw cannotOpen(answer, at);
  // The check above proves it: what is not an Error is the answer of `git(whereabouts)`.
  const lines = (answer as Answer).out.toString().split('\n');
  const [format, bare, gitDir, objects, shallowFile, up] = lines;
  if (!gitDir?.startsWith('/') || !objects || !shallowFile) throw await tooOld(git); // older ones echo what they do not know
  const config = readConfig(configured.out);
  const remotes = remotesOf(config);
  if (remotes.some(({ promisor }) => promisor)) await tellsLeftOut(git);
  const explained = (failure: GitFailure): Promise<Error> => explain(failure, remotes, git);
  return {
    git: gitIn({ cwd: at, env, trace, userConfig: true, explain: explained, ahead }),
    dir: at,
    gitDir,
    objects,
    shallowFile,
    get shallow() {
      return (statSync(shallowFile, { throwIfNoEntry: false })?.size ?? 0) > 0;
    },
    sha256: format === 'sha256',
    workTree: bare === 'true' || lines.length < 7 ? null : resolve(at, up ?? ''),
    remotes,
    filters: [...new Set(config.flatMap(({ key }) => /^filter\.(.+)\.\w+$/s.exec(key)?.[1] ?? []))],
    lineEndings: config.flatMap(({ key, value }) => (/^core\.(autocrlf|eol)$/.test(key) ? [`${key}=${value}`] : [])),
    env,
    trace,
    explain: explained,
  };
}

function cannotOpen(error: Error, at: string): Error {
  if (!(error instanceof GitFailure)) return error;
  if (/dubious ownership|unsafe repository/.test(error.stderr)) {
    return new Complaint(
      `${at} belongs to another user, and git refuses to read it`,
      `git config --global --add safe.directory ${shellWord(at)}`,
    );
  }
  if (/safe\.bareRepository/.test(error.stderr)) {
    return new Complaint(
      `${at} is a bare repository, and your safe.bareRepository forbids to find such`,
      'git config --global safe.bareRepository all',
    );
  }
  if (/not a git repository/.test(error.stderr)) {
    return new Complaint(
      `${at} is not inside a git repository`,
      'fork-lint --repo DIR   # DIR is your clone of the fork',
    );
  }
  return new Complaint(
    `git cannot open ${at}: ${error.stderr.trim().split('\n')[0] ?? ''}`,
    `git -C ${shellWord(at)} status`,
  );
}

interface Setting {
  readonly key: string;
  readonly value: string;
}

/** `config -z` prints `key LF value NUL`; a key without `=` has no LF and means true. */
function readConfig(out: Buffer): Setting[] {
  return recordsOf(out).map((record) => {
    const end = record.indexOf('\n');
    return end < 0 ? { key: record, value: 'true' } : { key: record.slice(0, end), value: record.slice(end + 1) };
  });
}

function remotesOf(config: readonly Setting[]): Remote[] {
  const named = new Map<string, { urls: string[]; branches: string[]; promisor: boolean }>();
  for (const { key, value } of config) {
    const [, name, field] = /^remote\.(.+)\.(\w+)$/s.exec(key) ?? [];
    if (name === undefined || field === undefined) continue;
    const remote = named.get(name) ?? {
      urls: [],
      branches: [],
      promisor: false,
    };
    named.set(name, remote);
    if (field === 'url') remote.urls.push(value);
    if (field === 'promisor') remote.promisor = value === 'true';
    const [, mirror] = /^\+?refs\/heads\/\*:(refs\/.*)\*$/.exec(field === 'fetch' ? value : '') ?? [];
    if (mirror) remote.branches.push(mirror);
  }
  return [...named].map(([name, { urls, branches, promisor }]) => ({
    name,
    urls,
    branches: branches.length ? branches : [`refs/remotes/${name}/`],
    promisor,
  }));
}
