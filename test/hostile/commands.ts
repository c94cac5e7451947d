import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/main.ts';
import { formats } from '../../src/reporters/index.ts';

/** What reads what a command prints. A log is read by people, terminals and CI runners. */
export type Reader = 'log' | 'json' | 'jsonl' | 'markdown' | 'xml' | 'annotations' | 'patch' | 'yaml' | 'page';

/** One way to start fork-lint: a new command or format is one more row. */
export interface Row {
  readonly argv: readonly string[];
  readonly prints: Reader;
  /** What git tells a hook. */
  readonly stdin?: string;
}

const readerOf = {
  text: 'log',
  compact: 'log',
  github: 'annotations',
  markdown: 'markdown',
  junit: 'xml',
  jsonl: 'jsonl',
  html: 'page',
} as const;

const inFormat = (argv: readonly string[], some: readonly string[]): Row[] =>
  some.map((format) => ({
    argv: [...argv, '-f', format],
    prints: Object.entries(readerOf).find(([name]) => name === format)?.[1] ?? 'json',
  }));

/** Commands that write nothing but what they print. */
export const reading: readonly Row[] = [
  ...inFormat(['check'], formats),
  ...inFormat(['plan', '--target', 'v9.3.0'], ['text', 'markdown', 'json', 'github', 'junit']),
  ...inFormat(['api', 'v9.2.0', 'HEAD'], ['text', 'markdown', 'json']),
  { argv: ['check', '--target', 'v9.3.0', '--color', 'never'], prints: 'log' },
  { argv: ['check', '--new-from', 'v9.2.0', '--quiet'], prints: 'log' },
  { argv: ['check', '--fix-dry-run'], prints: 'log' },
  { argv: ['port', '--target', 'v9.3.0', '--dry-run'], prints: 'patch' },
  { argv: ['port', '--target', 'v9.3.0', '--dry-run', '-f', 'json'], prints: 'patch' },
  { argv: ['copy', 'sharepoint_online', 'my_sharepoint', '--dry-run'], prints: 'log' },
  { argv: ['carry', 'list'], prints: 'log' },
  {
    argv: ['carry', 'add', '--all', '--reason', 'it came so to us', '--until', '2030-01-01', '--dry-run'],
    prints: 'yaml',
  },
  { argv: ['hook', 'run'], prints: 'log' },
  { argv: ['rules'], prints: 'log' },
];

/** Commands that write what they say they write. */
export const writing: readonly Row[] = [
  { argv: ['port', '--target', 'v9.3.0', '--branch', 'ported'], prints: 'log' },
  { argv: ['port', '--target', 'v9.3.0', '--branch', 'again', '--keep-commits', '-f', 'json'], prints: 'json' },
  { argv: ['port', '--target', 'v9.3.0', '--branch', 'marked', '--markers', '--merge'], prints: 'log' },
  { argv: ['copy', 'sharepoint_online', 'my_sharepoint', '--branch', 'copied'], prints: 'log' },
  { argv: ['export', 'connectors/es', 'connectors/old', 'connectors/utils.py', '--branch', 'sent'], prints: 'log' },
  { argv: ['carry', 'add', '--all', '--reason', 'it came so to us', '--until', '2030-01-01'], prints: 'log' },
  { argv: ['carry', 'list', '-f', 'json'], prints: 'json' },
  { argv: ['carry', 'list'], prints: 'log' },
  { argv: ['carry', 'prune'], prints: 'log' },
  { argv: ['export', 'connectors/utils.py', '--patch', 'PATCHES'], prints: 'log' },
  { argv: ['hook', 'install'], prints: 'log' },
  { argv: ['hook', 'uninstall'], prints: 'log' },
  { argv: ['init', '--yes', '--skip-fetch'], prints: 'log' },
  { argv: ['check', '--fix'], prints: 'log' },
];

export interface Said {
  readonly row: Row;
  readonly code: number;
  readonly out: string;
  /** Standard output as it was written. */
  readonly bytes: Buffer;
  readonly err: string;
}

/** Runs a row in this process, in a directory, with no configuration of anybody's. `PATCHES` is a folder that goes again. */
export async function run(row: Row, cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Said> {
  const patches = mkdtempSync(join(tmpdir(), 'fork-lint-patches-'));
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  const into = (parts: Buffer[]) => ({ write: (part: unknown) => parts.push(written(part)) > 0 });
  try {
    const { stdin } = row;
    const code = await main(
      row.argv.map((arg) => (arg === 'PATCHES' ? patches : arg)),
      {
        cwd,
        env: { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', ...env },
        stdout: into(out),
        stderr: into(err),
        now: Date.UTC(2026, 0, 1),
        ...(stdin === undefined ? {} : { stdin: async () => stdin }),
      },
    );
    const bytes = Buffer.concat(out);
    return { row, code, bytes, out: bytes.toString(), err: Buffer.concat(err).toString() };
  } finally {
    rmSync(patches, { recursive: true, force: true });
  }
}

/** What a stream makes of what is written to it. */
const written = (part: unknown): Buffer => (Buffer.isBuffer(part) ? part : Buffer.from(String(part)));
