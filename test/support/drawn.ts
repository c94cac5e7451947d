import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rules } from '../../rules/index.ts';
import { essays } from '../../src/pages.ts';
import type { Rule } from '../../src/rule.ts';
import { forkLint } from './lint.ts';
import {
  drawBetween,
  drawPage,
  drawRuns,
  type Run,
  rulesTable,
  runsIn,
  type Shown,
  storiesIn,
  storiesList,
} from './pages.ts';
import { type Repository, readStory, storyNames, tell } from './story.ts';
import { terminalSvg } from './terminal-svg.ts';

const root = new URL('../../', import.meta.url);

/** A page as it lies there, and as it should. */
export interface Drawn {
  /** From the root of this repository. */
  readonly path: string;
  readonly is: string;
  readonly should: string;
}

/** Where a page lies on disk. */
export const diskOf = (path: string): string => fileURLToPath(new URL(path, root));

/** Every page that holds something generated; of those in `rules/`, the wanted ones. */
export async function drawnPages(wanted = [...rules.map(({ name }) => name), ...essays]): Promise<Drawn[]> {
  const pages: Drawn[] = [];
  for (const name of wanted) {
    const path = `rules/${name}.md`;
    if (!existsSync(diskOf(path))) continue; // the test of the rules says so
    const is = readFileSync(diskOf(path), 'utf8');
    const shown = new Map<string, Shown>();
    const rule = rules.find((one) => one.name === name) ?? null;
    for (const story of storiesIn(is)) shown.set(story, await showStory(story, rule));
    const drawn = drawPage(is, (story) => shown.get(story) ?? { about: '', diff: '', report: '' });
    pages.push({ path, is, should: drawRuns(drawn, await printed(runsIn(is))) });
  }
  return [...pages, ...lists(), await recording()];
}

/** The story that README shows as people see it in their terminal. */
async function recording(): Promise<Drawn> {
  const path = '.github/terminal.svg';
  const told = tell('a-year-behind');
  try {
    const { stdout: output } = await forkLint(told.dir, '--color', 'always');
    const is = existsSync(diskOf(path)) ? readFileSync(diskOf(path), 'utf8') : '';
    return { path, is, should: terminalSvg({ command: 'fork-lint', output, most: 34 }) };
  } finally {
    told.remove();
  }
}

function lists(): Drawn[] {
  const drawings = [
    ['README.md', 'rules', rulesTable(rules, 'rules/')],
    ['fixtures/README.md', 'stories', storiesList(storyNames().map(readStory))],
  ] as const;
  return drawings.flatMap(([path, marker, text]) => {
    if (!existsSync(diskOf(path))) return [];
    const is = readFileSync(diskOf(path), 'utf8');
    return [{ path, is, should: drawBetween(is, marker, text) }];
  });
}

/** What one rule says of a story, and the fork's own change of the files it names; or what all rules say. */
async function showStory(name: string, rule: Pick<Rule, 'name'> | null): Promise<Shown> {
  const told = tell(name);
  const flags = rule === null ? [] : ['--only', rule.name];
  try {
    const { code, stdout: report, stderr } = await forkLint(told.dir, ...flags);
    if (code === 2) throw new Error(`${name} cannot be linted: ${stderr}`);
    const { stdout } = await forkLint(told.dir, ...flags, '--format', 'json');
    const text = [['$ fork-lint', ...flags].join(' '), report.trimEnd()].join('\n');
    return { about: readStory(name).about, diff: rule === null ? '' : diffOf(told, JSON.parse(stdout)), report: text };
  } finally {
    told.remove();
  }
}

/** What each command prints in its story, checked out once for all of them. */
async function printed(runs: readonly Run[]): Promise<string[]> {
  const places = new Map<string, Repository>();
  const answers: string[] = [];
  try {
    for (const { story, command } of runs) {
      const told = places.get(story) ?? tell(story, { checkout: true });
      places.set(story, told);
      const [program = '', ...argv] = command.split(' ');
      if (program === 'git') {
        answers.push(told.git(...argv));
        continue;
      }
      const { code, stdout, stderr } = await forkLint(told.dir, ...argv);
      if (program !== 'fork-lint' || code === 2) throw new Error(`${command} in ${story}: ${stderr}`);
      answers.push(stdout);
    }
  } finally {
    for (const told of places.values()) told.remove();
  }
  return answers;
}

interface Report {
  readonly fork: { readonly sha: string };
  readonly base: { readonly sha: string };
  readonly changes: readonly {
    readonly path: string;
    readonly from: string | null;
    readonly homes: readonly string[];
  }[];
  readonly findings: readonly { readonly path: string | null }[];
}

function diffOf(told: Repository, { fork, base, changes, findings }: Report): string {
  const named = new Set(findings.map(({ path }) => path));
  const paths = changes
    .filter(({ path, from, homes }) => [path, from, ...homes].some((one) => one !== null && named.has(one)))
    .flatMap(({ path, from }) => (from === null ? [path] : [path, from]));
  if (paths.length === 0) return '';
  const diff = told.git(
    'diff',
    '--no-color',
    '-U1',
    '-M',
    base.sha,
    fork.sha,
    '--',
    ...paths.map((path) => `:(literal)${path}`),
  );
  // ids of blobs and modes of new files tell a reader nothing
  return diff.replace(/^(?:index [0-9a-f]+\.\.[0-9a-f]+.*|diff --git .*)\n/gm, '');
}
