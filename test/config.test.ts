import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Complaint } from '../src/complaint.ts';
import { type Config, type ConfigFile, emptyConfig } from '../src/config/model.ts';
import { readConfig } from '../src/config/read.ts';
import { connectors } from '../src/layout/connectors.ts';
import type { Feature, FeaturePlace, Layout } from '../src/layout/layout.ts';
import { hint } from '../src/nearest.ts';

const file = 'fork-lint.yaml';
const rules = ['framework-edit', 'source-edit', 'far-behind', 'conflict-marker', 'left-behind'];
const read = (text: string): Config => readConfig(text, { file, rules, layouts: [connectors] });

/** The lines a reader of the complaint sees. */
function complained(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof Complaint) return [error.message, ...error.next];
    throw error;
  }
  throw new Error('no complaint');
}

const everyKey =
  'accepted: $schema, upstream, target, releaseLines, layout, rules, failOn, upstreamBranches, own, carries, newFrom, stack';
const small: Layout = {
  name: 'small',
  repositories: ['acme/small'],
  url: 'https://example.org/small.git',
  releaseLines: ['^v\\d+$'],
  defaultBranches: ['main'],
  features: [
    {
      area: 'registry',
      places: [
        {
          since: '1.0',
          when: { exists: ['a.py'], absent: ['b.py'], matches: ['a.py', '^x'] },
          globs: ['a.py'],
          registry: { path: 'a.py', format: 'python' },
        },
      ],
    },
    {
      area: 'source',
      places: [{ since: '1.0', globs: ['src/{a,b}/**'], root: 'src', groups: ['g'] }],
    },
  ],
};

describe('a config', () => {
  it.each<[text: string, expected: Partial<Config>]>([
    ['', {}],
    ['# nothing yet\n', {}],
    ['---\n', {}],
    ['# yaml-language-server: $schema=x.json\n$schema: x.json', {}],
    ['rules:\nown:\nstack:\n', {}],
    ['upstream: https://github.com/elastic/connectors.git', { upstream: 'https://github.com/elastic/connectors.git' }],
    ['upstream: git@github.com:elastic/connectors.git', { upstream: 'git@github.com:elastic/connectors.git' }],
    ["target: '9.10'", { target: '9.10' }],
    ['target: !!str 9.10', { target: '9.10' }],
    ["releaseLines: ['^\\d+\\.x$']", { releaseLines: ['^\\d+\\.x$'] }],
    [
      'rules: {source-edit: off, far-behind: error}',
      {
        rules: new Map([
          ['source-edit', 'off'],
          ['far-behind', 'error'],
        ]),
      },
    ],
    ['%YAML 1.1\n---\nrules: {source-edit: off}', { rules: new Map([['source-edit', 'off']]) }],
    ['failOn: next', { failOn: 'next' }],
    ['upstreamBranches: [upstream/*, "pr-[0-9]*"]', { upstreamBranches: ['upstream/*', 'pr-[0-9]*'] }],
    ['own: &acme [acme/**]\nupstreamBranches: *acme', { own: ['acme/**'], upstreamBranches: ['acme/**'] }],
    ['carries: ./fork/carries.yaml', { carries: 'fork/carries.yaml' }],
    ['newFrom: origin/main', { newFrom: 'origin/main' }],
    ['stack: {kibana: "http://localhost:5601"}', { stack: { elasticsearch: null, kibana: 'http://localhost:5601' } }],
    ['layout: connectors', { layout: connectors }],
    [`layout: ${JSON.stringify(small)}`, { layout: small }],
    ['\uFEFFfailOn: next\r\n', { failOn: 'next' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual({ ...emptyConfig, ...expected });
  });

  it('may be anything its type says', () => {
    const given: Required<ConfigFile> = {
      $schema: 'schema.json',
      upstream: 'upstream',
      target: 'latest',
      releaseLines: ['^main$'],
      layout: { extends: 'connectors', defaultBranches: ['trunk'] },
      rules: { 'source-edit': 'warn' },
      failOn: 'now',
      upstreamBranches: ['a/*'],
      own: ['acme/**'],
      carries: 'carries.yaml',
      newFrom: 'HEAD~1',
      stack: { elasticsearch: 'a', kibana: 'b' },
    };
    const { $schema: _schema, ...expected } = given;
    expect(read(JSON.stringify(given))).toEqual({
      ...expected,
      layout: { ...connectors, defaultBranches: ['trunk'] },
      rules: new Map([['source-edit', 'warn']]),
    });
  });
});

describe('a layout that extends a known one', () => {
  const place: FeaturePlace = {
    since: '1.0',
    when: { exists: ['acme'] },
    globs: ['acme/**'],
  };
  const features = (...given: Feature[]): readonly Feature[] =>
    read(JSON.stringify({ layout: { extends: 'connectors', features: given } })).layout?.features ?? [];
  const placesOf = (all: readonly Feature[], area: string): FeaturePlace[][] =>
    all.filter((one) => one.area === area).map(({ places }) => [...places]);

  it('tries the given places before the inherited ones of their area', () => {
    const all = features({ area: 'source', places: [place] });
    expect(all.map(({ area }) => area)).toEqual(connectors.features.map(({ area }) => area));
    expect(placesOf(all, 'source')).toEqual([[place, ...placesOf(connectors.features, 'source').flat()]]);
    expect(placesOf(all, 'framework')).toEqual(placesOf(connectors.features, 'framework'));
  });

  it('pairs features of an area listed twice in order, and puts one too many first', () => {
    const three = (['a', 'b', 'c'] as const).map((glob) => ({
      ...place,
      globs: [glob],
    }));
    const all = features(...three.map((one) => ({ area: 'protocol' as const, places: [one] })));
    expect(all[0]).toEqual({ area: 'protocol', places: [three[2]] });
    const [code = [], page = []] = placesOf(connectors.features, 'protocol');
    expect(placesOf(all, 'protocol').slice(1)).toEqual([
      [three[0], ...code],
      [three[1], ...page],
    ]);
  });
});

describe('what is wrong is said with its line, its key and what is right', () => {
  it.each<[text: string, sentence: string]>([
    ['rulse: {}', '1: rulse: no such key; nearest: rules'],
    ['fail-on: next', '1: fail-on: no such key; nearest: failOn'],
    ['own: [a]\nzzz: 1', `2: zzz: no such key; ${everyKey}`],
    ['<<: {target: a}', `1: "<<": no such key; ${everyKey}`],
    ['__proto__: 1', `1: __proto__: no such key; ${everyKey}`],
    ['"a\\u001b\\n": 1', `1: "a\\u001b\\n": no such key; ${everyKey}`],
    ['? [a]\n: b', '1: a key has to be a word'],
    ['target: a\ntarget: b', '2: target: given twice, first on line 1'],
    ['rules:\n  source-edit: off\n  source-edit: off', '3: rules.source-edit: given twice, first on line 2'],
    ['- a', '1: a list where a mapping belongs'],
    ['hello', '1: a text where a mapping belongs'],
    ['target: 9.10', "1: target: a number where a text belongs; quote it: '9.10'"],
    ['target: true', "1: target: true or false where a text belongs; quote it: 'true'"],
    ['target: {a: b}', '1: target: a mapping where a text belongs'],
    ['newFrom: ""', '1: newFrom: an empty text'],
    ['own: acme', '1: own: a text where a list belongs'],
    ['own:\n  - a\n  -', '3: own[1]: nothing where a text belongs'],
    ['rules:\n  framework-edt: off', '2: rules.framework-edt: no such rule; nearest: framework-edit'],
    ['rules: {nonsense: off}', '1: rules.nonsense: no such rule; `fork-lint rules` lists them'],
    [
      'rules: {source-edit: warning}',
      '1: rules.source-edit: "warning" is not accepted; accepted: error, warn, info, off',
    ],
    ['rules: {source-edit: 2}', '1: rules.source-edit: "2" is not accepted; accepted: error, warn, info, off'],
    ['rules: {source-edit: [warn]}', '1: rules.source-edit: a list is not accepted; accepted: error, warn, info, off'],
    ['rules:\n  source-edit:', '2: rules.source-edit: nothing is given; accepted: error, warn, info, off'],
    ['failOn: later', '1: failOn: "later" is not accepted; accepted: now, next'],
    ['stack: {kibanna: x}', '1: stack.kibanna: no such key; accepted: elasticsearch, kibana'],
    ['upstream: -u', '1: upstream: starts with -, as only an option of git does'],
    [
      'upstream: ext::sh -c x',
      '1: upstream: names a program for git to run (word::); a plain URL or a name belongs here',
    ],
    ['target: "a\\0"', '1: target: holds control characters'],
  ])('%j', (text, sentence) => {
    expect(complained(text)).toEqual([`${file}:${sentence}`, `edit ${file}   # line ${Number.parseInt(sentence, 10)}`]);
  });

  it.each<[text: string, sentence: string]>([
    ['own: ["[a"]', 'own[0]: "[a" is no glob: [ is never closed'],
    ['own: ["{a,b"]', 'own[0]: "{a,b" is no glob: { is never closed'],
    ['own: ["/a"]', 'own[0]: "/a" matches nothing: globs start at the root, without / or ./ or ../'],
    ['own: ["a/../b"]', 'own[0]: "a/../b" matches nothing: globs start at the root, without / or ./ or ../'],
    ['own: ["!a"]', 'own[0]: "!a" is negated; list what to match instead'],
    ['own: ["{1..1000000}"]', 'own[0]: "{1..1000000}" stands for more than 1000 globs'],
    [`own: [${'a'.repeat(501)}]`, 'own[0]: a glob of 501 characters; at most 500 are read'],
    ['releaseLines: ["("]', 'releaseLines[0]: "(" is no regular expression: Unterminated group'],
    [
      `releaseLines: [${'a'.repeat(501)}]`,
      'releaseLines[0]: a regular expression of 501 characters; at most 500 are read',
    ],
    ['carries: ../a', 'carries: "../a" leads out with ..; a path inside the repository belongs here'],
    [
      'carries: a\\..\\..\\b',
      'carries: "a\\\\..\\\\..\\\\b" leads out with ..; a path inside the repository belongs here',
    ],
    ['carries: /a', 'carries: "/a" is absolute; a path from the root of the repository belongs here'],
    ['carries: C:\\a', 'carries: "C:\\\\a" is absolute; a path from the root of the repository belongs here'],
    ['carries: a/', 'carries: "a/" is a folder; a file belongs here'],
    ['carries: .GIT/hooks/pre-push', 'carries: ".GIT/hooks/pre-push" lies in git\'s own folder'],
    ['layout: conectors', 'layout: "conectors" is not accepted; accepted: connectors'],
    ['layout: {extends: x}', 'layout.extends: "x" is not accepted; accepted: connectors'],
    ['layout: {name: x, url: y, releaseLines: []}', 'layout: lacks repositories, defaultBranches, features'],
    ['layout: {extends: connectors, feature: []}', 'layout.feature: no such key; nearest: features'],
    [
      'layout: {extends: connectors, features: [{area: soruce, places: []}]}',
      'layout.features[0].area: "soruce" is not accepted; nearest: source',
    ],
    [
      'layout: {extends: connectors, features: [{area: source, places: [{since: "1", globs: [a], when: {matches: [a]}}]}]}',
      'layout.features[0].places[0].when.matches: a list of two belongs here',
    ],
  ])('%j', (text, sentence) => {
    expect(complained(text)).toEqual([`${file}:1: ${sentence}`, `edit ${file}   # line 1`]);
  });

  it('names `extends` to someone who misspelt it', () => {
    expect(complained('layout: {extend: connectors}')[0]).toBe(
      `${file}:1: layout.extend: no such key; nearest: extends`,
    );
  });

  it('lists everything at once, by line', () => {
    expect(complained('failOn: x\nown: 5\nstack:\n  kibana: 1\nown: [a]')).toEqual([
      `${file}:1: failOn: "x" is not accepted; accepted: now, next`,
      `${file}:2: own: a number where a list belongs`,
      `${file}:4: stack.kibana: a number where a text belongs; quote it: '1'`,
      `${file}:5: own: given twice, first on line 2`,
      `edit ${file}   # lines 1, 2, 4, 5`,
    ]);
  });

  it('stops listing after twenty', () => {
    const lines = complained('rules:\n'.concat(' x: off\n'.repeat(30)));
    expect(lines).toHaveLength(22);
    expect(lines[20]).toBe(`${file}: 10 more of them`);
  });
});

describe('what is no plain YAML', () => {
  it.each<[text: string, sentence: string]>([
    ['a: [', '1: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['own:\n\t- a', '2: not YAML: Tabs are not allowed as indentation'],
    ['target: a\n---\ntarget: b', '2: a second document; a config is one'],
    ['target: !js/function a', '1: the tag "!js/function" does not fit here; only plain values are read'],
    ['own: !!set {a}', '1: the tag "!!set" does not fit here; only plain values are read'],
    ['%A\u001b[31m\n---\n', '1: not YAML: Unknown directive %A\\u001b[31m'],
    ['own: *a', '1: own: no anchor of the name "a" before this alias'],
    ['own: &a [*a]', '1: own[0]: a list where a text belongs'],
    ['['.repeat(20_000), '1: values nested more than 100 deep; no config needs that'],
    ['- '.repeat(20_000), '1: values nested more than 100 deep; no config needs that'],
    ['#'.repeat(50_001), '1: more than 50000 characters; no config needs that'],
  ])('%.40j', (text, sentence) => {
    expect(complained(text)[0]).toBe(`${file}:${sentence}`);
  });

  it('a bomb of aliases is not unfolded', () => {
    const ten = (name: string, inner: string): string => `&${name} [${Array(30).fill(inner).join(', ')}]`;
    const places = ten('p', '*q').replace('*q', `&q {since: "1", globs: ${ten('g', 'a')}}`);
    const text = `layout: {extends: connectors, features: ${ten('f', '*h').replace('*h', `&h {area: source, places: ${places}}`)}}`;
    expect(complained(text)[0]).toBe(`${file}:1: more than 10000 values; no config needs that`);
  });
});

describe('a hint', () => {
  const words = ['upstream', 'target', 'rules', 'own', 'carries'];
  it.each([
    ['RULES', 'nearest: rules'],
    ['ruels', 'nearest: rules'],
    ['carry', 'nearest: carries'],
    ['', `accepted: ${words.join(', ')}`],
    ['x'.repeat(50_000), `accepted: ${words.join(', ')}`],
  ])('%.20j', (word, expected) => {
    expect(hint(word, words)).toBe(expected);
  });
});

describe('any text is a config or a complaint', () => {
  const gives = (text: string): void => {
    try {
      read(text);
    } catch (error) {
      if (!(error instanceof Complaint)) throw error;
      expect(error.message.startsWith(`${file}:`)).toBe(true);
      expect(error.message).not.toContain('\n');
    }
  };
  const token = fc.constantFrom(
    ...[
      '\n',
      '\n  ',
      '- ',
      ': ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!!str ',
      '!x ',
      '!!int ',
      '|\n ',
      '>\n ',
      '"',
      "'",
      '#',
    ],
    ...[
      '%YAML 1.1\n',
      '---\n',
      '...\n',
      '\t',
      'null',
      '1',
      '<<',
      'layout',
      'extends: connectors',
      'features',
      'area: source',
      'places',
    ],
    ...[
      'globs',
      'when',
      'matches',
      'own',
      'rules',
      'source-edit',
      'off',
      'stack',
      'kibana',
      'target',
      'carries',
      '../a',
      '(',
      '\ud800',
    ],
  );
  const yaml = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(''));
  const shaped = fc.dictionary(
    fc.constantFrom('own', 'rules', 'layout', 'stack', 'releaseLines', 'carries', 'target', '__proto__', 'zzz'),
    fc.oneof(fc.jsonValue(), fc.array(fc.string())),
  );

  it.each([
    ['letters', fc.string({ unit: 'binary' })],
    ['pieces of YAML', yaml],
    ['JSON', shaped.map((value) => JSON.stringify(value))],
  ])('%s', (_what, texts) => {
    fc.assert(fc.property(texts, gives), { numRuns: 500 });
  });
});
