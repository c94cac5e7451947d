// The schema that editors use says what reading a config says, on a table of configs.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../../rules/index.ts';
import { readConfig } from '../../src/config/read.ts';
import { connectors } from '../../src/layout/connectors.ts';

/** The part of JSON Schema that the generator uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const generator: { configSchema(): Schema } = await import(new URL('../../src/schema.mjs', import.meta.url).href);
const schema = generator.configSchema();
const names = rules.map(({ name }) => name);

function reads(text: string): boolean {
  try {
    readConfig(text, { file: 'fork-lint.yaml', rules: names, layouts: [connectors] });
    return true;
  } catch {
    return false;
  }
}

function accepts(one: Schema, value: unknown): boolean {
  const { $ref, anyOf, allOf, type, pattern, required = [], properties = {}, additionalProperties = true } = one;
  if ($ref !== undefined && !accepts(schema.definitions?.[$ref.replace('#/definitions/', '')] ?? { enum: [] }, value))
    return false;
  if (anyOf && !anyOf.some((part) => accepts(part, value))) return false;
  if (allOf && !allOf.every((part) => accepts(part, value))) return false;
  if (one.enum && !one.enum.includes(value)) return false;
  if (type !== undefined && typeOf(value) !== type) return false;
  if (pattern !== undefined && typeof value === 'string' && !new RegExp(pattern).test(value)) return false;
  if (Array.isArray(value)) return acceptsAll(one, value);
  if (typeOf(value) !== 'object') return true;
  const entries = Object.entries(value ?? {});
  if (required.some((key) => !entries.some(([name]) => name === key))) return false;
  return entries.every(([key, inner]) => {
    const known = properties[key] ?? additionalProperties;
    return typeof known === 'boolean' ? known : accepts(known, inner);
  });
}

function acceptsAll(
  { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY }: Schema,
  values: readonly unknown[],
): boolean {
  if (values.length < minItems || values.length > maxItems) return false;
  return values.every((value, i) => {
    const item = Array.isArray(items) ? items[i] : items;
    return item === undefined || accepts(item as Schema, value); // not an array: the line above took one out of it
  });
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const whole = `
$schema: x
upstream: upstream
target: v9.5.2
releaseLines: ['^\\d+\\.\\d+$']
layout:
  extends: connectors
  features: [{area: source, places: [{since: '1', globs: ['src/**'], when: {exists: [a], matches: [b, c]}}]}]
rules: {framework-edit: warn, carry-new: error}
failOn: next
upstreamBranches: ['feature/*']
own: ['acme/**']
carries: our.carries.yaml
newFrom: origin/main
stack: {elasticsearch: 'https://localhost:9200'}
`;

describe('the schema of fork-lint.yaml', () => {
  it.each([
    ['everything', whole, true],
    ['keys without values', 'upstream:\nrules:\nstack:\nown:\n', true],
    ['an unknown key', 'upstreams: x\n', false],
    ['a number for a text', 'target: 9.10\n', false],
    ['an empty text', "upstream: ''\n", false],
    ['a text for a list', 'own: acme/**\n', false],
    ['an unknown rule', 'rules: {framework-edits: warn}\n', false],
    ['an unknown level', 'rules: {framework-edit: fatal}\n', false],
    ['a level that is not given', 'rules: {framework-edit: }\n', false],
    ['a word that failOn does not know', 'failOn: later\n', false],
    ['a list of keys', '- upstream\n', false],
    ['an unknown key of stack', 'stack: {kibanas: x}\n', false],
    ['a layout by name', 'layout: connectors\n', true],
    ['a layout that lacks its parts', 'layout: {name: mine}\n', false],
    ['a feature of an unknown area', whole.replace('area: source', 'area: sauce'), false],
    ['a pair of three', whole.replace('[b, c]', '[b, c, d]'), false],
    ['a place without globs', whole.replace(", globs: ['src/**']", ''), false],
  ])('%s', (_, text, good) => {
    expect(reads(text)).toBe(good);
    expect(accepts(schema, parse(text))).toBe(good);
  });

  it.each([
    ['the name of a layout', 'layout: conectors\n'],
    ['a glob', "own: ['../x']\n"],
    ['an expression', "releaseLines: ['(']\n"],
    ['a path', 'carries: /etc/passwd\n'],
  ])('leaves the soundness of %s to who reads it', (_, text) => {
    expect(reads(text)).toBe(false);
    expect(accepts(schema, parse(text))).toBe(true);
  });

  it('names every rule, and describes every key', () => {
    const inner = schema.properties?.['rules']?.anyOf?.[0]?.properties ?? {};
    expect(Object.keys(inner)).toEqual([...names].sort());
    for (const [key, told] of Object.entries(schema.properties ?? {}))
      expect([key, 'description' in told]).toEqual([key, true]);
  });
});
