import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { forkLint } from './support/lint.ts';
import { fixtures, type Repository, storyNames, type Telling, tell, tellHistory } from './support/story.ts';

async function during<T>(name: string, work: (told: Repository) => Promise<T>, telling?: Telling): Promise<T> {
  const told = tell(name, telling);
  try {
    return await work(told);
  } finally {
    told.remove();
  }
}

describe.concurrent.each(storyNames())('%s', (name) => {
  it('reads as its report.txt says', async ({ expect }) => {
    const { stdout, stderr } = await during(name, ({ dir }) => forkLint(dir));
    expect(stderr).toBe('');
    await expect(stdout).toMatchFileSnapshot(join(fixtures, name, 'report.txt'));
  });

  it('gives programs the findings of its findings.jsonl, the same twice, and those that the text counts', async ({
    expect,
  }) => {
    const [text, once, again, lines] = await during(name, async ({ dir }) => {
      const file = join(dir, 'findings.jsonl');
      return [
        await forkLint(dir),
        await forkLint(dir, '--format', 'json'),
        await forkLint(dir, '--format', 'json', '--format', `jsonl=${file}`),
        readFileSync(file, 'utf8'),
      ] as const;
    });
    expect(again).toEqual(once);
    await expect(lines).toMatchFileSnapshot(join(fixtures, name, 'findings.jsonl'));
    const { counts, findings: all } = JSON.parse(once.stdout) as Json;
    const findings = all.filter(({ carried }) => !carried);
    expect(counts.carried).toBe(all.length - findings.length);
    expect(findings.map(({ severity }) => severity).sort()).toEqual([
      ...repeat('error', counts),
      ...repeat('info', counts),
      ...repeat('warn', counts),
    ]);
    expect(countsIn(text.stdout)).toEqual({ error: counts.error, warn: counts.warn, info: counts.info });
    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual(rulesIn(text.stdout));
    expect([text.code, once.code]).toEqual(counts.error > 0 ? [1, 1] : [0, 0]);
  });
});

describe('a story', () => {
  it('is the same repository wherever and whenever it is told', () => {
    const ids = (telling: Telling): string[] => {
      const told = tell('a-year-behind', telling);
      const refs = told.git('for-each-ref', '--format=%(objectname) %(refname)');
      told.remove();
      return refs.trim().split('\n');
    };
    expect(ids({})).toEqual(ids({ checkout: true }));
    expect(ids({})).toContainEqual(expect.stringMatching(/^[0-9a-f]{40} refs\/remotes\/upstream\/main$/));
  });

  it('reads the same from a work tree as from a bare repository', async () => {
    const of = (telling: Telling): Promise<unknown> => during('hostile-names', ({ dir }) => forkLint(dir), telling);
    expect(await of({ checkout: true })).toEqual(await of({}));
  });
});

describe('a history that makes no sense', () => {
  it.each([
    ['upstream main: trees/9.2/\nfork of v9.2.0', 'history:2: cannot make sense of "fork of v9.2.0"'],
    ['upstream main: trees/9.2/\n  README.md is gone', 'history:2: cannot make sense of "README.md is gone"'],
    ['  README.md is deleted', 'history:1: an indented line belongs to a commit'],
    ['tag v9.2.0', 'history:1: nothing to tag yet'],
    ['upstream main: trees/9.2/\nfork from v9.2.0: trees/9.2/', 'the story has no v9.2.0 (yet)'],
    ['upstream main: trees/1.0/', 'there is no folder trees/1.0/ for the history to read'],
    [
      [
        'upstream main: a says "1"\ntag v1',
        'fork from v1: a says "2"',
        'upstream main: a says "3"',
        'fork merges upstream/main',
      ].join('\n'),
      'history:5: both sides changed a; say what became of it',
    ],
  ])('%j', (history, complaint) => expect(() => tellHistory(history)).toThrow(complaint));
});

it('is never told inside the directory we run in', () => {
  vi.stubEnv('TMPDIR', fixtures);
  try {
    expect(() => tell('clean-fork')).toThrow(/stories are told outside of/);
  } finally {
    vi.unstubAllEnvs();
  }
});

interface Json {
  readonly counts: Readonly<Record<'error' | 'warn' | 'info' | 'carried', number>>;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly carried: boolean }[];
}

function repeat(severity: 'error' | 'warn' | 'info', counts: Json['counts']): string[] {
  return Array.from({ length: counts[severity] }, () => severity);
}

/** What the last line counts: `✖ 2 errors, 1 warning, 3 info in …`. */
function countsIn(text: string): Omit<Json['counts'], 'carried'> {
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(last)?.[1] ?? 0);
  return { error: count('error'), warn: count('warning'), info: count('info') };
}

/** The rules that head a group, today's or to come: `error framework-edit · 2 in 2 files`. */
function rulesIn(text: string): string[] {
  const heads = text.matchAll(/^(?:error|warning|info) ([a-z-]+)(?: · \d+(?: in \d+ files)?)?$/gm);
  return [...new Set([...heads].map(([, rule]) => rule ?? ''))].sort();
}
