// A fork, its server next door, and a fork-lint that the hook finds as it would on a developer's machine.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/main.ts';
import { program } from '../support/program.ts';
import { tellHistory } from '../support/story.ts';

/** The fork adds a source of its own; `dirty` edits the framework. */
const history = [
  'upstream main: trees/9.2/',
  'tag v9.2.0',
  'fork from v9.2.0: connectors/acme.py says "A = 1\\n"',
].join('\n');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Lab {
  /** The clone of the fork. */
  readonly dir: string;
  readonly server: string;
  git(...args: readonly string[]): string;
  /** Runs any program in the clone; it may fail. */
  run(command: string, args: readonly string[], more?: { env?: Record<string, string>; input?: string }): Ran;
  push(...args: readonly string[]): Ran;
  /** Commits one file on the branch that is checked out; answers the commit. */
  commit(path: string, text: string): string;
  /** Runs a command of ours in this process. */
  lint(
    argv: readonly string[],
    more?: { env?: Record<string, string>; stdin?: string | null; cwd?: string },
  ): Promise<Ran>;
  remove(): void;
}

/** A framework file, for the fork to edit. */
export const framework = 'connectors/utils.py';

export async function lab(): Promise<Lab> {
  const told = tellHistory(history, undefined, { checkout: true });
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'fork-lint-hook-')));
  const { dir } = told;
  const server = join(top, 'server.git');
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    HOME: top,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Fiona',
    GIT_AUTHOR_EMAIL: 'fiona@example.org',
    GIT_COMMITTER_NAME: 'Fiona',
    GIT_COMMITTER_EMAIL: 'fiona@example.org',
  };
  const run: Lab['run'] = (command, args, more = {}) => {
    const input = more.input === undefined ? {} : { input: more.input };
    const done = spawnSync(command, args, { cwd: dir, env: { ...env, ...more.env }, encoding: 'utf8', ...input });
    return { code: done.status, out: done.stdout, err: done.stderr };
  };
  const git = (...args: readonly string[]): string => {
    const { code, out, err } = run('git', args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${err}`);
    return out.trim();
  };
  git('init', '-q', '--bare', server);
  git('remote', 'add', 'origin', server);
  mkdirSync(join(dir, '.git', 'info'));
  writeFileSync(join(dir, '.git', 'info', 'exclude'), 'node_modules\n');
  await install(dir);
  return {
    dir,
    server,
    git,
    run,
    push: (...args) => run('git', ['push', ...args]),
    commit: (path, text) => {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
      git('add', path);
      git('commit', '-q', '-m', `Change ${path}`);
      return git('rev-parse', 'HEAD');
    },
    lint: async (argv, more = {}) => {
      const [out, err]: [string[], string[]] = [[], []];
      const into = (parts: string[]) => ({ write: (part: unknown) => parts.push(String(part)) > 0 });
      const { stdin } = more;
      const code = await main(argv, {
        cwd: more.cwd ?? dir,
        env: { ...env, ...more.env },
        stdout: into(out),
        stderr: into(err),
        now: Date.parse('2026-06-01'),
        ...(stdin === undefined ? {} : { stdin: async () => stdin }),
      });
      return { code, out: out.join(''), err: err.join('') };
    },
    remove: () => {
      told.remove();
      rmSync(top, { recursive: true, force: true });
    },
  };
}

/** What npm would put into node_modules/.bin. */
async function install(dir: string): Promise<void> {
  const file = join(dir, 'node_modules', '.bin', 'fork-lint');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\nexec node '${await program()}' "$@"\n`);
  chmodSync(file, 0o755);
}
