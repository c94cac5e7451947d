// A fork's server with a request on it, the upstream's server, and clones as runners make them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/main.ts';
import { tellHistory } from '../support/story.ts';

/** The fork has edited the framework long ago: that is no request's doing. */
const history = [
  'upstream main: trees/9.2/',
  'tag v9.2.0',
  'fork from v9.2.0: connectors/es/sink.py says "OLD = 1\\n"',
].join('\n');

/** A framework file, for a request to edit. */
export const framework = 'connectors/utils.py';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What is asked to be merged, and the merge that GitHub makes of it. */
export interface Request {
  readonly head: string;
  readonly merge: string;
}

export type Files = Readonly<Record<string, string | null>>;

/** How a runner checks out: how much of history, `0` for all of it, and which of the server's refs it fetches besides. */
export interface Checkout {
  readonly depth: number;
  readonly branches?: boolean;
}

export class Servers {
  readonly top = realpathSync(mkdtempSync(join(tmpdir(), 'fork-lint-ci-')));
  readonly upstream = join(this.top, 'elastic', 'connectors');
  readonly server = join(this.top, 'acme', 'connectors');
  /** Somebody's clone, to make commits in. */
  readonly dev = join(this.top, 'dev');
  #count = 0;

  /** @param like what to copy: making them anew takes thirty processes. */
  constructor(like?: Servers) {
    if (like === undefined) this.#make();
    else cpSync(like.top, this.top, { recursive: true });
    this.git(this.dev, 'remote', 'set-url', 'origin', `file://${this.server}`);
  }

  #make(): void {
    const told = tellHistory(history);
    for (const bare of [this.upstream, this.server]) this.git(this.top, 'init', '-q', '--bare', '-b', 'main', bare);
    this.git(told.dir, 'push', '-q', this.upstream, 'refs/remotes/upstream/main:refs/heads/main', 'v9.2.0');
    this.git(told.dir, 'push', '-q', this.server, 'refs/heads/main');
    told.remove();
    this.git(this.top, 'clone', '-q', this.server, this.dev);
  }

  git(at: string, ...args: readonly string[]): string {
    const env = {
      PATH: process.env['PATH'],
      HOME: this.top,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Fiona',
      GIT_AUTHOR_EMAIL: 'fiona@example.org',
      GIT_COMMITTER_NAME: 'Fiona',
      GIT_COMMITTER_EMAIL: 'fiona@example.org',
    };
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: at, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  /** Commits on a branch of the fork, started at `from` when it is new, and pushes it; answers the commit. */
  commit(branch: string, files: Files, from = 'origin/main'): string {
    const exists = this.git(this.dev, 'branch', '--list', branch) !== '';
    this.git(this.dev, 'fetch', '-q', 'origin');
    this.git(this.dev, ...(exists ? ['checkout', '-q', branch] : ['checkout', '-q', '--no-track', '-B', branch, from]));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.dev, path)), { recursive: true });
      if (text === null) rmSync(join(this.dev, path));
      else writeFileSync(join(this.dev, path), text);
    }
    this.git(this.dev, 'add', '-A');
    this.git(this.dev, 'commit', '-q', '--allow-empty', '-m', `Change ${Object.keys(files).join(', ')}`);
    this.git(this.dev, 'push', '-q', '--force', 'origin', branch);
    return this.git(this.dev, 'rev-parse', 'HEAD');
  }

  /**
   * Asks for a branch to be merged: the server then has it as `refs/pull/12/head`, and merged as `refs/pull/12/merge`. The
   * branch itself lies in another repository, so the server has no branch of it.
   */
  request(branch: string, into = 'main'): Request {
    const head = this.git(this.dev, 'rev-parse', branch);
    this.git(this.dev, 'fetch', '-q', 'origin');
    this.git(this.dev, 'checkout', '-q', '--detach', `origin/${into}`);
    this.git(this.dev, 'merge', '-q', '--no-ff', '-m', `Merge ${head} into ${into}`, head);
    const merge = this.git(this.dev, 'rev-parse', 'HEAD');
    this.git(this.dev, 'push', '-q', '--force', 'origin', `${head}:refs/pull/12/head`, `${merge}:refs/pull/12/merge`);
    this.git(this.server, 'update-ref', '-d', `refs/heads/${branch}`);
    return { head, merge };
  }

  /** Checks a commit out as actions/checkout does: into an empty repository, by its id. */
  checkout(sha: string, { depth, branches = depth === 0 }: Checkout): string {
    const at = join(this.top, `runner-${++this.#count}`);
    this.git(this.top, 'init', '-q', '-b', 'main', at);
    this.git(at, 'remote', 'add', 'origin', `file://${this.server}`);
    const deep = depth === 0 ? [] : [`--depth=${depth}`];
    const refs = branches ? ['+refs/heads/*:refs/remotes/origin/*'] : [];
    this.git(at, 'fetch', '-q', '--no-tags', ...deep, 'origin', ...refs, `+${sha}:refs/remotes/pull/12/merge`);
    this.git(at, 'checkout', '-q', '--detach', sha);
    return at;
  }

  /** An event as GitHub tells it, with this test's commits in it; answers its file. */
  event(name: string, commits: Readonly<Record<string, string>>): string {
    const recorded = readFileSync(new URL(`./events/${name}.json`, import.meta.url), 'utf8');
    const file = join(this.top, `event-${++this.#count}.json`);
    writeFileSync(
      file,
      recorded.replace(/\$([A-Z]+)/g, (_, commit: string) => commits[commit] ?? '0'.repeat(40)),
    );
    return file;
  }

  /** Runs `fork-lint ci` in this process. The summary of the job is in `summaryOf`. */
  async ci(at: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Ran> {
    const [out, err]: [string[], string[]] = [[], []];
    const into = (parts: string[]) => ({ write: (part: unknown) => parts.push(String(part)) > 0 });
    const world = { PATH: process.env['PATH'], HOME: this.top, GIT_CONFIG_NOSYSTEM: '1', CI: 'true', ...env };
    const code = await main(['ci', '--upstream', `file://${this.upstream}`, ...args], {
      cwd: at,
      env: world,
      stdout: into(out),
      stderr: into(err),
      now: Date.parse('2026-06-01'),
    });
    return { code, out: out.join(''), err: err.join('') };
  }

  remove(): void {
    rmSync(this.top, { recursive: true, force: true });
  }
}
