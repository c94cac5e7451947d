import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { carryRules, rules } from '../rules/index.ts';
import { essays } from '../src/pages.ts';
import { fixtures, storyNames } from './support/story.ts';

const folder = fileURLToPath(new URL('../rules/', import.meta.url));
const names = rules.map(({ name }) => name);
const named = (ending: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending) && file !== 'index.ts')
    .map((file) => file.slice(0, -ending.length))
    .sort();
const pathOf = (story: string): string => join(fixtures, story, 'report.txt');
const report = (story: string): string => (existsSync(pathOf(story)) ? readFileSync(pathOf(story), 'utf8') : '');
const speaks = (rule: string, story: string): boolean =>
  new RegExp(`^(?:error|warning|info) ${rule}(?: ·|$)`, 'm').test(report(story));

/** What the `data` of each rule holds, in all stories. */
const keys = new Map<string, Set<string>>();
for (const story of storyNames()) {
  for (const line of readFileSync(join(fixtures, story, 'findings.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')) {
    const { rule, data }: { readonly rule: string; readonly data: object } = JSON.parse(line);
    keys.set(rule, new Set([...(keys.get(rule) ?? []), ...Object.keys(data)]));
  }
}

describe('the rules', () => {
  it('are all in the index, once', () => expect([...names].sort()).toEqual(named('.ts')));
  it('have a page each, and no page is left over', () => expect(named('.md')).toEqual([...names, ...essays].sort()));
});

it('those that speak about carries are told apart: they run when it is known how each carry fared', () =>
  expect(carryRules.map(({ name }) => name)).toEqual(names.filter((name) => /\bcarry\b/.test(name))));

describe.each(rules)('$name', ({ name, summary, severity, when, advice }) => {
  it('is a noun: what was found, in one to three words', () => {
    expect(name).toMatch(/^(?!no-)[a-z]+(?:-[a-z]+){0,2}$/);
    expect(name).toMatch(
      /-(?:edit|addition|revert|marker|conflict|format|behind|new|expired|unused|carry|name|tests|source|collision|change|path|ga|import|signature|secret)$/,
    ); // a new ending is a new word here
  });

  it('says how loud it is, of which day, and what to do', () => {
    expect(['error', 'warn', 'info']).toContain(severity);
    expect(['now', 'next']).toContain(when);
    expect(advice).toMatch(/^.{20,}[^.]$/);
  });

  it('has a page that begins with its name and its summary', () => {
    const page = join(folder, `${name}.md`);
    expect(existsSync(page)).toBe(true);
    const [title, blank, paragraph, after] = readFileSync(page, 'utf8').split('\n');
    expect([title, blank, paragraph, after]).toEqual([`# ${name}`, '', summary, '']);
  });

  it('has a page that tells each key of its data', () => {
    const page = readFileSync(join(folder, `${name}.md`), 'utf8');
    const told = [...page.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []);
    expect(told).toEqual(expect.arrayContaining([...(keys.get(name) ?? [])]));
  });

  it('speaks in at least one story', () => expect(storyNames().filter((story) => speaks(name, story))).not.toEqual([]));

  it('has nothing against the clean fork', () => {
    // context is welcome there: how far behind it is, and which line of the registry is its own
    if (severity !== 'info') expect(speaks(name, 'clean-fork')).toBe(false);
  });
});

it('has a report of every story; `npm test -- -u` draws one', () =>
  expect(storyNames().filter((story) => report(story) === '')).toEqual([]));

it('keeps the clean fork green', () => {
  expect(report('clean-fork')).toMatch(/^✔ /m);
  expect(report('clean-fork')).not.toMatch(/^(?:error|warning) /m);
});
