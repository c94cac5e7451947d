import { describe, expect, it } from 'vitest';
import { protocolChange } from '../../rules/protocol-change.ts';
import type { ProtocolChange } from '../../src/protocol/difference.ts';
import { inspected, said } from './facts.ts';

type Code = NonNullable<ProtocolChange['code']>;

const code = (parts: Partial<Code>) => ({
  protocol: {
    page: null,
    code: { path: 'protocol.py', added: [], removed: [], changed: [], unreadable: [], ...parts },
  },
});
const changed = (before: string, after: string) => ({ name: 'claim', before, after });
const names = (n: number): string[] => Array.from({ length: n }, (_, i) => `n${i + 1}`);

describe('the protocol’s code', () => {
  it.each<[what: string, parts: Partial<Code>, said: string[]]>([
    ['the same', {}, []],
    ['a definition more', { added: ['claim'] }, ['code: added claim']],
    ['one less', { removed: [{ name: 'claim', from: null }] }, ['code: removed claim']],
    ['one that moved', { removed: [{ name: 'claim', from: 'sdk' }] }, ['code: removed claim (now in sdk)']],
    [
      'another signature',
      { changed: [changed('def claim(self)', 'def claim(self, job)')] },
      ['code: changed claim: (self) => (self, job)'],
    ],
    [
      'made asynchronous',
      { changed: [changed('def claim(self)', 'async def claim(self)')] },
      ['code: changed claim: (self) => async (self)'],
    ],
    [
      'another value',
      { changed: [changed('X = "def x"', 'X = "async def x"')] },
      ['code: changed claim: X = "def x" => X = "async def x"'],
    ],
    ['80 characters', { changed: [changed('x'.repeat(80), 'y')] }, [`code: changed claim: ${'x'.repeat(80)} => y`]],
    ['81 characters', { changed: [changed('x'.repeat(81), 'y')] }, [`code: changed claim: ${'x'.repeat(79)}… => y`]],
    ['six names', { added: names(6) }, ['code: added n1, n2, n3, n4, n5, n6']],
    ['seven names', { added: names(7) }, ['code: added n1, n2, n3, n4, n5 and 2 more']],
    [
      'two changed',
      { changed: [changed('a', 'b'), { name: 'job', before: 'c', after: 'd' }] },
      ['code: changed claim: a => b, job: c => d'],
    ],
    [
      'three changed',
      { changed: ['a', 'b', 'c'].map((name) => ({ name, before: '1', after: '2\n3' })) },
      ['code: changed a, b, c'],
    ],
    ['unreadable', { unreadable: ['job.py'] }, ['code: could not be compared, no definition could be read']],
    [
      'a change beside what cannot be read',
      { changed: [changed('a', 'b')], unreadable: ['job.py'] },
      ['code: changed claim: a => b', 'code: could not be compared, no definition could be read'],
    ],
  ])('%s', (_, parts, expected) => expect(said(protocolChange, code(parts))).toEqual(expected));

  it('names the file that cannot be read', () =>
    expect(inspected(protocolChange, code({ unreadable: ['job.py'] }))).toMatchObject([
      { at: { path: 'job.py' }, data: { part: 'code', added: [], removed: [], changed: [] }, content: ['code'] },
    ]));
});

describe('the protocol’s page', () => {
  const page = (parts: Partial<NonNullable<ProtocolChange['page']>>) => ({
    protocol: { code: null, page: { path: 'protocol.md', parts: {}, unreadable: [], ...parts } },
  });
  const fields = { added: ['api_key_id'], removed: [], changed: [] };

  it('tells each part that changed, and where none could be read', () =>
    expect(
      inspected(
        protocolChange,
        page({
          parts: { job: fields, connector: fields },
          unreadable: [
            { part: 'enums', side: 'base' },
            { part: 'enums', side: 'target' },
            { part: 'jobMapping', side: 'target' },
          ],
        }),
      ).map(({ at, content, message }) => [at.path, ...content, message]),
    ).toEqual([
      ['protocol.md', 'connector', 'connector document: added api_key_id'],
      ['protocol.md', 'job', 'job document: added api_key_id'],
      [
        'protocol.md',
        'jobMapping',
        'mapping of .elastic-connectors-sync-jobs: could not be compared, not readable in target',
      ],
      ['protocol.md', 'enums', 'allowed values: could not be compared, not readable in base and target'],
    ]));
});
