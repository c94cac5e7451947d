import { describe, expect, it } from 'vitest';
import { judge } from '../../src/compare/published.ts';
import { chooseRemote, upstreamRefs, withoutSecrets } from '../../src/compare/upstream.ts';
import { compareVersions, lineOf, parseVersion } from '../../src/compare/versions.ts';
import { connectors } from '../../src/layout/connectors.ts';
import { registryChange } from '../../src/layout/registry.ts';
import { display } from '../../src/reporters/display.ts';

describe('versions', () => {
  it.each([
    ['v9.5.2', [9, 5, 2], ''],
    ['8.15.4.0', [8, 15, 4, 0], ''],
    ['9.0.0-rc1', [9, 0, 0], '-rc1'],
    ['v8.15.2+build202410101017', [8, 15, 2], '+build202410101017'],
    [' 9.2.0\n', [9, 2, 0], ''],
  ])('%s', (text, numbers, suffix) => {
    expect(parseVersion(text)).toEqual({ numbers, suffix });
  });

  it.each(['v9.0.-1+build202501280921', 'main', '9', '', 'v9.2.0.post1'])('%s is none', (text) => {
    expect(parseVersion(text)).toBeNull();
  });

  it('go by number', () => {
    const sorted = ['9.10.0', '9.9.1', '8.19.20', '9.9'].sort((a, b) =>
      compareVersions(parseVersion(a) ?? none, parseVersion(b) ?? none),
    );
    expect(sorted).toEqual(['8.19.20', '9.9', '9.9.1', '9.10.0']);
    expect(lineOf('9.10.3')).toBe('9.10');
  });
});

const none = { numbers: [], suffix: '' };

describe('published content', () => {
  const versions = (...blobs: string[]) => new Map([['a.py', new Set(blobs)]]);
  it.each([
    ['the fork’s own content', 'base', 'mine', versions('up'), versions('base', 'old'), false, false],
    ['a backport of what upstream did since', 'base', 'up', versions('up'), versions('base'), true, false],
    ['what the base had and left', 'base', 'old', versions('up'), versions('base', 'old'), true, true],
    [
      'an old version that upstream took up again',
      'base',
      'old',
      versions('old'),
      versions('base', 'old'),
      true,
      false,
    ],
    ['a deletion', 'base', null, versions('up'), versions('base'), false, false],
    ['a change of mode alone', 'base', 'base', versions(), versions('base'), false, false],
  ])('%s', (_, before, after, since, until, published, stale) => {
    expect(judge('a.py', before, after, since, until)).toEqual({ published, stale });
  });
});

describe('the remote taken for the upstream', () => {
  const remote = (name: string, ...urls: string[]) => ({
    name,
    urls,
    branches: [`refs/remotes/${name}/`],
    promisor: false,
  });
  const chosen = (remotes: ReturnType<typeof remote>[], asked?: string) => chooseRemote(remotes, connectors, asked);
  it.each([
    'https://github.com/elastic/connectors.git',
    'https://github.com/elastic/connectors/',
    'git@github.com:elastic/connectors.git',
    'ssh://git@github.com/elastic/connectors-python',
    'https://user:secret@github.com/Elastic/Connectors.git',
    'https://www.github.com/elastic/connectors.git',
    'file:///srv/mirror.git/elastic/connectors',
  ])('%s', (url) => {
    expect(chosen([remote('origin', 'git@github.com:acme/connectors.git'), remote('elastic', url)]).remote.name).toBe(
      'elastic',
    );
  });

  it('is the one called upstream when no URL tells', () => {
    expect(chosen([remote('origin', 'a'), remote('upstream', '/srv/mirror')]).remote.name).toBe('upstream');
  });

  it('is said when several would do', () => {
    const { remote: taken, notes } = chosen([
      remote('a', 'https://x/elastic/connectors'),
      remote('upstream', 'https://y/elastic/connectors'),
    ]);
    expect(taken.name).toBe('upstream');
    expect(notes.map(({ text }) => text)).toEqual([
      'upstream, a all lead to the upstream; took upstream (--upstream chooses)',
    ]);
  });

  it('is asked for when there is none', () => {
    const next = ['git remote add upstream https://github.com/elastic/connectors.git', 'git fetch upstream --tags'];
    const other = remote('origin', 'git@github.com:acme/connectors-extra.git');
    expect(() => chosen([other])).toThrow(expect.objectContaining({ next }));
    expect(() => chosen([remote('upstream', 'x')], 'other')).toThrow('no remote of this repository is called other');
  });

  it('is the one that somebody named, by its name or by any URL that leads there', () => {
    const remotes = [
      remote('origin', 'git@github.com:acme/connectors.git'),
      remote('up', 'https://x/elastic/connectors'),
    ];
    for (const asked of ['origin', 'https://github.com/Acme/connectors/', 'ssh://git@github.com/acme/connectors.git'])
      expect(chosen(remotes, asked)).toEqual({ remote: remotes[0], notes: [] });
  });

  it.each([
    ['other', 'is called other', 'https://github.com/elastic/connectors.git'],
    ['https://me:secret@host/a.git', 'is fetched from https://host/a.git', 'https://host/a.git'],
    ['git@host:a.git', 'is fetched from git@host:a.git', 'git@host:a.git'],
  ])('is asked for when there is no %s', (asked, said, url) => {
    const wanted = {
      message: `no remote of this repository ${said}`,
      next: [`git remote add upstream ${url}`, 'git fetch upstream --tags'],
    };
    expect(() => chosen([remote('upstream', 'x')], asked)).toThrow(expect.objectContaining(wanted));
  });

  it('never shows a password', () => {
    expect(withoutSecrets('https://me:secret@host/a.git')).toBe('https://host/a.git');
  });

  it.each([
    [
      'main is it',
      ['9.2', '8.x', 'pre-8.10-stable', '9.10', '10.0', 'main'],
      null,
      ['main', '10.0', '9.10', '9.2', 'pre-8.10-stable', '8.x'],
    ],
    ['master is it', ['9.2', 'master'], null, ['master', '9.2']],
    ['the remote says which', ['9.2', '9.10', 'main'], '9.2', ['9.2', '9.10']],
    ['it is a branch of no release', ['9.2', 'trunk'], 'trunk', ['trunk', '9.2']],
    ['there is none', ['9.2', '9.10', 'feature'], null, ['9.10', '9.2']],
  ])('has its default branch first: %s', (_, branches, head, lines) => {
    const prefix = 'refs/remotes/up/';
    const listed = branches.map((name) => ({ name: `${prefix}${name}`, commit: name }));
    const symbolic = new Map(head === null ? [] : [[`${prefix}HEAD`, `${prefix}${head}`]]);
    const refs = upstreamRefs({ refs: listed, symbolic }, remote('up', 'x'), connectors);
    expect(refs.lines.map(({ branch }) => branch)).toEqual(lines);
  });

  it('offers its release lines and release tags, nothing else', () => {
    const names = [
      'refs/remotes/upstream/9.2',
      'refs/remotes/upstream/9.10',
      'refs/remotes/upstream/main',
      'refs/remotes/upstream/feature/x',
      'refs/tags/v9.2.0',
      'refs/tags/v9.10.1',
      'refs/tags/v9.2.0-acme',
      'refs/fork-lint/upstream-tags/v9.2.1',
      'refs/tags/nightly',
    ];
    const refs = upstreamRefs(
      { refs: names.map((name) => ({ name, commit: name })), symbolic: new Map() },
      remote('upstream'),
      connectors,
    );
    expect(refs.lines.map(({ label }) => label)).toEqual(['upstream/main', 'upstream/9.10', 'upstream/9.2']);
    expect(refs.tags.map(({ name }) => name)).toEqual(['refs/tags/v9.10.1', 'refs/tags/v9.2.0']);
    expect(refs.certainTags.map(({ name }) => name)).toEqual(['refs/fork-lint/upstream-tags/v9.2.1']);
  });
});

describe('a changed registry', () => {
  const text = (...entries: string[]) =>
    `def _default_config():\n    return {\n        "sources": {\n${entries.map((one) => `            ${one},\n`).join('')}        },\n    }\n`;
  const [box, s3, acme] = [
    '"box": "connectors.sources.box:Box"',
    '"s3": "connectors.sources.s3:S3"',
    '"acme": "connectors.sources.acme:Acme"',
  ];
  const change = (fork: string) => registryChange(text(box, s3), fork, { path: 'config.py', format: 'python' });
  it.each([
    ['only added to', text(box, s3, acme), true, ['acme'], []],
    ['only put in another order', text(s3, box), true, [], []],
    ['with an entry lost', text(box), false, [], ['s3']],
    ['with an entry pointed elsewhere', text(box, '"s3": "connectors.sources.mine:S3"'), false, ['s3'], ['s3']],
    ['changed around its entries', text(box, s3, acme).replace('return', 'return  '), false, ['acme'], []],
  ])('%s', (_, fork, onlyAdds, added, lost) => {
    const told = change(fork);
    expect([
      told.onlyAdds,
      told.added.map(({ serviceType }) => serviceType),
      told.lost.map(({ serviceType }) => serviceType),
    ]).toEqual([onlyAdds, added, lost]);
  });

  it('has no entries in comments', () => {
    const yaml = 'sources:\n#  box: connectors.sources.box:Box\n  acme: connectors.sources.acme:Acme\n';
    expect(
      registryChange('', yaml, { path: 'config.yml', format: 'yaml' }).added.map(({ serviceType }) => serviceType),
    ).toEqual(['acme']);
  });
});

describe('what people are shown of hostile text', () => {
  it.each([
    ['a\u001b[31mb', 'a\\x1b[31mb'],
    ['a\nb\tc\r', 'a\\nb\\tc\\r'],
    ['\u202eevil\u2066', '\\u202eevil\\u2066'],
    ['caf\u00e9 \u{1f600}', 'caf\u00e9 \u{1f600}'],
    ['\udce9.py', '\\xe9.py'],
    ['\u009b0m', '\\x9b0m'],
  ])('%j', (text, shown) => {
    expect(display(text)).toBe(shown);
  });
});
