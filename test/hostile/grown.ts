// Forks of sizes that nobody has, made in one stream.
import { spawnSync } from 'node:child_process';
import { vi } from 'vitest';
import { type Repository, tellHistory } from '../support/story.ts';
import { behind } from './behind.ts';

/** FORK_LINT_BIG makes them as large as anybody may send them; else just large enough. */
export const big = process.env['FORK_LINT_BIG'] !== undefined;

// making a hundred thousand files takes longer than looking at them, and the tests themselves say how long that may take
if (big) vi.setConfig({ testTimeout: 300_000 });

/** Contents, and the paths that have each. */
export type Growth = readonly (readonly [content: Buffer, paths: readonly string[]])[];

/** A fork of 9.2 that meets 9.3, with one more commit that writes these. */
export function grown(growth: Growth, message = 'grow'): Repository {
  const fork = tellHistory(behind);
  const blobs = growth.flatMap(([content], i) => [
    Buffer.from(`blob\nmark :${i + 1}\ndata ${content.length}\n`),
    content,
    Buffer.from('\n'),
  ]);
  const head = `commit refs/heads/main\ncommitter Acme <fork@example.com> 1760000000 +0000\ndata ${message.length}\n`;
  const files = growth.flatMap(([, paths], i) => paths.map((path) => `M 100644 :${i + 1} "${path}"\n`));
  const commit = `${head}${message}\nfrom refs/heads/main^0\n${files.join('')}\ndone\n`;
  stream(fork.dir, Buffer.concat([...blobs, Buffer.from(commit)]));
  return fork;
}

/** Gives git a stream to import. */
export function stream(dir: string, input: Buffer): void {
  const { status, stderr } = spawnSync('git', ['fast-import', '--quiet', '--done', '--force'], { cwd: dir, input });
  if (status !== 0) throw new Error(`git fast-import ended with ${status}: ${stderr.toString()}`);
}

/** Lines of Python, so many bytes of them or a few more. */
export const lines = (bytes: number): Buffer => Buffer.from('value = "abcdefghij"\n'.repeat(Math.ceil(bytes / 21)));

export const megabytes = (count: number): number => count * 2 ** 20;
