import { describe, expect, it } from 'vitest';
import { copyBehind } from '../../rules/copy-behind.ts';
import { copyKeepsName } from '../../rules/copy-keeps-name.ts';
import { copyWithoutTests } from '../../rules/copy-without-tests.ts';
import { leftBehind } from '../../rules/left-behind.ts';
import { nameCollision } from '../../rules/name-collision.ts';
import { unregisteredSource } from '../../rules/unregistered-source.ts';
import type { Collision, Copied, Registration, Stray } from '../../src/model.ts';
import { change, compared, inspected, owning, ownSource, said, told } from './facts.ts';

const copied = (parts: Partial<Copied> = {}): Copied => ({
  source: 'jira',
  from: 'connectors/sources/jira.py',
  at: 'v9.2.0',
  left: 1,
  kept: [],
  commits: ['c'.repeat(40)],
  lacks: [],
  has: [],
  was: new Map(),
  is: new Map(),
  renamed: new Map(),
  ...parts,
});
const main = 'connectors/sources/acme_wiki.py';

describe('copy-behind', () => {
  const port = '  $ fork-lint port --copy acme_wiki --target v9.5.2';
  const log = '  $ git log -p v9.2.0..v9.5.2 -- connectors/sources/jira.py';

  it.each<[what: string, copy: Copied | null, told: string[]]>([
    ['no copy', null, []],
    ['one that has all', copied({ has: ['a'] }), []],
    [
      'one change',
      copied({ lacks: ['a'] }),
      ['lacks 1 of 1 change to jira, in 1 commit from v9.2.0 to v9.5.2: a', port, log],
    ],
    [
      'three definitions, one of them twice',
      copied({ lacks: ['a', 'b', 'a', 'c'], has: ['d', 'e'] }),
      ['lacks 4 of 6 changes to jira, in 1 commit from v9.2.0 to v9.5.2: a, b, c', port, log],
    ],
    [
      'five',
      copied({ lacks: ['a', 'b', 'c', 'd', 'e'] }),
      ['lacks 5 of 5 changes to jira, in 1 commit from v9.2.0 to v9.5.2: a, b, c and 2 more', port, log],
    ],
    [
      'a copy of no release',
      copied({ lacks: ['a'], at: null }),
      [
        'lacks 1 of 1 change to jira, in 1 commit up to v9.5.2: a',
        port,
        '  $ git log -p v9.5.2 -- connectors/sources/jira.py',
      ],
    ],
  ])('%s', (_, copy, expected) =>
    expect(told(copyBehind, owning({ sources: [ownSource({ copied: copy })] }))).toEqual(expected),
  );
});

describe('copy-keeps-name', () => {
  const kept = [
    { what: 'class', value: 'JiraDataSource', path: main, line: 9 },
    { what: 'test', value: 'JiraDataSource', path: 'tests/test_acme_wiki.py', line: 3 },
  ] as const;

  it('tells the names in the copy and in its test', () =>
    expect(
      inspected(copyKeepsName, owning({ sources: [ownSource(), ownSource({ copied: copied({ kept }) })] })).map(
        ({ at, content, message }) => [at.symbol, ...content, message],
      ),
    ).toEqual([
      ['AcmeWikiDataSource', 'class', 'JiraDataSource', 'acme_wiki still has the class "JiraDataSource" of jira'],
      [null, 'test', 'JiraDataSource', 'the test of acme_wiki still names JiraDataSource of jira'],
    ]));
});

describe('copy-without-tests', () => {
  it.each<[what: string, source: Parameters<typeof ownSource>[0], said: string[], severity?: string]>([
    ['a source', {}, ['acme_wiki has no tests'], 'warn'],
    ['one with a fixture', { fixtures: ['fixtures/acme_wiki/'] }, ['acme_wiki has no unit tests'], 'warn'],
    ['a copy', { copied: copied() }, ['acme_wiki was copied from jira and has no tests'], 'error'],
    ['one with tests', { tests: ['tests/test_acme_wiki.py'] }, []],
    ['a module without a source in it', { className: null }, []],
    [
      'a copy that lost its class',
      { className: null, copied: copied() },
      ['acme_wiki was copied from jira and has no tests'],
      'error',
    ],
  ])('%s', (_, source, expected, severity) => {
    const found = inspected(copyWithoutTests, owning({ sources: [ownSource(source)] }));
    expect(found.map(({ message }) => message)).toEqual(expected);
    expect(found.map((one) => one.severity)).toEqual(severity ? [severity] : []);
  });
});

describe('unregistered-source', () => {
  const entry: Registration = {
    path: 'connectors/config.py',
    line: 7,
    serviceType: 'acme_wiki',
    module: 'connectors.sources.acme_wiki',
    className: 'AcmeWikiDataSource',
  };
  const wanted = 'acme_wiki: connectors.sources.acme_wiki:AcmeWikiDataSource';
  const fix = '  $ fork-lint check --fix --only unregistered-source';
  const serviceType = { what: 'service_type', value: 'jira', path: main, line: 9 } as const;
  const className = { ...serviceType, what: 'class' } as const;

  it.each<[what: string, source: Parameters<typeof ownSource>[0], told: string[]]>([
    ['named nowhere', {}, [`acme_wiki is in no tracked registry; needs ${wanted}`, fix]],
    ['named', { registration: entry }, []],
    ['named by a service type that cannot be read', { registration: entry, serviceType: null }, []],
    ['no class to name', { className: null }, []],
    [
      'named by another class',
      { registration: { ...entry, className: 'Wiki' } },
      [`the registry names connectors.sources.acme_wiki:Wiki; acme_wiki needs ${wanted}`],
    ],
    [
      'called otherwise',
      { registration: { ...entry, serviceType: 'wiki' } },
      [`the registry calls it wiki; acme_wiki needs ${wanted}`],
    ],
    ['without a service type', { serviceType: null }, [`acme_wiki is in no tracked registry; needs ${wanted}`]],
    [
      'under its original’s service type',
      { serviceType: 'jira', copied: copied({ kept: [serviceType] }) },
      [`acme_wiki is in no tracked registry; needs ${wanted}`],
    ],
    [
      'under its original’s class',
      { copied: copied({ kept: [className] }) },
      [`acme_wiki is in no tracked registry; needs ${wanted}`, fix],
    ],
  ])('%s', (_, source, expected) =>
    expect(told(unregisteredSource, owning({ sources: [ownSource(source)] }))).toEqual(expected),
  );

  it('is said where the source is, or where the registry is wrong', () => {
    const sources = [ownSource(), ownSource({ registration: { ...entry, className: 'Wiki' } })];
    expect(inspected(unregisteredSource, owning({ sources })).map(({ at, content }) => [at, ...content])).toEqual([
      [{ path: main, line: 9, symbol: 'AcmeWikiDataSource' }, 'nowhere'],
      [{ path: 'connectors/config.py', line: 7, symbol: null }, 'names connectors.sources.acme_wiki:Wiki'],
    ]);
  });

  it('is not certain where a registry is that git ignores, unless another one is wrong', () => {
    const sources = [ownSource(), ownSource({ registration: { ...entry, className: 'Wiki' } })];
    const found = inspected(unregisteredSource, owning({ sources, unseen: 'config.yml' }));
    expect(found.map(({ severity }) => severity)).toEqual(['info', 'warn']);
    expect(found[0]?.message).toBe(
      `acme_wiki is in no tracked registry (config.yml, which git ignores, may have it); needs ${wanted}`,
    );
  });
});

describe('name-collision', () => {
  const collision = (parts: Partial<Collision>): Collision => ({
    source: ownSource(),
    taken: [],
    since: null,
    ...parts,
  });

  it.each<[what: string, collision: Collision, said: string[]]>([
    [
      'in a target that is no release',
      collision({ taken: [{ what: 'file', name: main }] }),
      [`upstream has the same in v9.5.2: file ${main}`],
    ],
    [
      'since a release, a kind of name once',
      collision({
        since: 'v9.3.0',
        taken: [
          { what: 'file', name: 'a.py' },
          { what: 'file', name: 'b.py' },
          { what: 'service type', name: 'acme' },
        ],
      }),
      ['upstream has the same since v9.3.0: file b.py, service type acme'],
    ],
  ])('%s', (_, one, expected) => expect(said(nameCollision, owning({ collisions: [one] }))).toEqual(expected));

  it('is known by the names', () =>
    expect(
      inspected(nameCollision, owning({ collisions: [collision({ taken: [{ what: 'file', name: 'a.py' }] })] })),
    ).toMatchObject([{ at: { path: main, line: 9, symbol: 'AcmeWikiDataSource' }, content: ['file a.py'] }]));
});

describe('left-behind', () => {
  const stray = (parts: Partial<Stray>): Stray => ({
    path: main,
    kind: 'source',
    source: 'acme_wiki',
    when: 'next',
    belongs: null,
    taken: false,
    line: null,
    ...parts,
  });
  const port = '  $ fork-lint port --target v9.5.2';
  const fix = '  $ fork-lint check --fix --only left-behind';

  it.each<[what: string, stray: Stray, told: string[]]>([
    ['a source', stray({}), ['v9.5.2 reads no source here', port]],
    [
      'one with a place',
      stray({ belongs: 'app/acme_wiki.py' }),
      ['v9.5.2 reads no source here; belongs in app/acme_wiki.py', port],
    ],
    ['a test', stray({ kind: 'source-test' }), ['v9.5.2 reads no test here', port]],
    ['a fixture', stray({ kind: 'fixture' }), ['v9.5.2 reads no fixture here', port]],
    ['an entry', stray({ kind: 'registry', line: 4 }), ['v9.5.2 reads no registry entry here', port]],
    ['already', stray({ when: 'now' }), ['no source is read here', fix]],
    [
      'whose place is taken',
      stray({ taken: true, belongs: 'app/acme_wiki.py' }),
      ['v9.5.2 reads no source here; upstream has its own acme_wiki', port],
    ],
  ])('%s', (_, one, expected) => expect(told(leftBehind, owning({ strays: [one] }))).toEqual(expected));

  it('is known by what lies there', () => {
    const facts = {
      ...owning({ strays: [stray({}), stray({ path: 'gone.py', line: 4 })] }),
      comparison: compared({ changes: [change('other.py'), change(main, [], { after: 'd'.repeat(40) })] }),
    };
    expect(inspected(leftBehind, facts).map(({ at, content, when }) => [at, ...content, when])).toEqual([
      [{ path: main }, 'source', 'd'.repeat(40), 'next'],
      [{ path: 'gone.py', line: 4 }, 'source', '', 'next'],
    ]);
  });
});
