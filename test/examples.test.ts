// What the pages have their reader type, and where their links lead.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Commands, cli } from '../src/cli/cli.ts';
import { essays } from '../src/pages.ts';
import { diskOf } from './support/drawn.ts';
import { anchorsIn, linksIn, namedCommands, pages, pageText, shellBlocks } from './support/examples.ts';
import { forkLint } from './support/lint.ts';
import { type Repository, tell } from './support/story.ts';

describe.each(pages)('%s', (path) => {
  const page = pageText(path);

  it('links to pages and headings that exist', () => {
    const dead = linksIn(page).filter((to) => {
      if (/^https?:\/\//.test(to)) return false;
      const [file = '', anchor] = to.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      if (!existsSync(diskOf(target))) return true;
      return anchor !== undefined && !anchorsIn(pageText(target)).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  it.runIf(namedCommands(page).length)('names commands and flags that exist', async () => {
    const wrong: string[] = [];
    for (const command of namedCommands(page).flatMap(spelled)) {
      const problem = await misunderstood(command);
      if (problem !== null) wrong.push(`${command}: ${problem}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('the README', () => {
  // what is typed before a push and on a pull request, test/ci/readme.test.ts types
  const blockThat = (start: string): readonly string[] => {
    const block = shellBlocks(pageText('README.md')).find(([first]) => first?.startsWith(start));
    if (block === undefined) throw new Error(`no block of the README starts with ${start}`);
    return block;
  };
  const own = blockThat('git remote add upstream');
  const adopting = blockThat('fork-lint init');

  it('looks at a fork', () =>
    inStory(async (told) => {
      for (const line of own) {
        if (line.startsWith('git ')) continue; // the story has its upstream already, and no network
        const { code, stdout, stderr } = await typed(told, line.replace('upstream/9.3', 'v9.3.0'));
        expect({ line, known: code < 2, stderr, silent: stdout === '' }).toEqual({
          line,
          known: true,
          stderr: '',
          silent: false,
        });
      }
    }));

  it('adopts an old fork, which is green then', () =>
    inStory(async (told) => {
      told.git('config', 'user.name', 'Somebody');
      told.git('config', 'user.email', 'somebody@example.org');
      let last = 0;
      for (const line of adopting)
        last = (
          await typed(told, line === 'fork-lint init --yes' ? `${line} --skip-fetch --hook no --workflow no` : line)
        ).code;
      expect(last).toBe(0);
    }));
});

it('explains every page that is about no single rule', async () => {
  for (const name of essays) {
    const { code, stdout } = await forkLint('.', 'explain', name);
    expect({ code, title: stdout.split('\n')[0] }).toEqual({ code: 0, title: name });
  }
});

describe('a page that is wrong', () => {
  it.each([
    ['fork-lint prot --target v9', 'there is no command prot; did you mean port?'],
    ['fork-lint port --targt v9', 'there is no flag --targt; did you mean --target?'],
    ['fork-lint carry renew', 'renew is not expected here'],
  ])('%s', async (command, problem) => expect(await misunderstood(command)).toBe(problem));

  it('is noticed by what it has its reader type', () => {
    const page =
      '```sh\n# first\nfork-lint   # why\ngit push\n```\n`fork-lint carry add\\|list`, [x](a.md#b).\n## What to do\n';
    expect(shellBlocks(page)).toEqual([['fork-lint', 'git push']]);
    expect(namedCommands(page).flatMap(spelled)).toEqual(['fork-lint carry add', 'fork-lint carry list']);
    expect([linksIn(page), anchorsIn(page)]).toEqual([['a.md#b'], ['what-to-do']]);
  });
});

async function inStory(use: (told: Repository) => Promise<void>): Promise<void> {
  const told = tell('a-year-behind', { checkout: true });
  try {
    await use(told);
  } finally {
    told.remove();
  }
}

/** Types a line of ours or of git's in a story. */
async function typed(
  told: Repository,
  line: string,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const [program, ...argv] = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  if (program === 'fork-lint') return forkLint(told.dir, ...argv);
  return { code: 0, stdout: told.git(...argv), stderr: '' };
}

/** A command as pages name it, spelled out: each of `add|list`, `[check]` with and without, `PATH...` once. */
function spelled(command: string): string[] {
  const plain = command.replaceAll('...', '').replace(/\[([^\]]*)\]/g, '$1');
  const [choice] = /\S+(?:\|\S+)+/.exec(plain) ?? [];
  return choice === undefined ? [plain] : choice.split('|').map((one) => plain.replace(choice, one));
}

/** What the command line has against a command, or null; nothing is run. */
async function misunderstood(command: string): Promise<string | null> {
  const [, ...argv] = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  try {
    await cli(argv, () => Promise.resolve(nothing), { version: '0', width: 100, print: () => {} });
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // the name of a command without what it is about is a name, not a command to type
    return /^the command needs to know/.test(message) ? null : message;
  }
}

const done = (): Promise<number> => Promise.resolve(0);
const nothing: Commands = {
  check: done,
  rules: done,
  explain: done,
  plan: done,
  preflight: done,
  api: done,
  copy: done,
  port: done,
  export: done,
  init: done,
  ci: done,
  carry: { add: done, list: done, prune: done },
  hook: { install: done, uninstall: done, run: done },
};
