import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { PortReport } from '../../src/port/report.ts';
import { applyChange, type RequirementChange } from '../../src/port/requirements/apply.ts';
import { listsIn, withEntry, withoutEntry, withValue } from '../../src/port/requirements/lists.ts';
import { covers, type Requirement, requirementIn, requirementsIn } from '../../src/port/requirements/requirement.ts';
import { forkLint } from '../support/lint.ts';
import { type Repository, tellHistory } from '../support/story.ts';

const asked = (text: string): Requirement => {
  const found = requirementIn(text);
  if (found === null) throw new Error(`${text} is no requirement`);
  return found;
};

describe('a requirement', () => {
  it.each([
    ['aiohttp==3.12.14', { name: 'aiohttp', version: '==3.12.14', marker: null, text: 'aiohttp==3.12.14' }],
    ['Flask_Limiter == 3.3.1', { name: 'flask-limiter', version: '==3.3.1', text: 'Flask_Limiter==3.3.1' }],
    ["uvloop==0.20.0; sys_platform != 'win32'", { name: 'uvloop', marker: "sys_platform != 'win32'" }],
    [
      'a[x,y] >= 1, < 2 ; python_version > "3"',
      { extras: ['x', 'y'], version: '>=1,<2', marker: "python_version > '3'" },
    ],
    ['git+https://host/o/perf8#egg=perf8', { name: 'perf8', text: 'perf8@git+https://host/o/perf8#egg=perf8' }],
    ['perf8@git+https://host/o/perf8#egg=perf8', { name: 'perf8', version: '@git+https://host/o/perf8#egg=perf8' }],
    ['pyasn1<0.6.1', { name: 'pyasn1', version: '<0.6.1' }],
    [' a.B--c__d ', { name: 'a-b-c-d', extras: [], version: '', text: 'a.B--c__d' }],
    ['a[Y, x,]==1', { extras: ['x', 'y'], text: 'a[Y,x,]==1' }],
    ['a (>=1)', { version: '(>=1)' }],
    ['a~=1.0', { version: '~=1.0' }],
    ['a!=1', { version: '!=1' }],
    ['a ; x  ==  "1"', { name: 'a', version: '', marker: "x == '1'", text: 'a' }],
    ['a @ https://h/a;b ; x == 1', { name: 'a', version: '@https://h/a;b', marker: 'x == 1' }],
    ['GIT+ssh://h/o#egg=a.b&x=1 ; y', { name: 'a-b', marker: 'y' }],
  ])('is read: %s', (text, meant) => expect(requirementIn(text)).toMatchObject(meant));

  it.each(['two words', '', '==1', '"quoted"', '-r x', 'a[b', 'https://h/a'])(
    'is not read where there is none: %j',
    (text) => expect(requirementIn(text)).toBeNull(),
  );

  it.each([
    ['a==1.2', 'a==1.10', false],
    ['a==1.10', 'a==1.2', true],
    ['a==1.2', 'a==1.2.0', true],
    ['a[x]==2', 'a==1', true],
    ['a==2', 'a[x]==1', false],
    ['a>=2', 'a==1', false],
    ['a', 'a', true],
    ['a==1', 'a', true],
    ['a', 'a==1', false],
    ['a==1.2', 'a==1.2.1', false],
    ['a==2', 'a==1.9', true],
    ['a==1.9', 'a==2', false],
    ['a==2.0', 'a==1.9.9', true],
    ['a==1rc1', 'a==1', false],
    ['a==2', 'a>=1', false],
    ['a[x,y]==1', 'a[y]==1', true],
    ['a[x]==1', 'a[x,y]==1', false],
    ['a===2', 'a==1', false],
  ])('%s covers %s: %s', (one, other, does) => expect(covers(asked(one), asked(other))).toBe(does));

  it('keeps the comments above and behind it; what is no requirement is an option', () => {
    expect(requirementsIn('  # lost\n-c x\n a==1 --hash=x\n  d#e\n')).toMatchObject([
      { kind: 'option', text: '-c x' },
      { kind: 'option', text: 'a==1 --hash=x' },
      { kind: 'option', text: 'd#e' },
    ]);
    expect(requirementsIn('# one\n# two\n a-b==1\nc').map((line) => 'comments' in line && line.comments)).toEqual([
      ['# one', '# two'],
      [],
    ]);
    expect(requirementsIn('# all\n\n# why\nb==1 # yes\n-r other.txt\nc==1 \\\n')).toMatchObject([
      { kind: 'requirement', requirement: { name: 'b' }, comments: ['# why', '# yes'] },
      { kind: 'option', text: '-r other.txt' },
      { kind: 'option', text: 'c==1 \\' },
    ]);
  });
});

const toml = `# [fake]
[project]
name = "x" # dependencies = ["no"]
about = """
dependencies = ["no"]
"""
dependencies = [
    "aiohttp==1.0",
    # why b
    'beta==1.0', # pinned
    "uvloop==0.20.0; sys_platform != 'win32'",
    "zeta==1.0"
]
numbers = [1, 2]

[project.optional-dependencies]
tests= ["ruff==0.6", "pytest==7"]
none = []
`;

describe('lists of a TOML file', () => {
  it('are found by table and key, and nothing else is', () => {
    expect(listsIn(toml).map(({ name, entries }) => [name, entries.length])).toEqual([
      ['project.dependencies', 4],
      ['project.optional-dependencies.tests', 2],
      ['project.optional-dependencies.none', 0],
    ]);
  });

  const names = ['project.dependencies', 'project.optional-dependencies.tests', 'project.optional-dependencies.none'];
  const list = (text: string, name: string) => listsIn(text).find((one) => one.name === name) ?? fail(name);
  const fail = (name: string): never => {
    throw new Error(`no list ${name}`);
  };
  const values = (text: string, name: string): string[] => list(text, name).entries.map(({ value }) => value);

  it('take an entry anywhere and give it back, and nothing else changes', () => {
    const name = fc.constantFrom(...names);
    fc.assert(
      fc.property(name, fc.nat(4), fc.stringMatching(/^[a-z]{1,8}==\d$/), fc.boolean(), (at, index, value, comment) => {
        const before = values(toml, at);
        const i = Math.min(index, before.length);
        const grown = withEntry(toml, list(toml, at), i, value, comment ? ['# new'] : []);
        expect(values(grown, at)).toEqual([...before.slice(0, i), value, ...before.slice(i)]);
        for (const other of names) if (other !== at) expect(values(grown, other)).toEqual(values(toml, other));
        const entry = list(grown, at).entries[i] ?? fail(at);
        expect(values(withValue(grown, entry, 'q==2'), at)[i]).toBe('q==2');
        const back = withoutEntry(grown, list(grown, at), entry);
        expect(values(back, at)).toEqual(before);
        expect(back.replace(/[\s,]|# new/g, '')).toBe(toml.replace(/[\s,]/g, ''));
      }),
    );
  });
});

describe('a change of a requirement', () => {
  const add = (text: string): RequirementChange => ({ kind: 'add', fork: asked(text), comments: [] });
  const edit = (base: string, fork: string): RequirementChange => ({
    kind: 'edit',
    base: asked(base),
    fork: asked(fork),
  });
  const drop = (text: string): RequirementChange => ({ kind: 'delete', base: asked(text) });

  it.each([
    ['goes where the list is sorted', add('click==8'), 'added', '    "click==8",\n    "uvloop'],
    ['goes to the end, with the comma that was missing', add('zz==8'), 'added', '"zeta==1.0",\n    "zz==8"\n]'],
    ['stays above the comment of the next', add('b==1'), 'added', '"aiohttp==1.0",\n    "b==1",\n    # why b'],
    ['is known in a newer pin', add('aiohttp==0.9'), 'upstream', '"aiohttp==1.0"'],
    ['replaces what upstream left alone', edit('beta==1.0', 'beta==2.0'), 'merged', "'beta==2.0', # pinned"],
    [
      'keeps where it counts',
      edit('uvloop==0.20.0', 'uvloop==0.21'),
      'merged',
      '"uvloop==0.21; sys_platform != \'win32\'"',
    ],
    ['is known where upstream went further', edit('zeta==0.5', 'zeta==0.9'), 'upstream', '"zeta==1.0"'],
    ['is taken out with its line', drop('aiohttp==1.0'), 'deleted', 'dependencies = [\n    # why b'],
    ['was taken out by upstream too', drop('gone==1'), 'upstream', '"aiohttp==1.0"'],
  ])('%s', (_, change, how, text) => {
    const outcome = applyChange(toml, 'project.dependencies', change);
    expect(outcome).toMatchObject({ how });
    expect('text' in outcome ? outcome.text : '').toContain(text);
  });

  it.each([
    [add('aiohttp==2.0'), 'upstream asks for aiohttp==1.0, the fork for aiohttp==2.0'],
    [edit('zeta==0.5', 'zeta==2'), 'upstream asks for zeta==1.0, the fork for zeta==2'],
    [edit('gone==1', 'gone==2'), 'the target no longer asks for gone'],
    [drop('zeta==0.5'), 'upstream now asks for zeta==1.0, which the fork took out'],
  ])('is left to a person: %j', (change, reason) => {
    expect(applyChange(toml, 'project.dependencies', change)).toEqual({ reason });
  });
});

describe('a change of what is asked for several times', () => {
  const lines = ['"a==1; x", "a==2; y", "b==1"', '"a==1", "a==1; y"', '"a==1; x"'] as const;
  const [twice, alike, once] = lines.map((list) => `d = [${list}]`) as [string, string, string]; // three in, three out
  const r = (text: string): Requirement => asked(text);
  const several = (list: string): { reason: string } => ({ reason: `the target asks for a several times: ${list}` });

  it.each<[what: string, toml: string, change: RequirementChange, outcome: ReturnType<typeof applyChange>]>([
    [
      'an edit of one',
      twice,
      { kind: 'edit', base: r('a==1; x'), fork: r('a==3; x') },
      { text: twice.replace('a==1', 'a==3'), how: 'merged' },
    ],
    [
      'an edit of where it counts',
      twice,
      { kind: 'edit', base: r('a==2; y'), fork: r('a==2; z') },
      { text: twice.replace('; y', '; z'), how: 'merged' },
    ],
    [
      'an edit of where it counts, where upstream went on',
      'd = ["a==3; x"]',
      { kind: 'edit', base: r('a==2; x'), fork: r('a==2; z') },
      { text: 'd = ["a==3; z"]', how: 'merged' },
    ],
    [
      'an edit of where it counts, which upstream made too',
      'd = ["a==3; z"]',
      { kind: 'edit', base: r('a==2; x'), fork: r('a==2; z') },
      { text: 'd = ["a==3; z"]', how: 'upstream' },
    ],
    [
      'an edit of where it counts, which upstream changed otherwise',
      'd = ["a==2; y"]',
      { kind: 'edit', base: r('a==2; x'), fork: r('a==2; z') },
      { reason: 'upstream asks for a==2; y, the fork for a==2; z' },
    ],
    [
      'an edit of what says the same',
      twice,
      { kind: 'edit', base: r('a==2'), fork: r('a==3') },
      { text: twice.replace('a==2', 'a==3'), how: 'merged' },
    ],
    ['an edit of none of them', twice, { kind: 'edit', base: r('a==0'), fork: r('a==3') }, several('a==1; x, a==2; y')],
    ['a deletion of none of them', twice, { kind: 'delete', base: r('a==0') }, several('a==1; x, a==2; y')],
    [
      'a deletion of one',
      twice,
      { kind: 'delete', base: r('a==2; y') },
      { text: 'd = ["a==1; x", "b==1"]', how: 'deleted' },
    ],
    ['a deletion of what says the same twice', alike, { kind: 'delete', base: r('a==1; z') }, several('a==1, a==1; y')],
    [
      'an addition that counts elsewhere',
      twice,
      { kind: 'add', fork: r('a==9; z'), comments: [] },
      {
        text: twice.replace('"a==2', '"a==9; z", "a==2').replace('"a==9; z", "a==2; y"', '"a==2; y", "a==9; z"'),
        how: 'added',
      },
    ],
    [
      'an addition that counts there',
      twice,
      { kind: 'add', fork: r('a==9; x'), comments: [] },
      several('a==1; x, a==2; y'),
    ],
    [
      'an addition that counts everywhere',
      once,
      { kind: 'add', fork: r('a==9'), comments: [] },
      { reason: 'upstream asks for a==1; x, the fork for a==9' },
    ],
    [
      'an addition that is there',
      once,
      { kind: 'add', fork: r('a==1; x'), comments: [] },
      { text: once, how: 'upstream' },
    ],
    [
      'an addition of an extra',
      'd = ["a==1"]',
      { kind: 'add', fork: r('a[x]==1'), comments: [] },
      { reason: 'upstream asks for a==1, the fork for a[x]==1' },
    ],
    [
      'an edit that upstream made',
      'd = ["a==3"]',
      { kind: 'edit', base: r('a==1'), fork: r('a==3') },
      { text: 'd = ["a==3"]', how: 'upstream' },
    ],
    [
      'an edit of an extra',
      'd = ["a==1"]',
      { kind: 'edit', base: r('a==1'), fork: r('a[x]==1') },
      { text: 'd = ["a[x]==1"]', how: 'merged' },
    ],
  ])('%s', (_, toml, change, outcome) => expect(applyChange(toml, 'd', change)).toEqual(outcome));

  it.each([
    ['"b", "d"', 'a', '"a", "b", "d"'],
    ['"b", "d"', 'c', '"b", "c", "d"'],
    ['"b", "d"', 'e', '"b", "d", "e"'],
    ['"d", "b"', 'c', '"d", "b", "c"'],
    ['"b", "z z", "d"', 'c', '"b", "z z", "c", "d"'],
  ])('stands in the order of %s: %s', (list, name, result) =>
    expect(applyChange(`d = [${list}]`, 'd', { kind: 'add', fork: r(name), comments: [] })).toEqual({
      text: `d = [${result}]`,
      how: 'added',
    }),
  );

  it('is a bug in a list that is not there', () =>
    expect(() => applyChange('', 'd', { kind: 'delete', base: r('a') })).toThrow('a list d that was there is gone'));
});

describe('fork-lint port', () => {
  let told: Repository | undefined;
  afterEach(() => told?.remove());

  const port = async (fork: string) => {
    told = tellHistory(
      `upstream main: trees/9.2/\ntag v9.2.0\nupstream main: only trees/9.3/\ntag v9.3.0\nfork from v9.2.0: ${fork}`,
    );
    const { stdout } = await forkLint(told.dir, 'port', '--branch', 'ported', '--format', 'json');
    const report = JSON.parse(stdout) as PortReport;
    expect(report.files).toMatchSnapshot(); // all of it; the tests say what matters
    return report;
  };
  const pyproject = 'app/connectors_service/pyproject.toml';
  const file = 'requirements/framework.txt';

  it('carries requirements into the list that the file became', async () => {
    const report = await port(
      `${file} says "acme-wiki==1.4\\naiohttp==3.10.11\\nelasticsearch[async]==9.0.0\\npyyaml==6.0.2\\n"`,
    );
    expect(report.counts).toEqual({ definitions: 2, placed: 2, unplaced: 0 });
    expect(told?.git('show', `ported:${pyproject}`)).toContain(
      'dependencies = ["acme-wiki==1.4", "aiohttp==3.10.11", "connectors_sdk", "elasticsearch[async]==9.1.0", "pyyaml==6.0.2"]',
    );
    expect(told?.git('diff', '--name-only', 'v9.3.0', 'ported')).toBe(`${pyproject}\n`);
  });

  it('changes where one counts in the list that has it', async () => {
    const report = await port(
      `${file} says "aiohttp==3.10.11; sys_platform != 'win32'\\nelasticsearch[async]==9.0.0\\npyyaml==6.0.1\\n"`,
    );
    expect(report.files.flatMap(({ placed }) => placed)).toEqual([
      { symbol: 'aiohttp', home: pyproject, how: 'merged' },
    ]);
    expect(report.counts.unplaced).toBe(0);
    expect(told?.git('show', `ported:${pyproject}`)).toContain(`"aiohttp==3.10.11; sys_platform != 'win32'"`);
  });

  it('changes a pin in every package that has it, since they are installed together', async () => {
    told = tellHistory(
      [
        'upstream main: trees/9.2/',
        'tag v9.2.0',
        'upstream main: only trees/9.3/',
        `  libs/connectors_sdk/pyproject.toml says "[project]\\ndependencies = [\\n  \\"pyyaml==6.0.1\\",\\n]\\n"`,
        'tag v9.3.0',
        `fork from v9.2.0: ${file} says "aiohttp==3.10.11\\nelasticsearch[async]==9.0.0\\npyyaml==6.0.2\\n"`,
      ].join('\n'),
    );
    await forkLint(told.dir, 'port', '--branch', 'ported');
    expect(told.git('grep', '-h', '-o', 'pyyaml==[0-9.]*', 'ported').split('\n')).toEqual([
      'pyyaml==6.0.2',
      'pyyaml==6.0.2',
      '',
    ]);
  });

  it('lists what upstream pins otherwise, and options', async () => {
    const report = await port(
      `${file} says "-r more.txt\\naiohttp==3.10.11\\nelasticsearch[async]==9.2.0\\npyyaml==6.0.1\\n"`,
    );
    expect(report.files.flatMap(({ unplaced }) => unplaced)).toEqual([
      {
        symbol: '-r more.txt',
        reason: 'only requirements have a place in the lists of the target',
        candidates: [pyproject],
        patch: '+-r more.txt\n',
      },
      {
        symbol: 'elasticsearch',
        reason: 'upstream asks for elasticsearch[async]==9.1.0, the fork for elasticsearch[async]==9.2.0',
        candidates: [pyproject],
        patch: '-elasticsearch[async]==9.0.0\n+elasticsearch[async]==9.2.0\n',
      },
    ]);
  });

  it('tells every line of several files, in lists of several packages', async () => {
    const says = (path: string, text: string): string => `  "${path}" says ${JSON.stringify(text)}`;
    const list = (...entries: readonly string[]): string =>
      `dependencies = [\n${entries.map((one) => `  "${one}",\n`).join('')}]\n`;
    told = tellHistory(
      [
        'upstream main: trees/9.2/',
        says(file, 'alpha==1\nbeta==1\ngamma==1\nomega==1\n'),
        says('requirements/tests.txt', 'pytest==1\nruff==1\n'),
        says('requirements/arm.txt', 'alpha==1\n'),
        'tag v9.2.0',
        'upstream main: only trees/9.3/',
        says(
          pyproject,
          `[project]\n${list('alpha==1', 'beta==1', 'gamma==1')}[project.optional-dependencies]\ntests = ["pytest==1", "ruff==1"]\n`,
        ),
        says('libs/connectors_sdk/pyproject.toml', `[project]\n${list('alpha==1', 'omega==1')}`),
        'tag v9.3.0',
        'fork from v9.2.0',
        says(file, '-r more.txt\n# ours\nacme==1 # why\nalpha==2\nbeta==2\nomega==2\n'),
        says('requirements/tests.txt', 'pytest==1\n'),
        says('requirements/arm.txt', 'alpha==1\nother==1\n'),
        says('requirements/own.txt', 'own==1\n'),
      ].join('\n'),
    );
    const { stdout } = await forkLint(told.dir, 'port', '--branch', 'ported', '--format', 'json');
    const { files } = JSON.parse(stdout) as PortReport;
    const sdk = 'libs/connectors_sdk/pyproject.toml';
    expect(
      files.flatMap(({ from, placed }) => placed.map(({ symbol, home, how }) => `${from} ${symbol} ${how} ${home}`)),
    ).toEqual([
      `${file} acme added ${pyproject}`,
      `${file} alpha merged ${pyproject}`,
      `${file} beta merged ${pyproject}`,
      `${file} omega merged ${sdk}`,
      `${file} gamma deleted ${pyproject}`,
      `requirements/tests.txt ruff deleted ${pyproject}`,
    ]);
    expect(
      files.flatMap(({ from, unplaced }) => unplaced.map(({ patch, candidates }) => [from, patch, ...candidates])),
    ).toEqual([
      ['requirements/arm.txt', '+other==1\n', pyproject, sdk],
      [file, '+-r more.txt\n', pyproject],
      ['requirements/own.txt', '+own==1\n', pyproject, sdk],
    ]);
    expect(told.git('show', `ported:${pyproject}`)).toBe(
      `[project]\n${list('acme==1', 'alpha==2', 'beta==2').replace('  "acme', '  # ours\n  # why\n  "acme')}[project.optional-dependencies]\ntests = ["pytest==1"]\n`,
    );
    expect(told.git('show', `ported:${sdk}`)).toBe(`[project]\n${list('alpha==2', 'omega==2')}`);
  });
});
