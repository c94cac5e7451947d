// Elastic's published OpenAPI documents judge what the fake stack answers. They are not ours to copy, so this is opt-in:
// FORK_LINT_OPENAPI=DIR, a folder with one or both files of elastic/elasticsearch-specification, output/openapi/:
// elasticsearch-openapi.json (any branch from 8.14) and elasticsearch-serverless-openapi.json.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { probesFor, rootProbe } from '../../src/stack/live/probes.ts';
import { textAt } from '../../src/stack/live/reading.ts';
import { connector, healthy, job, type Replies, serverless, snapshot } from './support/fake.ts';

const folder = process.env['FORK_LINT_OPENAPI'];
if (folder === undefined) {
  console.warn('skipped: Elastic’s OpenAPI documents are looked for in FORK_LINT_OPENAPI=DIR');
}

interface OpenApi {
  readonly paths: Readonly<Record<string, object>>;
}

/** The documents write every union as `oneOf`, also of halves that overlap (a text, a text or null): any half will do. */
function documentOf(name: string): OpenApi | null {
  const file = join(folder ?? '', name);
  if (folder === undefined || !existsSync(file)) return null;
  return JSON.parse(readFileSync(file, 'utf8').replaceAll('"oneOf":', '"anyOf":'));
}

const pointer = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The path of the document that a request's path is an instance of: `/_snapshot/{repository}/{snapshot}`. */
function pathIn({ paths }: OpenApi, path: string): string | undefined {
  const parts = path.split('/');
  const fits = Object.keys(paths).filter((one) => {
    const wanted = one.split('/');
    return wanted.length === parts.length && wanted.every((part, i) => part === parts[i] || /^\{.*\}$/.test(part));
  });
  return fits.sort((a, b) => a.split('{').length - b.split('{').length)[0];
}

/** What the document says against an answer: nothing when the answer is as published. */
function against(document: OpenApi, ajv: Ajv, method: string, path: string, body: unknown): unknown {
  const published = pathIn(document, path);
  if (published === undefined) return `no ${path} in the document`;
  const place = ['paths', published, method.toLowerCase(), 'responses', '200'];
  const shared = textAt(document, ...place, '$ref'); // most answers stand among the components
  const response = shared ?? `#/${place.map(pointer).join('/')}`;
  const check = ajv.compile({ $ref: `document${response}/content/application~1json/schema` });
  return check(body) ? null : check.errors;
}

/** The connector but for a slip of the documents: a configured value is an object in them, and what the user typed in truth. */
const { host } = connector.configuration;
const flawed = { ...connector, configuration: { host: { ...host, value: {} } } };

const connectors: Replies = { 'GET /_connector': { body: { count: 1, results: [flawed] } } };
const jobs: Replies = { 'GET /_connector/_sync_job': { body: { count: 1, results: [job(10)] } } };

describe.each([
  ['elasticsearch-openapi.json', { ...healthy, ...connectors, ...jobs }, false],
  ['elasticsearch-serverless-openapi.json', { ...serverless, ...connectors, ...jobs }, true],
] as const)('%s', (name, replies, isServerless) => {
  const document = documentOf(name);
  if (folder !== undefined && document === null) console.warn(`skipped: ${name} is not in FORK_LINT_OPENAPI`);
  const ajv = new Ajv({ strict: false, validateFormats: false, discriminator: false });
  if (document) ajv.addSchema(document, 'document');

  const probes = [rootProbe, ...probesFor([9, 2, 2], { serverless: isServerless })];
  const asked = new Map(probes.map(({ method, path }) => [`${method} ${path.replace(/\?.*/, '')}`, { method, path }]));
  it.skipIf(!document).each([...asked])('has published what the fake answers to %s', (request, { method, path }) => {
    const reply = replies[request];
    if (!document || reply === undefined || typeof reply === 'function') throw new Error(`the fake has no ${request}`);
    expect(against(document, ajv, method, path.replace(/\?.*/, ''), reply.body)).toBeNull();
  });

  it.skipIf(!document)('would object', () => {
    if (!document) return;
    expect(against(document, ajv, 'GET', '/', { version: 'x' })).toMatchObject([{}]);
    const odd = { count: 1, results: [{ ...flawed, status: 'asleep' }] };
    expect(against(document, ajv, 'GET', '/_connector', odd)).not.toBeNull();
    if (isServerless) return;
    const wrong = { snapshots: [{ ...snapshot, start_time_in_millis: 'yesterday' }], total: 1, remaining: 0 };
    expect(against(document, ajv, 'GET', '/_snapshot/*/*', wrong)).not.toBeNull();
  });
});
