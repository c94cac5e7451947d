import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lab } from '../support/lab.ts';

/** A clone of elastic/connectors with its release lines and tags, see bench/lab.sh; empty when there is none. */
const LAB = lab ?? '';

/** Why tests against the real upstream cannot run; null when they can. Said aloud: a skipped test is no passed one. */
export function reasonToSkip(what: string): string | null {
  const reason = LAB === '' ? 'FORK_LINT_LAB names no clone of elastic/connectors' : null;
  if (reason !== null) console.warn(`skipped: ${what}: ${reason}`);
  return reason;
}

/** A bare repository of our own that borrows the laboratory's objects and has its upstream: forks are made in it. */
export interface Borrowed {
  readonly dir: string;
  git(args: readonly string[], input?: string | Buffer): string;
  /** Commits these files on top of a commit, without touching any other; null deletes. Answers the id. */
  commit(parent: string, files: ReadonlyMap<string, string | null>): string;
  remove(): void;
}

export function borrowLab(): Borrowed {
  const dir = mkdtempSync(join(tmpdir(), 'fork-lint-lab-'));
  const env = { PATH: process.env['PATH'], HOME: dir, GIT_CONFIG_NOSYSTEM: '1', GIT_DIR: dir, LC_ALL: 'C' };
  const git = (args: readonly string[], input?: string | Buffer): string =>
    execFileSync('git', args, {
      cwd: dir,
      env,
      input,
      maxBuffer: 2 ** 30,
      stdio: ['pipe', 'pipe', 'inherit'],
    }).toString();
  const inLab = (...args: string[]): string =>
    execFileSync('git', ['-C', LAB, ...args], { maxBuffer: 2 ** 30, encoding: 'utf8' });
  git(['init', '-q', '--bare', '.']);
  const objects = inLab('rev-parse', '--path-format=absolute', '--git-path', 'objects').trim();
  mkdirSync(join(dir, 'objects/info'), { recursive: true });
  writeFileSync(join(dir, 'objects/info/alternates'), `${objects}\n`);
  const refs = inLab(
    'for-each-ref',
    '--format=create %(refname) %(objectname)',
    'refs/remotes/upstream/',
    'refs/tags/',
  );
  git(['update-ref', '--stdin'], refs.replace(/^create refs\/remotes\/upstream\/HEAD .*\n/m, ''));
  git(['config', 'remote.upstream.url', 'https://github.com/elastic/connectors.git']);
  git(['config', 'remote.upstream.fetch', '+refs/heads/*:refs/remotes/upstream/*']);
  git(['symbolic-ref', 'refs/remotes/upstream/HEAD', 'refs/remotes/upstream/main']);
  let made = 0;
  return {
    dir,
    git,
    commit(parent, files) {
      const who = 'Acme <fork@example.com>';
      const date = git(['show', '-s', '--format=%ct', `${parent}^{commit}`]).trim();
      const ref = `refs/made/${made++}`;
      const head = `commit ${ref}\ncommitter ${who} ${Number(date) + 60} +0000\ndata 4\nAcme\nfrom ${parent}^0\n`;
      const body = [...files].map(([path, text]) =>
        text === null ? `D ${path}\n` : `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
      );
      git(['fast-import', '--quiet', '--force'], `${head}${body.join('')}\n`);
      return git(['rev-parse', ref]).trim();
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
