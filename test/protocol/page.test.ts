import { describe, expect, it } from 'vitest';
import { comparePages } from '../../src/protocol/compare.ts';
import { readMapping } from '../../src/protocol/mapping.ts';
import { readPage } from '../../src/protocol/page.ts';
import { readShape } from '../../src/protocol/shape.ts';

const shape = (text: string): Record<string, string> | null => {
  const read = readShape(text);
  return read && Object.fromEntries(read);
};
const mapping = (text: string): Record<string, string> | null => {
  const read = readMapping(text);
  return read && Object.fromEntries(read);
};

describe('a document’s shape', () => {
  it('reads fields, comments and nesting', () =>
    expect(
      shape(
        '{\n  name: string; -> what it is\n  schedule: {\n    [kind]: { -> one of two\n      on: boolean;\n    }\n  };\n}',
      ),
    ).toEqual({
      name: 'string',
      schedule: '',
      'schedule.[kind]': '',
      'schedule.[kind].on': 'boolean',
    }));

  it.each([
    ['commas for semicolons', '{\n a: string,\n b: number\n}', { a: 'string', b: 'number' }],
    ['a colon too many', '{\n a: string:  -> text\n}', { a: 'string' }],
    ['no type', '{\n a; -> forgotten\n}', { a: '' }],
    ['unions and arrays', '{\n a: string | number;\n b: string[];\n}', { a: 'string | number', b: 'string[]' }],
    [
      'a comment of two lines',
      '{\n a: { -> goes on\n   b: string;\n };   -> over to the\n        next line\n c: date;\n}',
      { a: '', 'a.b': 'string', c: 'date' },
    ],
    [
      'fields right in an array',
      '{\n a: [\n  b: string;\n ];\n c: string;\n}',
      { a: '', 'a.b': 'string', c: 'string' },
    ],
  ])('%s', (_, text, read) => expect(shape(text)).toEqual(read));

  it('puts a field where it belongs when an array is never closed', () =>
    expect(
      shape(
        '{\n job: {\n  rules: [\n   {\n    id: string,\n   };\n   index: string;\n   pipe: {\n    on: boolean;\n   };\n  }\n ];\n status: string;\n}',
      ),
    ).toEqual({
      job: '',
      'job.rules': '',
      'job.rules.id': 'string',
      'job.index': 'string',
      'job.pipe': '',
      'job.pipe.on': 'boolean',
      status: 'string',
    }));

  it.each([
    ['', 'nothing'],
    ['prose', 'prose'],
    ['{\n a: string;', 'an end that is missing'],
    ['{\n ???\n}', 'other signs'],
  ])('%j is %s: not understood', (text) => expect(shape(text)).toBeNull());
});

describe('a mapping', () => {
  it.each([
    ['JSON', '"mappings" : { "dynamic": false, "properties" : { "a" : { "type" : "keyword" } } }'],
    ["upstream's slip", '"mappings" " {\n "dynamic": false, "properties" : { "a" : { "type" : "keyword" } } }'],
    ['loose', "mappings: { dynamic: false properties: { a: { 'type': 'keyword', }, } }"],
  ])('%s', (_, text) => expect(mapping(text)).toEqual({ __dynamic: 'false', a: 'keyword' }));

  it('goes down to the leaves', () =>
    expect(
      mapping(
        '"mappings" : { "_meta": { "version": "1" }, "properties" : { "a" : { "properties" : { "b" : { "type" : "date" } } } } }',
      ),
    ).toEqual({ '_meta.version': '1', 'a.b': 'date' }));

  it.each([
    ['{}'],
    ['"mappings" : {'],
    ['"mappings" : { "properties" : { "a" : "keyword" } }'],
    ['"mappings" : { "properties" : [ ] }'],
    ['"mappings" : { } trailing'],
  ])('%j is not understood', (text) => expect(mapping(text)).toBeNull());
});

const page = (fields: string, values = '- `created` -> first\n', mapped = '"a" : { "type" : "keyword" }'): string =>
  [
    '#### Connector index `.elastic-connectors`',
    '```',
    '{',
    fields,
    '}',
    '```',
    "**Possible values for 'status'**",
    values,
    '#### Elasticsearch mappings for `.elastic-connectors`:',
    '```',
    `"mappings" : { "properties" : { ${mapped} } }`,
    '```',
    '#### Connector job index `.elastic-connectors-sync-jobs`',
    '```',
    '{',
    ' status: string;',
    '}',
    '```',
    '**Possible values for `status`**',
    '- `pending`',
    '',
    '#### Elasticsearch mappings for `.elastic-connectors-sync-jobs`:',
    '```',
    '"mappings" " { "properties" : { "status" : { "type" : "keyword" } } }',
    '```',
  ].join('\n');

describe('two versions of the page', () => {
  it('keeps the two lists of statuses apart', () =>
    expect([...readPage(page(' a: string;')).enums.keys()]).toEqual(['connector.status', 'job.status']));

  it('tells fields, types, values and mappings', () => {
    const old = page(' a: string;\n b: date;');
    const now = page(' a: number;\n c: date;', '- `created`\n- `error`\n', '"a" : { "type" : "text" }');
    expect(comparePages(old, now)).toEqual({
      parts: {
        connector: { added: ['c'], removed: ['b'], changed: ['a: string => number'] },
        connectorMapping: { added: [], removed: [], changed: ['a: keyword => text'] },
        enums: { added: ['connector.status: error'], removed: [], changed: [] },
      },
      unreadable: [],
    });
  });

  it('of other words alone tell no change', () =>
    expect(comparePages(page(' a: string;'), `Hello.\n${page(' a: string; -> more')}`)).toEqual({
      parts: {},
      unreadable: [],
    }));

  it.each([
    ['a part that cannot be read', page(' ???'), [{ part: 'connector', side: 'target' }]],
    ['no page', null, [{ part: 'page', side: 'target' }]],
    ['a page of prose', 'All is well.', [{ part: 'page', side: 'target' }]],
  ])('never call %s no change', (_, now, unreadable) =>
    expect(comparePages(page(' a: string;'), now)).toEqual({ parts: {}, unreadable }),
  );
});
