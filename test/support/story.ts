import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { streamOf } from './fast-import.ts';
import { readHistory } from './history.ts';
import { play, type Timeline } from './timeline.ts';
import { type Overlay, readOverlay } from './tree.ts';

/** Where the stories lie. */
export const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** A story as its folder tells it. */
export interface Story {
  readonly name: string;
  /** What it is about, in a sentence or two. */
  readonly about: string;
  readonly history: string;
}

/** A story that became a repository. */
export interface Repository {
  readonly dir: string;
  /** Runs git in it with nobody's configuration; answers what it printed. */
  git(...args: readonly string[]): string;
  remove(): void;
}

export interface Telling {
  /** Check out the fork's branch; without it the repository is bare. */
  readonly checkout?: boolean;
}

/** The stories by name: every folder of `fixtures/` that says what it is about. */
export function storyNames(): string[] {
  return readdirSync(fixtures)
    .filter((name) => existsSync(join(fixtures, name, 'story.txt')))
    .sort();
}

/** Reads a story. Without a `history` of its own it has the plain one. */
export function readStory(name: string): Story {
  const folder = join(fixtures, name);
  const about = readFileSync(join(folder, 'story.txt'), 'utf8').trim();
  const history = join(folder, 'history');
  return { name, about, history: existsSync(history) ? readFileSync(history, 'utf8') : plainHistory(folder) };
}

/** Upstream's `base/`, then its `upstream/`, each tagged by its VERSION; the fork's `fork/` on the former. */
function plainHistory(folder: string): string {
  const tag = (part: string): string => `v${versionIn(join(folder, part))}`;
  const later = existsSync(join(folder, 'upstream')) ? ['upstream main: upstream/', `tag ${tag('upstream')}`] : [];
  return ['upstream main: base/', `tag ${tag('base')}`, ...later, `fork from ${tag('base')}: fork/`].join('\n');
}

function versionIn(folder: string): string {
  const places = ['connectors/VERSION', 'app/connectors_service/connectors/VERSION'].map((path) => join(folder, path));
  const found = places.find(existsSync);
  if (found === undefined) throw new Error(`a plain story needs a VERSION in ${folder}`);
  return readFileSync(found, 'utf8').trim();
}

/** Makes a story a repository in a temporary directory. Same story, same ids. */
export function tell(name: string, telling: Telling = {}): Repository {
  return tellHistory(readStory(name).history, join(fixtures, name), telling);
}

/** The same for a history that stands in a test. Folders are looked for in `folder`, then in `fixtures/`. */
export function tellHistory(
  history: string,
  folder: string = fixtures,
  { checkout = false }: Telling = {},
): Repository {
  const timeline = play(readHistory(history), (name) => overlayIn(name, [folder, fixtures]));
  const dir = emptyDirectory();
  const gitDir = checkout ? join(dir, '.git') : dir;
  furnish(gitDir, timeline, checkout);
  git(dir, ['-c', 'fastimport.unpackLimit=1', 'fast-import', '--quiet', '--done'], streamOf(timeline)); // a pack: one file to write
  if (checkout) git(dir, ['-c', 'core.autocrlf=false', 'reset', '--quiet', '--hard']);
  return repositoryIn(dir);
}

/** A story that was told into this directory. */
export function repositoryIn(dir: string): Repository {
  return { dir, git: (...args) => git(dir, args), remove: () => rmSync(dir, { recursive: true, force: true }) };
}

function overlayIn(name: string, folders: readonly string[]): Overlay {
  const found = folders.map((folder) => join(folder, name)).find(existsSync);
  if (found === undefined) throw new Error(`there is no folder ${name}/ for the history to read`);
  return readOverlay(found);
}

/** @throws Error when the system's temporary directory lies in the directory we run in: a story must not touch it. */
function emptyDirectory(): string {
  const here = realpathSync(process.cwd());
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'fork-lint-story-'));
  if (!`${dir}${sep}`.startsWith(here === sep ? sep : `${here}${sep}`) || here === sep) return dir;
  rmSync(dir, { recursive: true });
  throw new Error(`stories are told outside of ${here}: set TMPDIR to another place`);
}

/** What `git init` and `git remote add` would write; two processes less. */
function furnish(gitDir: string, { refs }: Timeline, checkout: boolean): void {
  mkdirSync(join(gitDir, 'objects', 'pack'), { recursive: true });
  mkdirSync(join(gitDir, 'refs', 'heads'), { recursive: true });
  writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/main\n');
  const settings = [
    '[core]',
    '\trepositoryFormatVersion = 0',
    '\tfileMode = true',
    `\tbare = ${!checkout}`,
    '[remote "upstream"]',
    '\turl = https://github.com/elastic/connectors.git',
    '\tfetch = +refs/heads/*:refs/remotes/upstream/*',
  ];
  writeFileSync(join(gitDir, 'config'), `${settings.join('\n')}\n`);
  if (!refs.has('refs/remotes/upstream/main')) return;
  const head = join(gitDir, 'refs', 'remotes', 'upstream', 'HEAD');
  mkdirSync(dirname(head), { recursive: true });
  writeFileSync(head, 'ref: refs/remotes/upstream/main\n');
}

function git(dir: string, args: readonly string[], input?: Buffer): string {
  const env = {
    PATH: process.env['PATH'],
    HOME: dir,
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd: dir, env, ...(input ? { input } : {}) });
  if (error) throw error;
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr.toString()}`);
  return stdout.toString();
}
