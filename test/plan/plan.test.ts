import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { configKeys, requiresPython } from '../../src/plan/config-keys.ts';
import type { Plan } from '../../src/plan/model.ts';
import { stackItems } from '../../src/plan/stack.ts';
import { planReporters } from '../../src/reporters/plan.ts';
import { plain } from '../../src/reporters/terminal.ts';
import { stackPath } from '../../src/stack/path.ts';
import { forkLint } from '../support/lint.ts';
import { tell, tellHistory } from '../support/story.ts';

async function planned(story: string, ...argv: readonly string[]) {
  const told = tell(story);
  try {
    return await forkLint(told.dir, 'plan', ...argv);
  } finally {
    told.remove();
  }
}

interface Item {
  readonly text: string;
  readonly commands: readonly string[];
  readonly known: { readonly verified: boolean };
}

async function sections(story: string, ...argv: readonly string[]): Promise<Map<string, readonly Item[]>> {
  const { code, stdout, stderr } = await planned(story, ...argv, '-f', 'json');
  expect([code, stderr]).toEqual([0, '']);
  const { sections: all }: { sections: { name: string; items: Item[] }[] } = JSON.parse(stdout);
  return new Map(all.map(({ name, items }) => [name, items]));
}

describe('fork-lint plan', () => {
  it('tells all ten parts in every format', async () => {
    for (const format of ['text', 'markdown', 'github', 'junit'] as const) {
      const { code, stdout } = await planned('a-year-behind', '-f', format);
      expect(code).toBe(0);
      for (const letter of 'abcdefghij')
        if (format !== 'github' || 'abcd'.includes(letter)) expect(stdout).toContain(`(${letter}) `);
    }
  });

  it('has a merge command for a clean merge, and says so', async () => {
    const merge = (await sections('clean-fork')).get('merge') ?? [];
    expect(merge.some(({ text }) => text.includes('it merges cleanly'))).toBe(true);
    expect(merge.flatMap(({ commands }) => commands).filter((line) => line.startsWith('git'))).toHaveLength(3);
  });

  it('asks for port where upstream moved what the fork changed', async () => {
    const merge = (await sections('a-year-behind')).get('merge') ?? [];
    expect(merge.flatMap(({ commands }) => commands)).toContainEqual(
      expect.stringMatching(/^fork-lint port --target \S+ --branch \S+ --merge$/),
    );
  });

  it('gives a fork without upstream’s history a base to merge from', async () => {
    const history = [
      'upstream main: trees/9.2/',
      'tag v9.2.0',
      'upstream main: README.md says "# Connectors, newer\\n"',
      '  connectors/VERSION says "9.2.1\\n"',
      'tag v9.2.1',
      'fork without history: trees/9.2/',
      '  connectors/utils.py says "x = 1\\n"',
    ].join('\n');
    const told = tellHistory(history, undefined, { checkout: true });
    try {
      const { stdout } = await forkLint(told.dir, 'plan', '--target', 'v9.2.1', '-f', 'json');
      const plan: { sections: { name: string; items: Item[] }[] } = JSON.parse(stdout);
      const merge = plan.sections.find(({ name }) => name === 'merge')?.items ?? [];
      const commands = merge.flatMap((item) => item.commands).filter((line) => line.startsWith('git'));
      expect(commands.some((line) => line.includes('git commit-tree'))).toBe(true);
      const who = ['AUTHOR', 'COMMITTER'].flatMap((role) => [`GIT_${role}_NAME=a`, `GIT_${role}_EMAIL=a@example.org`]);
      for (const line of commands) execFileSync('env', [...who, 'sh', '-ec', line], { cwd: told.dir, stdio: 'ignore' });
      expect(told.git('diff', '--name-only', 'v9.2.1', 'HEAD')).toBe('connectors/utils.py\n');
    } finally {
      told.remove();
    }
  });

  it('leads a fork of 8.6 by 8.19, Enterprise Search and the work by hand', async () => {
    const plan = await sections('fork-of-8.6');
    const texts = (name: string): string => (plan.get(name) ?? []).map(({ text }) => text).join('\n');
    expect(texts('route')).toContain('in 2 steps: 8.6.0, then 8.19 (its newest patch), then 9.2.0');
    expect(texts('stack')).toMatch(
      /step 1: upgrade Elasticsearch.*\n.*step 1: run Enterprise Search the newest 8\.19 once.*\n.*step 1: upgrade Kibana.*\n.*step 2: upgrade Elasticsearch to 9\.2\.0/,
    );
    expect((plan.get('by-hand') ?? []).length).toBe(4);
    expect((plan.get('by-hand') ?? []).every(({ known }) => !known.verified)).toBe(true);
  });

  it('has nothing to plan for a fork that is up to date', async () => {
    const { code, stderr } = await planned('clean-fork', '--target', 'v9.2.0');
    expect([code, stderr]).toEqual([2, expect.stringContaining('holds nothing that the fork lacks')]);
  });

  it.each([
    ['--target', 'v99'],
    ['-f', 'pdf'],
  ])('refuses %s %s', async (...argv) => expect((await planned('clean-fork', ...argv)).code).toBe(2));

  it('neutralises what others wrote', () => {
    const item = {
      text: '`x` <b> @team [a](b)\u001b[31m\n# h',
      known: { verified: true as const, by: 'git' },
      commands: ['echo `a` ```'],
      links: [],
      done: false,
    };
    const point = { ref: 'a|b', sha: 'f'.repeat(40), version: null };
    const plan: Plan = {
      fork: point,
      base: point,
      target: point,
      sections: [{ name: 'merge', title: 'Merge', items: [item] }],
      notes: [],
    };
    const told = planReporters.markdown(plan);
    expect(told).not.toMatch(/<b>|@team|\[a\]\(b\)|\n# h/);
    expect(told).toContain('````');
    expect(planReporters.text(plan, plain)).not.toContain('\u001b');
  });
});

describe('the order of the stack', () => {
  const order = (from: string, to: string): string[] =>
    stackItems(stackPath({ from, to }), from, to).flatMap(
      ({ text }) => /(?:upgrade|run) (Elasticsearch|Enterprise Search|Kibana)/.exec(text)?.[1] ?? [],
    );
  it.each([
    ['9.2.0', '9.5.2', ['Elasticsearch', 'Kibana']],
    ['8.7.0', '8.9.0', ['Elasticsearch', 'Enterprise Search', 'Kibana']],
    ['8.7.0', '9.5.2', ['Elasticsearch', 'Enterprise Search', 'Kibana', 'Elasticsearch', 'Kibana']],
    ['8.12.0', '8.19.0', ['Elasticsearch', 'Enterprise Search', 'Kibana']],
    ['8.17.4', '9.5.2', ['Elasticsearch', 'Enterprise Search', 'Kibana', 'Elasticsearch', 'Kibana']],
    ['8.17.4', '9.0.1', ['Elasticsearch', 'Enterprise Search', 'Kibana', 'Elasticsearch', 'Kibana']],
    [
      '7.10.2',
      '9.5.2',
      [
        'Elasticsearch',
        'Enterprise Search',
        'Kibana',
        'Elasticsearch',
        'Enterprise Search',
        'Kibana',
        'Elasticsearch',
        'Kibana',
      ],
    ],
  ])('%s to %s', (from, to, expected) => expect(order(from, to)).toEqual(expected));
});

describe('settings', () => {
  it('are comments of their own from 8.10', () =>
    expect([
      ...configKeys('## = Head =\n#elasticsearch.host: x\n##  elasticsearch.no: prose\n#connectors:\n#  - id: 1\n'),
    ]).toEqual(['elasticsearch.host', 'connectors']));
  it('are nested YAML before', () =>
    expect([...configKeys("a:\n  b: 1\n  c:\n    d: 'x'\nsources:\n  wiki: m:C\nlist:\n")].sort()).toEqual([
      'a.b',
      'a.c.d',
      'list',
      'sources',
    ]));
  it.each([
    ['requires-python = ">=3.10,<3.12"', '>=3.10,<3.12'],
    ['    msg = "Requires Python 3.10 or higher."', '>=3.10'],
    ["python_requires='>=3.8'", '>=3.8'],
    ['nothing', null],
  ])('%s', (text, python) => expect(requiresPython([null, text])).toBe(python));
});
