import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/stack/live/answer.ts';
import { ask, type Endpoint } from '../../src/stack/live/http.ts';
import { rootProbe } from '../../src/stack/live/probes.ts';
import { cloudHosts, endpointsOf, type ServerFlags } from '../../src/stack/live/settings.ts';
import { type Fake, healthy, type Reply, startFake } from './support/fake.ts';

const secret = 'VGhpc0lzVGhlS2V5OlRoaXNJc1RoZVNlY3JldA==';
const to = (url: string, extra: Partial<Endpoint> = {}): Endpoint => ({
  url: new URL(url),
  authorization: `ApiKey ${secret}`,
  ca: null,
  fingerprint: null,
  headers: {},
  timeout: 1000,
  ...extra,
});
const words = (answer: Answer): string => (answer.kind === 'ok' ? 'ok' : `${answer.kind}: ${answer.reason}`);

let fake: Fake | undefined;
afterEach(async () => {
  await fake?.close();
  fake = undefined;
});

async function asked(reply: Reply): Promise<string> {
  fake = await startFake({ 'GET /': reply });
  return words(await ask(rootProbe, to(fake.url)));
}

describe('what a server may answer', () => {
  it.each<readonly [string, Reply, RegExp]>([
    ['200', { body: healthy['GET /'] }, /^ok$/],
    [
      '401',
      { status: 401, body: { error: { reason: 'unable to authenticate' }, status: 401 } },
      /^refused: 401: unable to authenticate: the credentials are missing or wrong/,
    ],
    [
      '403',
      { status: 403, body: { error: { reason: 'granted by [monitor]' }, status: 403 } },
      /^refused: 403: granted by \[monitor\]/,
    ],
    ['404', { status: 404, body: { error: { reason: 'no such index' }, status: 404 } }, /^refused: 404: no such index/],
    [
      '404 on serverless',
      { status: 404, body: { error: 'not available when running in serverless mode' } },
      /^refused: 404: not available/,
    ],
    ['410', { status: 410, body: { error: 'gone' } }, /^refused: 410: gone/],
    ['500', { status: 500, body: { error: { reason: 'out of memory' }, status: 500 } }, /^refused: 500: out of memory/],
    [
      'HTML',
      { body: '<html><title>Log in</title></html>', headers: { 'content-type': 'text/html' } },
      /^failed: .*HTML/,
    ],
    ['HTML with 401', { status: 401, body: '<html></html>' }, /^refused: .*credentials/],
    ['nothing', { body: '' }, /^failed: .*is nothing/],
    ['half of it', { body: '{"version":', truncated: true }, /^failed: .*(broke|closed)/],
    ['JSON cut short', { body: '{"version":' }, /^failed: .*no JSON/],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://login.example.org/?token=x' }, body: '' },
      /^failed: the server redirects \(302\)/,
    ],
    ['half of it and then nothing', { body: { version: {} }, stalls: true }, /^failed: no whole answer within 1 s/],
    ['too late', { body: {}, delay: 3000 }, /^failed: no whole answer within 1 s/],
  ])('%s', async (_, reply, expected) => expect(await asked(reply)).toMatch(expected));

  it('follows no redirect', async () => {
    await asked({ status: 302, headers: { location: '/elsewhere' }, body: '' });
    expect(fake?.seen).toHaveLength(1);
  });
});

describe('what a network may answer', () => {
  it('nothing listens', async () =>
    expect(words(await ask(rootProbe, to('http://127.0.0.1:9')))).toMatch(/^failed: nothing listens there/));
  it('no such host', async () =>
    expect(words(await ask(rootProbe, to('http://no-such-host.invalid')))).toMatch(/^failed: the name of the host/));

  it('https to an http port', async () => {
    fake = await startFake(healthy);
    expect(words(await ask(rootProbe, to(fake.url.replace('http:', 'https:'))))).toMatch(
      /^failed: the server does not speak https/,
    );
  });

  it('a server that never speaks', async () => {
    const server = createServer(() => {});
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo; // it listens on a port
    expect(words(await ask(rootProbe, to(`http://127.0.0.1:${port}`)))).toMatch(/within 1 s/);
    server.close();
  });
});

describe('certificates', () => {
  let dir = '';
  let tls: { key: string; cert: string } | undefined;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'fork-lint-tls-'));
    const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
    const args = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
    ];
    try {
      execFileSync('openssl', [...args, '-days', '2', '-subj', '/CN=fake', '-addext', 'subjectAltName=IP:127.0.0.1'], {
        stdio: 'ignore',
      });
      tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
    } catch {
      console.warn('skipped: tests of certificates need openssl');
    }
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const secured = async (extra: Partial<Endpoint>): Promise<string> => {
    fake = await startFake(healthy, tls);
    return words(await ask(rootProbe, to(fake.url, extra)));
  };
  const print = (): string =>
    execFileSync('openssl', ['x509', '-in', join(dir, 'cert.pem'), '-noout', '-fingerprint', '-sha256'], {
      encoding: 'utf8',
    })
      .split('=')[1]
      ?.trim() ?? '';

  it('http to an https port', async ({ skip }) => {
    if (!tls) skip();
    fake = await startFake(healthy, tls);
    expect(words(await ask(rootProbe, to(fake.url.replace('https:', 'http:'))))).toMatch(/^failed: .*https/);
    expect(fake.seen).toEqual([]);
  });

  it('self-signed', async ({ skip }) => {
    if (!tls) skip();
    expect(await secured({})).toMatch(/^failed: the certificate is self-signed/);
    expect(fake?.seen).toEqual([]);
  });

  it('with its authority', async ({ skip }) => {
    if (!tls) skip();
    expect(await secured({ ca: tls?.cert ?? '' })).toBe('ok');
  });

  it('for another name', async ({ skip }) => {
    if (!tls) skip();
    fake = await startFake(healthy, tls);
    expect(
      words(await ask(rootProbe, to(fake.url.replace('127.0.0.1', 'localhost'), { ca: tls?.cert ?? '' }))),
    ).toMatch(/^failed: (the certificate is for another host name|nothing listens)/);
  });

  it('by fingerprint', async ({ skip }) => {
    if (!tls) skip();
    expect(await secured({ fingerprint: print() })).toBe('ok');
    expect(fake?.seen[0]?.authorization).toBe(`ApiKey ${secret}`);
  });

  it('by a wrong fingerprint, before anything is sent', async ({ skip }) => {
    if (!tls) skip();
    expect(await secured({ fingerprint: 'ab'.repeat(32) })).toMatch(
      /^failed: no certificate of the server has the fingerprint/,
    );
    expect(fake?.seen).toEqual([]);
  });
});

describe('settings', () => {
  const none: ServerFlags = {
    elasticsearch: undefined,
    kibana: undefined,
    enterpriseSearch: undefined,
    cloudId: undefined,
    ca: undefined,
    caFingerprint: undefined,
    apiKeyFile: undefined,
    tokenFile: undefined,
    username: undefined,
    passwordFile: undefined,
    timeout: 1,
  };
  const stack = { elasticsearch: null, kibana: null };
  const read = (path: string): string => `text of ${path}`;
  const es = (flags: Partial<ServerFlags>, env: Record<string, string> = {}, service: unknown = null) =>
    endpointsOf(
      { ...none, ...flags },
      { env, stack, service: service === null ? null : { settings: service, named: true }, read },
    ).get('elasticsearch');

  it.each<readonly [string, Partial<ServerFlags>, Record<string, string>, unknown, string | null]>([
    ['an API key', {}, { ES_URL: 'https://es:9200', ES_API_KEY: secret }, null, `ApiKey ${secret}`],
    [
      'id and key',
      {},
      { ES_URL: 'https://es:9200', ES_API_KEY: 'id:key' },
      null,
      `ApiKey ${Buffer.from('id:key').toString('base64')}`,
    ],
    ['a file', { apiKeyFile: 'key', elasticsearch: 'https://es' }, {}, null, 'ApiKey text of key'],
    ['a token', {}, { ES_URL: 'https://es', ES_BEARER_TOKEN: 'abc' }, null, 'Bearer abc'],
    [
      'a password',
      {},
      { ES_URL: 'https://es', ES_USERNAME: 'u', ES_PASSWORD: 'p' },
      null,
      `Basic ${Buffer.from('u:p').toString('base64')}`,
    ],
    ['in the URL', { elasticsearch: 'https://u:p@es' }, {}, null, `Basic ${Buffer.from('u:p').toString('base64')}`],
    ['config.yml', {}, {}, { elasticsearch: { host: 'https://es', api_key: 'k' } }, 'ApiKey k'],
    [
      'config.yml, flat',
      {},
      {},
      { 'elasticsearch.host': 'https://es', 'elasticsearch.username': 'u', 'elasticsearch.password': 'p' },
      `Basic ${Buffer.from('u:p').toString('base64')}`,
    ],
    [
      'config.yml’s key for another host',
      { elasticsearch: 'https://other' },
      {},
      { elasticsearch: { host: 'https://es', api_key: 'k' } },
      null,
    ],
    ['nothing', { elasticsearch: 'https://es' }, {}, null, null],
  ])('%s', (_, flags, env, service, authorization) => {
    const endpoint = es(flags, env, service);
    expect(endpoint?.authorization).toBe(authorization);
    expect(endpoint?.url.href).not.toMatch(/u:p/);
  });

  it('sends what the environment holds to no host that only fork-lint.yaml names', () => {
    const named = { elasticsearch: 'https://stranger:9200', kibana: 'https://stranger:5601' };
    const env = { ES_API_KEY: secret };
    const by = (flags: Partial<ServerFlags>) =>
      endpointsOf({ ...none, ...flags }, { env, stack: named, service: null, read });
    expect([...by({}).values()].map(({ authorization }) => authorization)).toEqual([null, null]);
    expect(by({ elasticsearch: 'https://es:9200' }).get('elasticsearch')?.authorization).toBe(`ApiKey ${secret}`);
    expect(by({ apiKeyFile: 'key' }).get('elasticsearch')?.authorization).toBe('ApiKey text of key');
  });

  it('sends what the environment holds to no host that only a config.yml names which nobody named', () => {
    const settings = { elasticsearch: { host: 'https://es', api_key: 'k' } };
    const by = (named: boolean) =>
      endpointsOf(none, { env: { ES_API_KEY: secret }, stack, service: { settings, named }, read }).get(
        'elasticsearch',
      );
    expect(by(false)?.authorization).toBe('ApiKey k');
    expect(by(true)?.authorization).toBe(`ApiKey ${secret}`);
  });

  it('reads a cloud id', () => {
    const id = `name:${Buffer.from('eu.example.org$abc$def').toString('base64')}`;
    expect(cloudHosts(id)).toEqual({
      elasticsearch: 'https://abc.eu.example.org',
      kibana: 'https://def.eu.example.org',
    });
    expect(() => cloudHosts('nonsense')).toThrow(/cloud id/);
  });

  it.each([
    [{ username: 'u', elasticsearch: 'https://es' }, /needs a password/],
    [{ caFingerprint: 'abc', elasticsearch: 'https://es' }, /64 hexadecimal/],
    [{ elasticsearch: 'ftp://es' }, /over http or https/],
    [{ elasticsearch: 'https://u:hunter2@[bad' }, /cannot be read/],
  ])('refuses %j', (flags, message) => {
    expect(() => es(flags)).toThrow(message);
    expect(() => es(flags)).not.toThrow(/hunter2/);
  });
});
