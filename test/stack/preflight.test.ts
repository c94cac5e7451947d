import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { analyse } from '../../src/stack/live/analyse.ts';
import { type Check, type CheckName, checkNames, preflightCode } from '../../src/stack/live/check.ts';
import { askStack, savedAnswers } from '../../src/stack/live/collect.ts';
import { endpointsOf, type ServerFlags } from '../../src/stack/live/settings.ts';
import {
  connector,
  type Fake,
  healthy,
  job,
  type Replies,
  type Reply,
  seenAgo,
  snapshot,
  startFake,
} from './support/fake.ts';

const noFlags: ServerFlags = {
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
  timeout: 5,
};

let fake: Fake | undefined;
afterEach(async () => {
  await fake?.close();
  fake = undefined;
});

interface Setup {
  readonly replies?: Replies;
  readonly fork?: string | null;
  readonly target?: string | null;
  readonly maxAge?: number;
  readonly enterprise?: boolean;
  readonly kibana?: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

/** Every check, with the healthy stack but for what is given. */
async function checks({
  replies = {},
  fork = '9.2.2',
  target = '9.5.2',
  maxAge = 24,
  ...which
}: Setup = {}): Promise<Check[]> {
  fake = await startFake({ ...healthy, ...replies });
  const { url } = fake;
  const flags = {
    ...noFlags,
    timeout: which.timeout ?? noFlags.timeout,
    elasticsearch: url,
    kibana: which.kibana === false ? undefined : url,
    enterpriseSearch: which.enterprise ? url : undefined,
  };
  const sources = { env: {}, stack: { elasticsearch: null, kibana: null }, service: null, read: () => '' };
  const answers = await askStack(endpointsOf(flags, sources));
  return analyse({ answers, versions: { fork, target }, maxAge });
}

async function verdictOf(name: CheckName, setup: Setup = {}): Promise<string> {
  const check = (await checks(setup)).find((one) => one.name === name);
  return check ? `${check.verdict}${check.weight === 'warn' && check.verdict !== 'pass' ? ' (warn)' : ''}` : 'absent';
}

const denied: Reply = {
  status: 403,
  body: {
    error: {
      root_cause: [],
      type: 'security_exception',
      reason:
        'action is unauthorized for user [preflight], this action is granted by the cluster privileges [monitor_snapshot,manage,all]',
    },
    status: 403,
  },
};
const root = (version: Record<string, unknown>): Replies => ({
  'GET /': { body: { version: { number: '9.2.2', build_flavor: 'default', ...version } } },
});
const snapshots = (...all: readonly object[]): Replies => ({
  'GET /_snapshot/*/*': { body: { snapshots: all, total: all.length, remaining: 0 } },
});
const connectors = (...all: readonly object[]): Replies => ({
  'GET /_connector': { body: { count: all.length, results: all } },
});
const jobs = (by: Readonly<Record<string, readonly object[]>>): Replies => ({
  'GET /_connector/_sync_job': (query) => {
    const results = by[query.get('status') ?? ''] ?? [];
    return { body: { count: results.length, results } };
  },
});

describe('a healthy stack before its upgrade', () => {
  it('passes everything but what only the upgrade itself brings', async () => {
    const all = await checks();
    expect(all.filter(({ verdict }) => verdict !== 'pass').map(({ name }) => name)).toEqual(['stack-first']);
    expect(preflightCode(all)).toBe(0);
  });

  it('makes every check', async () =>
    expect(new Set((await checks()).map(({ name }) => name))).toEqual(new Set(checkNames)));
});

type Row = readonly [CheckName, string, string, Setup];

describe('every verdict, both ways', () => {
  const rows: readonly Row[] = [
    ['connection', 'answers', 'pass', {}],
    ['connection', 'no credentials', 'unverified', { replies: { 'GET /': { ...denied, status: 401 } } }],
    ['connection', 'forbidden', 'unverified', { replies: { 'GET /': denied } }],
    ['connection', 'no Elasticsearch', 'fail', { replies: { 'GET /': { body: { hello: 'world' } } } }],
    [
      'connection',
      'another product',
      'fail',
      {
        replies: {
          'GET /': { body: { version: { number: '2.11.0' } }, headers: { 'x-elastic-product': 'OpenSearch' } },
        },
      },
    ],
    ['connection', 'a version nobody can read', 'unverified', { replies: root({ number: 'next' }) }],
    ['connection', 'serverless', 'pass', { replies: root({ build_flavor: 'serverless', number: '8.11.0' }) }],
    ['privileges', 'all there', 'pass', {}],
    [
      'privileges',
      'one is missing',
      'fail (warn)',
      {
        replies: {
          'POST /_security/user/_has_privileges': {
            body: { has_all_requested: false, cluster: { monitor_snapshot: false }, index: {} },
          },
        },
      },
    ],
    [
      'privileges',
      'security is off',
      'pass',
      {
        replies: {
          'POST /_security/user/_has_privileges': { status: 404, body: { error: 'no handler', status: 404 } },
        },
      },
    ],
    [
      'privileges',
      'unknown',
      'unverified (warn)',
      {
        replies: {
          'POST /_security/user/_has_privileges': { status: 500, body: { error: { reason: 'x' }, status: 500 } },
        },
      },
    ],
    ['versions', 'equal', 'pass', {}],
    ['versions', 'refuses', 'fail (warn)', { fork: '9.3.0' }],
    ['versions', 'crashes', 'fail', { fork: '9.2.2-acme' }],
    ['versions', 'unknown', 'unverified', { fork: null }],
    ['stack-path', 'one step', 'pass', {}],
    ['stack-path', 'two steps', 'fail (warn)', { replies: root({ number: '8.12.0' }), fork: '8.12.0.0' }],
    ['stack-path', 'no way', 'fail', { replies: root({ number: '8.19.0' }), target: '9.0.1' }],
    ['stack-path', 'arrived', 'pass', { replies: root({ number: '9.5.2' }) }],
    ['stack-path', 'unknown', 'unverified', { target: null }],
    ['stack-first', 'upgraded', 'pass', { replies: root({ number: '9.5.2' }) }],
    ['stack-first', 'still old', 'fail (warn)', {}],
    ['kibana', 'same version', 'pass', {}],
    [
      'kibana',
      'older',
      'fail',
      {
        replies: {
          'GET /api/status': { body: { version: { number: '9.1.0' }, status: { overall: { level: 'available' } } } },
        },
      },
    ],
    [
      'kibana',
      'degraded',
      'fail (warn)',
      {
        replies: {
          'GET /api/status': {
            status: 503,
            body: { version: { number: '9.2.2' }, status: { overall: { level: 'critical' } } },
          },
        },
      },
    ],
    [
      'kibana',
      'no rights',
      'unverified (warn)',
      { replies: { 'GET /api/status': { body: { status: { overall: { level: 'available' } } } } } },
    ],
    ['kibana', 'not given', 'unverified (warn)', { kibana: false }],
    ['enterprise-search', 'gone', 'pass', {}],
    [
      'enterprise-search',
      'same',
      'pass',
      {
        enterprise: true,
        replies: { ...root({ number: '8.19.1' }), 'GET /api/ent/v1/internal/version': { body: { number: '8.19.0' } } },
      },
    ],
    [
      'enterprise-search',
      'older',
      'fail',
      {
        enterprise: true,
        replies: { ...root({ number: '8.19.1' }), 'GET /api/ent/v1/internal/version': { body: { number: '8.12.0' } } },
      },
    ],
    ['enterprise-search', 'not given', 'unverified (warn)', { replies: root({ number: '8.19.1' }) }],
    ['snapshot', 'good', 'pass', {}],
    ['snapshot', 'none', 'fail', { replies: snapshots() }],
    ['snapshot', 'partial', 'fail', { replies: snapshots({ ...snapshot, state: 'PARTIAL' }) }],
    ['snapshot', 'in progress', 'fail', { replies: snapshots({ ...snapshot, state: 'IN_PROGRESS' }) }],
    [
      'snapshot',
      'failed shards',
      'fail',
      { replies: snapshots({ ...snapshot, shards: { total: 4, failed: 1, successful: 3 } }) },
    ],
    ['snapshot', 'shards not told', 'unverified', { replies: snapshots({ ...snapshot, shards: undefined }) }],
    [
      'snapshot',
      'lacks an index',
      'fail',
      { replies: snapshots({ ...snapshot, indices: ['.elastic-connectors-v1', '.elastic-connectors-sync-jobs-v1'] }) },
    ],
    [
      'snapshot',
      'lacks access control',
      'fail',
      { replies: snapshots({ ...snapshot, indices: snapshot.indices.slice(0, 3) }) },
    ],
    [
      'snapshot',
      'state in a feature',
      'pass',
      {
        replies: snapshots({
          ...snapshot,
          indices: snapshot.indices.slice(2),
          feature_states: [{ feature_name: 'ent', indices: snapshot.indices.slice(0, 2) }],
        }),
      },
    ],
    [
      'snapshot',
      'an alias resolved',
      'pass',
      {
        replies: {
          ...connectors({ ...connector, index_name: 'wiki-alias' }),
          'GET /_alias': { body: { 'search-wiki': { aliases: { 'wiki-alias': {} } } } },
        },
      },
    ],
    [
      'snapshot',
      'an alias unresolved',
      'unverified',
      { replies: { ...connectors({ ...connector, index_name: 'wiki-alias' }), 'GET /_alias': denied } },
    ],
    [
      'snapshot',
      'access control unknown',
      'unverified',
      {
        replies: {
          'GET /_alias': denied,
          ...connectors({ ...connector, scheduling: { access_control: { enabled: true } } }),
          ...snapshots({ ...snapshot, indices: snapshot.indices.slice(0, 3) }),
        },
      },
    ],
    ['snapshot', 'connectors unknown', 'unverified', { replies: { 'GET /_connector': denied } }],
    ['snapshot', 'forbidden', 'unverified', { replies: { 'GET /_snapshot/*/*': denied } }],
    ['snapshot', 'of an older version', 'fail', { replies: snapshots({ ...snapshot, version: '9.1.0' }) }],
    [
      'snapshot',
      'made after the upgrade',
      'fail',
      { replies: { ...root({ number: '9.5.2' }), ...snapshots({ ...snapshot, version: '9.5.2' }) } },
    ],
    ['snapshot', 'made before the upgrade', 'pass', { replies: root({ number: '9.5.2' }) }],
    [
      'snapshot',
      'an older one is good',
      'pass',
      {
        replies: snapshots(
          { ...snapshot, start_time_in_millis: snapshot.start_time_in_millis + 1, state: 'FAILED' },
          snapshot,
        ),
      },
    ],
    [
      'snapshot',
      'old shape',
      'pass',
      {
        replies: { 'GET /_snapshot/*/*': { body: { responses: [{ repository: 'backups', snapshots: [snapshot] }] } } },
      },
    ],
    ['snapshot-age', 'fresh', 'pass', {}],
    ['snapshot-age', 'stale', 'fail', { maxAge: 0 }],
    [
      'snapshot-age',
      'a sync began since',
      'fail (warn)',
      { replies: jobs({ in_progress: [{ ...job(0), started_at: seenAgo(60) }] }) },
    ],
    [
      'snapshot-age',
      'no clock',
      'unverified (warn)',
      { replies: { 'GET /': { ...healthy['GET /'], headers: { date: 'never' } } } },
    ],
    ['snapshot-state', 'with cluster state', 'pass', {}],
    ['snapshot-state', 'without', 'fail (warn)', { replies: snapshots({ ...snapshot, include_global_state: false }) }],
    [
      'snapshot-state',
      'not told',
      'unverified (warn)',
      { replies: snapshots({ ...snapshot, include_global_state: null }) },
    ],
    ['repository', 'there', 'pass', {}],
    ['repository', 'none', 'fail', { replies: { 'GET /_snapshot': { body: {} } } }],
    [
      'repository',
      'read-only',
      'fail',
      { replies: { 'GET /_snapshot': { body: { backups: { type: 'fs', settings: { readonly: 'true' } } } } } },
    ],
    ['repository', 'forbidden', 'unverified', { replies: { 'GET /_snapshot': denied } }],
    ['slm', 'runs', 'pass', {}],
    ['slm', 'stopped', 'fail (warn)', { replies: { 'GET /_slm/status': { body: { operation_mode: 'STOPPED' } } } }],
    ['slm', 'no policy', 'fail (warn)', { replies: { 'GET /_slm/policy': { body: {} } } }],
    ['slm', 'forbidden', 'unverified (warn)', { replies: { 'GET /_slm/policy': denied } }],
    ['services-stopped', 'silent for two hours', 'pass', {}],
    [
      'services-stopped',
      'seen a minute ago',
      'fail',
      { replies: connectors({ ...connector, last_seen: seenAgo(60) }) },
    ],
    ['services-stopped', 'seen 599 s ago', 'fail', { replies: connectors({ ...connector, last_seen: seenAgo(599) }) }],
    ['services-stopped', 'seen 601 s ago', 'pass', { replies: connectors({ ...connector, last_seen: seenAgo(601) }) }],
    ['services-stopped', 'never ran', 'pass', { replies: connectors({ ...connector, last_seen: null }) }],
    ['services-stopped', 'no connectors', 'pass', { replies: connectors() }],
    [
      'services-stopped',
      "Elastic's own",
      'pass',
      {
        replies: {
          ...root({ number: '8.19.0' }),
          ...connectors({ ...connector, is_native: true, last_seen: seenAgo(1) }),
        },
      },
    ],
    [
      'services-stopped',
      'native, yet yours from 9.0',
      'fail',
      { replies: connectors({ ...connector, is_native: true, last_seen: seenAgo(1) }) },
    ],
    ['services-stopped', 'forbidden', 'unverified', { replies: { 'GET /_connector': denied } }],
    ['jobs', 'none', 'pass', {}],
    ['jobs', 'running', 'fail', { replies: jobs({ in_progress: [job(10)] }) }],
    ['jobs', 'being cancelled', 'fail', { replies: jobs({ canceling: [{ ...job(10), status: 'canceling' }] }) }],
    ['jobs', 'killed', 'fail (warn)', { replies: jobs({ in_progress: [job(301)] }) }],
    ['jobs', 'waiting', 'pass', { replies: jobs({ pending: [{ ...job(10), status: 'pending' }] }) }],
    ['jobs', 'forbidden', 'unverified', { replies: { 'GET /_connector/_sync_job': denied } }],
    ['leftovers', 'none', 'pass', {}],
    [
      'leftovers',
      'no custom_scheduling',
      'fail (warn)',
      { replies: connectors({ ...connector, custom_scheduling: undefined }) },
    ],
    [
      'leftovers',
      'bare configuration',
      'fail (warn)',
      { replies: connectors({ ...connector, configuration: { host: { value: 'x', label: 'Host' } } }) },
    ],
    [
      'leftovers',
      'no job_type',
      'fail (warn)',
      {
        replies: {
          'GET /.elastic-connectors-sync-jobs-v1/_mapping/field/job_type': {
            body: { '.elastic-connectors-sync-jobs-v1': { mappings: {} } },
          },
        },
      },
    ],
    [
      'leftovers',
      'no index',
      'pass',
      {
        replies: {
          'GET /.elastic-connectors-sync-jobs-v1/_mapping/field/job_type': {
            status: 404,
            body: { error: { type: 'index_not_found_exception', reason: 'no such index [x]' }, status: 404 },
          },
        },
      },
    ],
    [
      'leftovers',
      'forbidden',
      'unverified (warn)',
      { replies: { 'GET /.elastic-connectors-sync-jobs-v1/_mapping/field/job_type': denied } },
    ],
  ];

  it.each(rows)('%s: %s is %s', async (name, _, verdict, setup) => expect(await verdictOf(name, setup)).toBe(verdict));

  it('tells which privilege is missing', async () => {
    const all = await checks({ replies: { 'GET /_snapshot/*/*': denied } });
    const check = all.find(({ name }) => name === 'snapshot');
    expect(check?.needs).toBe('cluster privilege monitor_snapshot');
    expect(check?.text).toContain('granted by the cluster privileges [monitor_snapshot,manage,all]');
    expect(preflightCode(all)).toBe(2);
  });
});

describe('what is no answer never passes, whichever question it is to', () => {
  const failures: Readonly<Record<string, Reply>> = {
    '401': { status: 401, body: { error: { type: 'security_exception', reason: 'missing credentials' }, status: 401 } },
    '403': denied,
    '404': { status: 404, body: { error: { type: 'not_found', reason: 'nothing there' }, status: 404 } },
    '500': { status: 500, body: { error: { type: 'illegal_state_exception', reason: 'oh' }, status: 500 } },
    HTML: { body: '<html><title>Log in</title></html>', headers: { 'content-type': 'text/html' } },
    'a redirect': { status: 302, body: '', headers: { location: 'https://login.example.org/' } },
    'half of it': { body: '{"count":', truncated: true },
    'too late': { body: {}, delay: 10_000 },
    null: { body: 'null' },
    'a list': { body: [] },
    'another object': { body: { hello: 'world' } },
  };
  const asked: Readonly<Record<string, CheckName>> = {
    'GET /': 'connection',
    'GET /_snapshot': 'repository',
    'GET /_snapshot/*/*': 'snapshot',
    'GET /_slm/policy': 'slm',
    'GET /_slm/status': 'slm',
    'GET /_connector': 'services-stopped',
    'GET /_connector/_sync_job': 'jobs',
    'GET /.elastic-connectors-sync-jobs-v1/_mapping/field/job_type': 'leftovers',
    'GET /api/status': 'kibana',
    'POST /_security/user/_has_privileges': 'privileges',
  };
  /** Answers that say something true by being so: a repository or policy is an entry of an object that may be any. */
  const telling: readonly string[] = [
    'GET /: another object', // what is not Elasticsearch fails
    'GET /: null',
    'GET /: a list',
    'GET /_snapshot: another object',
    'GET /_slm/policy: another object',
    'POST /_security/user/_has_privileges: 404', // security is off
  ];

  it.each(Object.entries(failures))('%s', async (failure, reply) => {
    for (const [request, name] of Object.entries(asked)) {
      if (telling.includes(`${request}: ${failure}`)) continue;
      const all = await checks({ replies: { [request]: reply }, timeout: failure === 'too late' ? 0.2 : 5 });
      const check = all.find((one) => one.name === name);
      expect([request, check?.verdict], check?.text).toEqual([request, 'unverified']);
      if (check?.weight === 'error') expect(preflightCode(all), request).toBe(2);
      await fake?.close();
    }
  });
});

describe('older and other stacks', () => {
  it('asks the indices before 8.12', async () => {
    const hit = { _id: 'wiki', _source: { ...connector, id: undefined, last_seen: seenAgo(30) } };
    const replies: Replies = {
      ...root({ number: '8.11.4' }),
      'GET /.elastic-connectors/_search': { body: { hits: { total: 1, hits: [hit] } } },
      'GET /.elastic-connectors-sync-jobs/_search': { body: { hits: { total: { value: 0 }, hits: [] } } },
    };
    expect(await verdictOf('services-stopped', { replies })).toBe('fail');
  });

  it('needs no snapshot on serverless', async () => {
    const told = {
      status: 404,
      body: {
        error:
          'Request for uri [/_snapshot] with method [GET] exists but is not available when running in serverless mode',
      },
    };
    const replies: Replies = {
      ...root({ build_flavor: 'serverless', number: '8.11.0' }),
      'GET /_snapshot': told,
      'GET /_snapshot/*/*': told,
    };
    const all = await checks({ replies });
    expect(all.find(({ name }) => name === 'snapshot')?.verdict).toBe('pass');
    expect(fake?.seen.some(({ url }) => url.includes('_snapshot'))).toBe(false);
  });

  it('reads all pages of the connectors', async () => {
    const page = (from: number) => (from === 0 ? [connector] : [{ ...connector, id: 'late', last_seen: seenAgo(5) }]);
    const replies: Replies = {
      'GET /_connector': (query) => ({ body: { count: 2, results: page(Number(query.get('from') ?? 0)) } }),
    };
    expect(await verdictOf('services-stopped', { replies })).toBe('fail');
  });

  it('never asks for privileges that an old Elasticsearch does not know', async () => {
    await checks({ replies: root({ number: '8.12.0' }) });
    expect(fake?.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

describe('saved answers', () => {
  const files = (extra: Readonly<Record<string, string>> = {}): Record<string, string> => {
    const body = (path: string): string => {
      const reply = healthy[path];
      return JSON.stringify(typeof reply === 'function' ? reply(new URLSearchParams()).body : reply?.body);
    };
    return {
      'root.json': body('GET /'),
      'root.headers': 'HTTP/1.1 200 OK\r\ndate: Sun, 22 Nov 2026 12:00:00 GMT\r\nX-elastic-product: Elasticsearch\r\n',
      'privileges.json': body('POST /_security/user/_has_privileges'),
      'snapshot-repos.json': body('GET /_snapshot'),
      'snapshots.json': body('GET /_snapshot/*/*'),
      'slm.json': body('GET /_slm/policy'),
      'slm-status.json': body('GET /_slm/status'),
      'connectors.json': body('GET /_connector'),
      'jobs.json': body('GET /_connector/_sync_job'),
      'jobs-canceling.json': body('GET /_connector/_sync_job'),
      'kibana.json': body('GET /api/status'),
      'aliases.json': body('GET /_alias'),
      'job-type.json': body('GET /.elastic-connectors-sync-jobs-v1/_mapping/field/job_type'),
      ...extra,
    };
  };
  const judged = (saved: Readonly<Record<string, string>>): Check[] =>
    analyse({
      answers: savedAnswers((file) => saved[file] ?? null),
      versions: { fork: '9.2.2', target: '9.5.2' },
      maxAge: 24,
    });

  it('say what the running stack says', async () => expect(judged(files())).toEqual(await checks()));

  // who holds everything under its own name needs no list of aliases
  it.each(Object.keys(files()).filter((name) => name.endsWith('.json') && name !== 'aliases.json'))(
    'without %s something is unverified',
    (name) => {
      const { [name]: _, ...rest } = files();
      expect(judged(rest).some(({ verdict }) => verdict === 'unverified')).toBe(true);
    },
  );

  it('may have been saved with their headers', () => {
    const { 'root.headers': head = '', 'root.json': body = '', ...rest } = files();
    expect(judged({ ...rest, 'root.json': `${head}\r\n${body}` })).toEqual(judged(files()));
  });

  it('may be refusals', () => {
    const text = JSON.stringify(denied.body);
    expect(judged(files({ 'snapshots.json': text })).find(({ name }) => name === 'snapshot')?.verdict).toBe(
      'unverified',
    );
  });

  it('are read from a folder', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'fork-lint-saved-'));
    try {
      mkdirSync(join(dir, 'answers'));
      for (const [name, text] of Object.entries(files())) writeFileSync(join(dir, 'answers', name), text);
      const { preflight } = await import('../../src/stack/live/preflight.ts');
      const options = { versions: 'fork=9.2.2,target=9.5.2', from: 'answers', maxAge: '24', printCurl: false };
      const never = () => Promise.reject(new Error('nobody looks at a fork'));
      // the fields that are left out are flags nobody typed
      const outcome = await preflight(options as Parameters<typeof preflight>[0], { cwd: dir, env: {} }, never);
      expect(outcome.kind === 'report' && outcome.report.code).toBe(0);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
