import { expect, it } from 'vitest';
import { registryEdit } from '../../rules/registry-edit.ts';
import type { Facts } from '../../src/rule.ts';
import { change, inspected, quiet } from './facts.ts';

const entry = (serviceType: string, line: number) => ({
  serviceType,
  module: `sources.${serviceType}`,
  className: 'Source',
  line,
});

/** A fork that added these entries to `registry.py`, and one more to another registry. */
const adding = (added: ReturnType<typeof entry>[]): Partial<Facts> => ({
  breaches: { ...quiet.breaches, registry: [{ change: change('registry.py'), path: 'registry.py', did: 'changed' }] },
  registries: [
    { path: 'other.py', added: [entry('other', 1)], lost: [], onlyAdds: true },
    { path: 'registry.py', added, lost: [], onlyAdds: true },
  ],
});

it.each([
  ['none', [], { path: 'registry.py' }, [], 'reorders its entries'],
  [
    'one',
    [entry('acme', 7)],
    { path: 'registry.py', line: 7 },
    ['acme: sources.acme:Source'],
    'registers acme: sources.acme:Source',
  ],
  [
    'two',
    [entry('acme', 7), entry('wiki', 9)],
    { path: 'registry.py', line: 7 },
    ['acme: sources.acme:Source', 'wiki: sources.wiki:Source'],
    'registers acme: sources.acme:Source, wiki: sources.wiki:Source',
  ],
])('%s', (_, added, at, content, message) =>
  expect(inspected(registryEdit, adding(added))).toMatchObject([{ at, content, message }]),
);

it('is said even where nobody knows the entries', () =>
  expect(inspected(registryEdit, { ...adding([]), registries: [] })).toMatchObject([
    { message: 'reorders its entries' },
  ]));
