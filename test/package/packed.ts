import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a package is made of; a test builds a copy, so that it never writes where it lies. */
const parts = ['package.json', '.npmrc', 'tsconfig.json', 'src', 'rules', 'README.md', 'LICENSE'];

/** fork-lint as a package, made in a directory of its own. */
export interface Packed {
  readonly tarball: string;
  /** All that `npm pack` printed. */
  readonly printed: string;
  /** A new directory beside it. */
  folder(name: string): string;
  remove(): void;
}

/** What a program printed and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program as somebody does who has nothing configured and no network. */
export function run(program: string, args: readonly string[], cwd: string): Ran {
  const env = {
    PATH: process.env['PATH'],
    HOME: cwd,
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_cache: join(cwd, 'cache'),
  };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** Builds and packs a copy of the project. */
export function pack(): Packed {
  const top = mkdtempSync(join(tmpdir(), 'fork-lint-package-'));
  const folder = (name: string): string => {
    mkdirSync(join(top, name), { recursive: true });
    return join(top, name);
  };
  const copy = folder('copy');
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const { code, stdout, stderr } = run('npm', ['pack'], copy);
  if (code !== 0) throw new Error(`npm pack ended with exit code ${code}: ${stderr}`);
  return {
    tarball: join(copy, stdout.trim()),
    printed: stdout,
    folder,
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}
