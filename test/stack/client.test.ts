// The official client must accept what the fake stack answers: else our tests prove nothing about a real one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fake, healthy, job, startFake } from './support/fake.ts';

/** What we use of `@elastic/elasticsearch`; a devDependency, so that the test says so itself when it is missing. */
interface Client {
  info(): Promise<unknown>;
  readonly snapshot: { get(of: object): Promise<unknown>; getRepository(): Promise<unknown> };
  readonly slm: { getStatus(): Promise<unknown>; getLifecycle(): Promise<unknown> };
  readonly connector: { list(): Promise<unknown>; syncJobList(of: object): Promise<unknown> };
  readonly features: { getFeatures(): Promise<unknown> };
  readonly security: { hasPrivileges(of: object): Promise<unknown> };
  readonly indices: { getAlias(): Promise<unknown>; getFieldMapping(of: object): Promise<unknown> };
  close(): Promise<void>;
}

const name = '@elastic/elasticsearch';
const library: { Client: new (of: object) => Client } | null = await import(name).catch(() => null);
if (!library) console.warn(`skipped: the contract test needs ${name} 9.4 (npm install)`);

describe.skipIf(!library)('the official client', () => {
  let fake: Fake;
  let client: Client;
  beforeAll(async () => {
    const jobs = { body: { count: 1, results: [job(10)] } };
    fake = await startFake({ ...healthy, 'GET /_connector/_sync_job': jobs });
    client = new (library?.Client ?? Object)({ node: fake.url, auth: { apiKey: 'a2V5' } }) as Client;
  });
  afterAll(async () => {
    await client.close();
    await fake.close();
  });

  it.each<readonly [string, (client: Client) => Promise<unknown>, object]>([
    ['info', (c) => c.info(), { version: { number: '9.2.2' } }],
    [
      'snapshot.get',
      (c) => c.snapshot.get({ repository: '*', snapshot: '*', sort: 'start_time', size: 20 }),
      { snapshots: [{ state: 'SUCCESS' }] },
    ],
    ['snapshot.getRepository', (c) => c.snapshot.getRepository(), { backups: { type: 'fs' } }],
    ['slm.getStatus', (c) => c.slm.getStatus(), { operation_mode: 'RUNNING' }],
    ['slm.getLifecycle', (c) => c.slm.getLifecycle(), { nightly: { version: 1 } }],
    ['connector.list', (c) => c.connector.list(), { results: [{ id: 'wiki' }] }],
    [
      'connector.syncJobList',
      (c) => c.connector.syncJobList({ status: 'in_progress' }),
      { results: [{ id: 'job-1' }] },
    ],
    [
      'security.hasPrivileges',
      (c) => c.security.hasPrivileges({ cluster: ['monitor'] }),
      { has_all_requested: true, cluster: { monitor: true } },
    ],
    ['indices.getAlias', (c) => c.indices.getAlias(), { 'search-wiki': { aliases: {} } }],
    [
      'indices.getFieldMapping',
      (c) => c.indices.getFieldMapping({ index: '.elastic-connectors-sync-jobs-v1', fields: 'job_type' }),
      { '.elastic-connectors-sync-jobs-v1': { mappings: { job_type: { full_name: 'job_type' } } } },
    ],
    ['features.getFeatures', (c) => c.features.getFeatures(), { features: [{ name: 'security' }] }],
  ])('%s', async (_, call, expected) => expect(await call(client)).toMatchObject(expected));

  it('takes a refusal for one, as we do', async () => {
    const denied = {
      status: 403,
      body: { error: { root_cause: [], type: 'security_exception', reason: 'no' }, status: 403 },
    };
    const other = await startFake({ ...healthy, 'GET /_snapshot': denied });
    const asking = new (library?.Client ?? Object)({ node: other.url, maxRetries: 0 }) as Client;
    await expect(asking.snapshot.getRepository()).rejects.toMatchObject({ statusCode: 403 });
    await asking.close();
    await other.close();
  });

  it('takes what lacks the product header for something else, as we say', async () => {
    const other = await startFake({
      'GET /': { body: { version: { number: '7.10.2' } }, headers: { 'x-elastic-product': 'x' } },
    });
    const asking = new (library?.Client ?? Object)({ node: other.url, maxRetries: 0 }) as Client;
    await expect(asking.info()).rejects.toMatchObject({ name: 'ProductNotSupportedError' });
    await asking.close();
    await other.close();
  });
});
