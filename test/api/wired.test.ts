import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { type Repository, type Telling, tellHistory } from '../support/story.ts';

let told: Repository | undefined;
afterEach(() => {
  told?.remove();
  told = undefined;
});

const main = 'connectors/sources/acme.py';
const moved = `app/connectors_service/${main}`;
const ahead = ['upstream main: trees/9.2/', 'tag v9.2.0', 'upstream main: only trees/9.3/', 'tag v9.3.0'];
const merged = ['upstream main: trees/9.2/', 'tag v9.2.0', 'upstream main: only trees/9.3/', 'tag v9.3.0'];

const says = (path: string, text: string): string => `  ${path} says ${JSON.stringify(text)}`;

function fork(lines: readonly string[], telling: Telling = {}): Repository {
  told?.remove();
  told = tellHistory(lines.join('\n'), undefined, telling);
  return told;
}

interface Row {
  readonly path: string;
  readonly line: number;
  readonly when: string;
  readonly severity: string;
  readonly data: Readonly<Record<string, unknown>>;
}

async function found(rule: string, { dir }: Repository, ...argv: string[]): Promise<Row[]> {
  const { stdout, stderr } = await forkLint(dir, '--only', rule, '-f', 'json', ...argv);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { findings: Row[] }).findings;
}

/** `when import > home` */
async function dead(repository: Repository, ...argv: string[]): Promise<string[]> {
  const rows = await found('dead-import', repository, ...argv);
  return rows.map(({ when, data }) => `${when} ${data['import']} > ${data['home']}`);
}

describe('dead-import', () => {
  it.each([
    [
      'an import',
      'from connectors.source import BaseDataSource\n',
      ['next connectors.source.BaseDataSource > connectors_sdk.source.BaseDataSource'],
    ],
    ['one that stays importable', 'from connectors.utils import iso_utc, retryable\n', []],
    [
      'one that is caught',
      'try:\n    from connectors.source import BaseDataSource\nexcept ImportError:\n    pass\n',
      [],
    ],
    [
      'a string',
      'patch("connectors.source.BaseDataSource")\n',
      ['next connectors.source.BaseDataSource > connectors_sdk.source.BaseDataSource'],
    ],
    ['its own module', 'from connectors.sources.acme_client import x\npatch("connectors.sources.acme.y")\n', []],
    ['third-party code', 'import aiohttp\nfrom elasticsearch import helpers\n', []],
  ])('%s', async (_, text, expected) => {
    const files = [says(main, text), says('connectors/sources/acme_client.py', 'x = 1\n')];
    expect(await dead(fork([...ahead, 'fork from v9.2.0', ...files]))).toEqual(expected);
  });

  it('warns of the next upgrade, and fails it when the target was named', async () => {
    const repository = fork([
      ...ahead,
      'fork from v9.2.0',
      says(main, 'from connectors.source import BaseDataSource\n'),
    ]);
    const severities = async (...argv: string[]) =>
      (await found('dead-import', repository, ...argv)).map(({ severity }) => severity);
    expect(await severities()).toEqual(['warn']);
    expect(await severities('--target', 'v9.3.0')).toEqual(['error']);
  });

  it('says now what the merged tree lacks, whether the file was written before the merge or after it', async () => {
    const text = 'from connectors.source import BaseDataSource\n';
    const expected = ['now connectors.source.BaseDataSource > connectors_sdk.source.BaseDataSource'];
    expect(await dead(fork([...merged, 'fork from v9.3.0', says(moved, text)]))).toEqual(expected);
    expect(await dead(fork([...merged, 'fork from v9.3.0', says(main, text)]))).toEqual(expected);
    const further = ['upstream main', says('README.md', 'new\n'), 'tag v9.3.1'];
    expect(await dead(fork([...merged, ...further, 'fork from v9.3.0', says(moved, text)]))).toEqual(expected);
    const before = [
      'fork from v9.2.0',
      says(main, text),
      'fork merges v9.3.0',
      says(moved, text),
      `  ${main} is deleted`,
    ];
    expect(await dead(fork([...merged, ...before]))).toEqual(expected);
  });

  it('takes what the fork itself wrote into a module of upstream for there', async () => {
    const utils = 'connectors/utils.py';
    const lines = [
      'upstream main: trees/9.2/',
      'tag v9.2.0',
      'upstream main',
      says('README.md', 'new\n'),
      'tag v9.2.1',
    ];
    const edit = [says(utils, 'def acme():\n    return 1\n'), says(main, 'from connectors.utils import acme\n')];
    expect(await dead(fork([...lines, 'fork from v9.2.0', ...edit]))).toEqual([]);
  });

  it('costs no process of git, and reads nothing when the fork added no code', async () => {
    const count = async (text: string): Promise<number> => {
      const repository = fork([...ahead, 'fork from v9.2.0', text]);
      return (await forkLint(repository.dir, '--debug')).stderr.trimEnd().split('\n').length;
    };
    const plain = await count(says('tests/sources/fixtures/acme/a.txt', 'a\n'));
    const some = await count(says(main, 'from connectors.source import BaseDataSource\n'));
    expect(some).toBeLessThanOrEqual(plain + 1); // the one open reader
    expect(some).toBeLessThanOrEqual(14);
  });
});

describe('changed-signature', () => {
  const utils = (parameters: string): string => says('connectors/utils.py', `def wait(${parameters}):\n    return 1\n`);

  it.each([
    ['a keyword that is gone', 'seconds, jitter=0', 'seconds', 'wait(1, jitter=2)', ['takes no keyword jitter']],
    ['a call that still fits', 'seconds, jitter=0', 'seconds', 'wait(1)', []],
    ['a new required parameter', 'seconds', 'seconds, unit', 'wait(1)', ['needs unit']],
  ])('%s', async (_, old, now, call, expected) => {
    const text = `from connectors.utils import wait\n\n${call}\n`;
    const history = ['upstream main: trees/9.2/', utils(old), 'tag v9.2.0', 'upstream main', utils(now), 'tag v9.2.1'];
    const rows = await found('changed-signature', fork([...history, 'fork from v9.2.0', says(main, text)]));
    expect(rows.map(({ data }) => data['problem'])).toEqual(expected);
    const after = ['fork from v9.2.0', says(main, text), 'fork merges v9.2.1'];
    const today = await found('changed-signature', fork([...history, ...after]));
    expect(today.map(({ when, data }) => `${when} ${data['problem']}`)).toEqual(expected.map((one) => `now ${one}`));
  });
});

describe('--fix', () => {
  const text = [
    '# keep me',
    'from connectors.source import BaseDataSource,   ConfigurableFieldValueError # both',
    'from connectors.utils import (',
    '    retryable,  # stays',
    ')',
    "TARGET = 'connectors.source:BaseDataSource'",
    '',
  ].join('\n');
  const history = [...merged, 'fork from v9.3.0', says(moved, text)];
  const only = ['--only', 'dead-import'];
  const disk = (): string => join(told?.dir ?? '', moved);

  it('changes nothing but the tokens, once', async () => {
    const { dir } = fork(history, { checkout: true });
    const shown = await forkLint(dir, ...only, '--fix-dry-run');
    expect([shown.code, shown.stdout]).toEqual([
      1,
      expect.stringContaining("+TARGET = 'connectors_sdk.source:BaseDataSource'"),
    ]);
    expect(readFileSync(disk(), 'utf8')).toBe(text);
    const fixed = await forkLint(dir, ...only, '--fix');
    const expected = text.replaceAll('connectors.source', 'connectors_sdk.source');
    expect([fixed.code, fixed.stderr]).toEqual([0, `fixed: rewrote 3 imports in ${moved}\n`]);
    expect(readFileSync(disk(), 'utf8')).toBe(expected);
    const again = await forkLint(dir, ...only, '--fix');
    expect([again.code, again.stderr, readFileSync(disk(), 'utf8')]).toEqual([0, '', expected]);
  });

  it('refuses a file that holds uncommitted work', async () => {
    const { dir } = fork(history, { checkout: true });
    writeFileSync(disk(), `${text}# mine\n`);
    const { code, stderr } = await forkLint(dir, ...only, '--fix');
    expect([code, stderr]).toEqual([2, expect.stringContaining('not committed')]);
    expect(readFileSync(disk(), 'utf8')).toBe(`${text}# mine\n`);
  });

  it('rewrites nothing before the merge', async () => {
    const { dir } = fork([...ahead, 'fork from v9.2.0', says(main, text)], { checkout: true });
    await forkLint(dir, ...only, '--fix');
    expect(readFileSync(join(dir, main), 'utf8')).toBe(text);
  });
});

describe('fork-lint api', () => {
  it('is a command', async () => {
    const { dir } = fork([...ahead, 'fork from v9.2.0']);
    const { code, stdout } = await forkLint(dir, 'api', 'v9.2.0', 'v9.3.0');
    expect([code, stdout]).toEqual([0, expect.stringContaining('connectors.source.BaseDataSource')]);
    expect(await forkLint(dir, 'api', 'v9.2.0')).toMatchObject({ code: 2 });
  });
});
