import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApi } from '../../src/api/run.ts';
import { Complaint } from '../../src/complaint.ts';
import { connectors } from '../../src/layout/connectors.ts';
import { plain } from '../../src/reporters/terminal.ts';

/** Two commits, `v1` and `v2`, of a repository without any remote. */
const versions: readonly Readonly<Record<string, string>>[] = [
  {
    'src/acme/__init__.py': '',
    'src/acme/core.py': 'def run(a: int | None): return a\ndef stop(): ...\n',
    'other/x.py': 'Y = 1\n',
  },
  { 'lib/acme/__init__.py': '', 'lib/acme/core.py': 'async def run(a, b): return a | 1\n', 'other/x.py': 'Y = 2\n' },
];

let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'fork-lint-api-'));
  const stream = versions.map((files, i) => {
    const entries = Object.entries(files).map(
      ([path, text]) => `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`,
    );
    const head = `commit refs/heads/v${i + 1}\ncommitter a <a@b> ${i} +0000\ndata 0\n`;
    return `${head}deleteall\n${entries.join('')}\n`;
  });
  git(['init', '--quiet']);
  git(['fast-import', '--quiet'], stream.join(''));
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

function git(args: readonly string[], input?: string): void {
  const { status, stderr } = spawnSync('git', ['-C', dir, ...args], { input: input ?? '', encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

interface Flags {
  readonly from?: string;
  readonly to?: string;
  readonly root?: readonly string[];
}

async function api(format: string, { from = 'v1', to = 'v2', root = [] }: Flags = {}): Promise<string> {
  let out = '';
  const write = (text: unknown): boolean => {
    out += String(text);
    return true;
  };
  const world = { cwd: dir, env: process.env, stdout: { write } };
  expect(
    await runApi({ from, to, root, format, debug: false, repo: '.' }, { world, layout: connectors, terminal: plain }),
  ).toBe(0);
  return out;
}

describe('fork-lint api', () => {
  it('finds the packages by itself and says what breaks whom', async () => {
    expect(await api('text')).toMatchInlineSnapshot(`
      "v1 → v2

      breaks callers 3
        parameter-added-required  acme.core.run  src/acme/core.py:1
                                  - (a: int | None)
                                  + async (a, b)
        now-async                 acme.core.run  src/acme/core.py:1
                                  - (a: int | None)
                                  + async (a, b)
        removed                   acme.core.stop  src/acme/core.py:2
                                  - ()

      3 changes: 3 break callers
      "
    `);
  });
  it('writes Markdown in which no text of others can end a cell', async () => {
    expect(await api('markdown', { root: ['src', 'lib'] })).toMatchInlineSnapshot(`
      "# API changes from \`v1\` to \`v2\`

      3 changes: 3 break callers.

      ## Breaks callers (3)

      | change | symbol | now in | old | new |
      | --- | --- | --- | --- | --- |
      | parameter-added-required | \`acme.core.run\` |  | \`(a: int \\| None)\` | \`async (a, b)\` |
      | now-async | \`acme.core.run\` |  | \`(a: int \\| None)\` | \`async (a, b)\` |
      | removed | \`acme.core.stop\` |  | \`()\` |  |
      "
    `);
  });
  it('writes JSON with the keys others rely on', async () => {
    const report: unknown = JSON.parse(await api('json'));
    expect(report).toMatchObject({
      version: 1,
      from: { ref: 'v1' },
      to: { ref: 'v2' },
      changes: [
        {
          symbol: 'acme.core.run',
          kind: 'parameter-added-required',
          breaks: 'callers',
          at: 'src/acme/core.py:1',
          toAt: 'lib/acme/core.py:1',
        },
        {},
        {},
      ],
      counts: { total: 3, callers: 3, subclasses: 0, both: 0, none: 0, removed: 1 },
    });
  });
  it('takes a package, or a folder of packages, as root', async () => {
    const symbols = async (...root: string[]): Promise<unknown> => [
      ...new Set([...(await api('text', { root })).matchAll(/\S+\.\S+(?= {2})/g)].map(([one]) => one)),
    ];
    expect(await symbols('src/acme', 'lib/acme/')).toEqual(['acme.core.run', 'acme.core.stop']);
    expect(await symbols('other')).toEqual(['other.x.Y']);
  });
  it('says when nothing changed', async () => {
    expect(await api('text', { to: 'v1' })).toBe('v1 → v1\n\nno changes to the API\n');
  });
  it.each([
    ['a commit', { from: 'v9' }, 'there is no commit "v9" in this repository'],
    ['a hostile name', { to: '--all' }, 'there is no commit "--all" in this repository'],
    ['a folder', { root: ['nowhere'] }, 'neither tree has a folder "nowhere"'],
  ])('complains of %s that is not there', async (_name, flags, sentence) => {
    await expect(api('text', flags)).rejects.toThrow(sentence);
  });
  it('complains of a format that is not there', async () => {
    await expect(api('yaml')).rejects.toThrow('there is no format "yaml" for api');
    await expect(api('yaml')).rejects.toBeInstanceOf(Complaint);
  });
});
