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
    ['features.getFeatures', (c) => c.features.getFeatures(), { features: [{ name: 'security' }] }],
  ])('%s', async (_, call, expected) => expect(await call(client)).toMatchObject(expected));
});
