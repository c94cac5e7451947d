import { describe, expect, it } from 'vitest';
import { changedSignature } from '../../rules/changed-signature.ts';
import { deadImport } from '../../rules/dead-import.ts';
import type { BrokenUse, DeadUse } from '../../src/api/uses.ts';
import { inspected, told } from './facts.ts';

const span = { start: 0, end: 5 };

describe('dead-import', () => {
  const dead = (parts: Partial<DeadUse>): DeadUse => ({
    path: 'acme.py',
    line: 3,
    when: 'next',
    via: 'import',
    import: 'connectors.source.Base',
    home: null,
    homes: [],
    becomes: null,
    spans: { kind: 'string', span, written: '' },
    ...parts,
  });
  const port = '  $ fork-lint port --target v9.5.2';
  const fix = '  $ fork-lint check --fix --only dead-import';

  it.each<[what: string, uses: DeadUse[], told: string[]]>([
    ['gone', [dead({})], ['connectors.source.Base is not in v9.5.2; nothing took its place', port]],
    ['gone already', [dead({ when: 'now' })], ['connectors.source.Base is not here; nothing took its place']],
    ['moved', [dead({ homes: ['sdk.Base'] })], ['connectors.source.Base is not in v9.5.2; now sdk.Base', port]],
    [
      'at two places',
      [dead({ homes: ['a.Base', 'b.Base'] })],
      ['connectors.source.Base is not in v9.5.2; now a.Base or b.Base', port],
    ],
    [
      'with what to write',
      [dead({ when: 'now', homes: ['sdk.Base'], becomes: 'from sdk import Base' })],
      ['connectors.source.Base is not here; write `from sdk import Base`', fix],
    ],
    [
      'a string',
      [dead({ via: 'string', homes: ['sdk.Base'] })],
      ['"connectors.source.Base" is not in v9.5.2; now sdk.Base', port],
    ],
    [
      'a string with what to write',
      [dead({ via: 'string', becomes: 'sdk.Base' })],
      ['"connectors.source.Base" is not in v9.5.2; write `"sdk.Base"`', port],
    ],
    [
      'three times in a file',
      [dead({}), dead({ line: 5 }), dead({ line: 9 })],
      ['connectors.source.Base is not in v9.5.2 (3 times); nothing took its place', port],
    ],
  ])('%s', (_, deadImports, expected) => expect(told(deadImport, { deadImports })).toEqual(expected));

  it('is one finding a file, a way to name it and a time', () => {
    const uses = [
      dead({}),
      dead({ line: 4 }),
      dead({ path: 'b.py' }),
      dead({ via: 'string' }),
      dead({ when: 'now' }),
      dead({ import: 'x' }),
    ];
    const found = inspected(deadImport, { deadImports: uses });
    expect(found.map(({ at, when, content }) => [at.path, at.line, when, ...content])).toEqual([
      ['acme.py', 3, 'next', 'import', 'connectors.source.Base'],
      ['b.py', 3, 'next', 'import', 'connectors.source.Base'],
      ['acme.py', 3, 'next', 'string', 'connectors.source.Base'],
      ['acme.py', 3, 'now', 'import', 'connectors.source.Base'],
      ['acme.py', 3, 'next', 'import', 'x'],
    ]);
    expect(found[0]?.data).toMatchObject({ lines: [3, 4], target: 'v9.5.2' });
    expect(found[3]?.data).toMatchObject({ lines: [3], target: null });
  });
});

describe('changed-signature', () => {
  const broken = (parts: Partial<BrokenUse>): BrokenUse => ({
    path: 'acme.py',
    line: 3,
    when: 'next',
    use: 'call',
    scope: 'Acme.get',
    symbol: 'connectors.es.Sink.put',
    home: null,
    problem: 'takes no keyword x',
    old: null,
    new: null,
    at: null,
    toAt: null,
    span,
    ...parts,
  });
  const api = `  $ fork-lint api ${'b'.repeat(12)} v9.5.2`;

  it.each<[what: string, use: BrokenUse, told: string[]]>([
    ['of the target', broken({}), ['v9.5.2: connectors.es.Sink.put takes no keyword x', api]],
    ['of today', broken({ when: 'now' }), ['connectors.es.Sink.put takes no keyword x']],
    [
      'with both signatures',
      broken({ old: 'put(x)', new: 'put()', home: 'sdk.Sink.put' }),
      ['v9.5.2: connectors.es.Sink.put takes no keyword x; was put(x), is put(), in sdk.Sink.put', api],
    ],
    [
      'gone',
      broken({ old: 'put(x)' }),
      ['v9.5.2: connectors.es.Sink.put takes no keyword x; was put(x), is gone', api],
    ],
    [
      'new',
      broken({ new: 'put()' }),
      ['v9.5.2: connectors.es.Sink.put takes no keyword x; was not there, is put()', api],
    ],
  ])('%s', (_, use, expected) => expect(told(changedSignature, { brokenUses: [use] })).toEqual(expected));

  it('stands where it is used, and is known by how', () =>
    expect(inspected(changedSignature, { brokenUses: [broken({})] })).toMatchObject([
      {
        at: { path: 'acme.py', line: 3, symbol: 'Acme.get' },
        content: ['call', 'connectors.es.Sink.put', 'takes no keyword x'],
        when: 'next',
      },
    ]));
});
