import { expect, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { tellHistory } from '../support/story.ts';

interface Told {
  readonly base: { readonly ref: string; readonly how: string; readonly bases: readonly string[] };
  readonly fork: { readonly ownCommits: number; readonly ownMerges: number };
  readonly changes: readonly {
    readonly path: string;
    readonly homes: readonly string[];
  }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly message: string;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

/** What a check tells programs of a history. */
async function told(history: readonly string[], ...argv: readonly string[]): Promise<Told> {
  const repository = tellHistory(history.join('\n'));
  try {
    const { stdout, stderr } = await forkLint(repository.dir, '--format', 'json', ...argv);
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as Told;
  } finally {
    repository.remove();
  }
}

const says = (path: string, text: string): string => `  ${path} says ${JSON.stringify(text)}`;
const start = ['upstream main: trees/9.2/', 'tag v9.2.0'];

it('counts a fork of two lines by what its own commits touched', async () => {
  const { base, fork, changes } = await told([
    ...start,
    'upstream 9.2 from v9.2.0',
    says('docs/line.md', 'of the line\n'),
    'upstream main',
    says('docs/main.md', 'of main\n'),
    'fork from upstream/9.2',
    says('notes/own.md', 'a\nb\nc\n'),
    'fork merges upstream/main',
    'fork',
    says('notes/moved.md', 'a\nb\nc\n'),
    '  notes/own.md is deleted',
  ]);
  expect(base.bases).toHaveLength(2);
  expect(fork).toMatchObject({ ownCommits: 3, ownMerges: 1 });
  expect(changes.map(({ path }) => path)).toEqual(['notes/moved.md']);
});

it('is given its base', async () => {
  const history = [
    ...start,
    'upstream main',
    says('README.md', 'new\n'),
    'tag v9.2.1',
    'fork from v9.2.1',
    says('own.md', 'x\n'),
  ];
  const given = await told(history, '--base', 'v9.2.0');
  expect(given.changes.map(({ path }) => path)).toEqual(['README.md', 'own.md']);
  expect(given.base).toMatchObject({
    ref: 'v9.2.0',
    how: 'given',
    bases: [expect.any(String)],
  });
  expect((await told(history)).base).toMatchObject({ ref: 'upstream/main', how: 'graph' });
});

it('tells the releases on the way, oldest first', async () => {
  const release = (version: string) => ['upstream main', says('connectors/VERSION', version), `tag v${version}`];
  const versions = ['9.9.0', '9.10.0', '9.11.0'];
  const history = [...start, ...versions.flatMap(release), 'fork from v9.2.0', says('own.md', 'x\n')];
  const { findings } = await told(history, '--target', 'v9.10.0');
  const behind = findings.flatMap(({ rule, data }) => (rule === 'far-behind' ? [data['lines']] : []));
  expect(behind).toEqual([['9.9', '9.10']]);
});

it('stands on its own commit where upstream has it', async () => {
  const { base, fork, changes } = await told([...start, 'fork from v9.2.0']);
  expect({ how: base.how, bases: base.bases.length, changes }).toEqual({ how: 'graph', bases: 1, changes: [] });
  expect(fork).toMatchObject({ ownCommits: 0, ownMerges: 0 });
});

const lines = (name: string): string => Array.from({ length: 6 }, (_, i) => `${name}_value_${i} = ${i}\n`).join('');

it.each([
  ['connectors/acme.py', 'connectors/acme/client.py', 'tests/test_other.py'],
  ['tests/test_acme.py', 'tests/acme/test_client.py', 'connectors/other.py'],
  ['tests/test_acme.py', 'tests/sources/test_acme.py', 'docs/other.py'],
  ['docs/acme.md', 'docs/acme/client.md', 'docs/other.rst'],
  ['connectors/sources/acme.py', 'connectors/other.py', 'connectors/other.md'],
])('takes for what became of %s nothing of another kind', async (old, home, other) => {
  const { changes } = await told([
    ...start,
    'upstream main',
    says(old, lines('one') + lines('two')),
    'tag v9.2.1',
    'upstream main',
    `  ${old} is deleted`,
    says(home, lines('one')),
    says(other, lines('two')),
    'tag v9.2.2',
    'fork from v9.2.1',
    says(old, `${lines('one')}${lines('two')}own_value = 1\n`),
  ]);
  expect(changes.map(({ path, homes }) => [path, ...homes])).toEqual([[old, home]]);
});

it('takes a test for no home of a module, whatever it holds and though the fork changed a test that is gone too', async () => {
  const [module, test] = ['connectors/acme.py', 'tests/test_acme.py'] as const;
  const { changes } = await told([
    ...start,
    'upstream main',
    says(module, lines('one') + lines('two')),
    says(test, lines('three')),
    'tag v9.2.1',
    'upstream main',
    ...[module, test].map((path) => `  ${path} is deleted`),
    says('connectors/acme/client.py', lines('one')),
    says('tests/test_client.py', lines('two')),
    says('tests/test_server.py', lines('three')),
    'tag v9.2.2',
    'fork from v9.2.1',
    says(module, `${lines('one')}${lines('two')}own_value = 1\n`),
    says(test, `${lines('three')}own_value = 1\n`),
  ]);
  expect(changes.map(({ path, homes }) => [path, ...homes])).toEqual([
    [module, 'connectors/acme/client.py'],
    [test, 'tests/test_server.py'],
  ]);
});

const method = (name: string, value = 1): string =>
  `    def ${name}(self):\n        ${name}_first = ${value}\n        return self.${name}_next(${name}_first)\n\n`;

it('says of each edit where the target keeps what it is in', async () => {
  const source = (name: string): string => `connectors/sources/${name}.py`;
  const [acme, api, more] = [source('acme'), source('acme_api'), source('acme_more')] as const;
  const { findings } = await told([
    ...start,
    'upstream main',
    says(
      acme,
      `class Acme:\n${['kept', 'dropped', 'cut'].map((name) => method(name)).join('')}class More:\n${method('more')}`,
    ),
    'tag v9.2.1',
    'upstream main',
    `  ${acme} is deleted`,
    says(api, `class Acme:\n${method('kept')}${method('cut')}`),
    says(more, `class More:\n${method('more')}`),
    'tag v9.2.2',
    'fork from v9.2.1',
    says(
      acme,
      `class Acme:\n${method('kept', 2)}${method('dropped', 2)}${method('own')}class More:\n${method('more', 2)}`,
    ),
  ]);
  const edits = findings.filter(({ rule }) => rule === 'source-edit');
  expect(
    edits.map(({ message }) =>
      message
        .split(/ (?:[+-]\d+ )*[+-]\d+;|;/)
        .slice(0, 2)
        .join(':'),
    ),
  ).toEqual([
    'Acme.kept changed: moved to connectors/sources/acme_api.py',
    'Acme.dropped changed: moved to one of 2 files',
    'Acme.own added: moved to connectors/sources/acme_api.py',
    'Acme.cut deleted: moved to connectors/sources/acme_api.py',
    'More.more changed: moved to connectors/sources/acme_more.py',
  ]);
});

it('bears a fork without a VERSION, however much it changed', async () => {
  const own = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => says(`own/${name}.md`, `${name}\n`));
  const { base } = await told([...start, 'fork from v9.2.0', '  connectors/VERSION is deleted', ...own]);
  expect(base).toMatchObject({ ref: 'upstream/main', how: 'graph' });
});
