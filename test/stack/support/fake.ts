import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What the fake answers to one path. */
export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds before it answers at all. */
  readonly delay?: number;
  /** Breaks the connection in the middle of the body. */
  readonly truncated?: boolean;
  /** Sends the headers and half of the body, and then nothing more. */
  readonly stalls?: boolean;
}

/** Replies by method and path without its query; a function sees the query. */
export type Replies = Readonly<Record<string, Reply | ((query: URLSearchParams) => Reply)>>;

/** A request that the fake saw. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

/** A running fake. */
export interface Fake {
  readonly url: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

/** The time at the fake's place: every healthy answer below is about this moment. */
const now = Date.parse('2026-11-22T12:00:00Z');
const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

/** Starts a server that looks like Elasticsearch, Kibana and Enterprise Search at once. */
export async function startFake(
  replies: Replies,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Fake> {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    seen.push({ method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization });
    const found = replies[`${request.method} ${url.pathname}`];
    const reply: Reply = (typeof found === 'function' ? found(url.searchParams) : found) ?? {
      status: 404,
      body: { error: { root_cause: [], type: 'not_found', reason: `no handler for ${url.pathname}` }, status: 404 },
    };
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {});
    setTimeout(() => {
      response.writeHead(reply.status ?? 200, {
        'content-type': 'application/json',
        'x-elastic-product': 'Elasticsearch',
        date: new Date(now).toUTCString(),
        ...(reply.truncated ? { 'content-length': String(text.length + 100) } : {}),
        ...reply.headers,
      });
      if (reply.stalls) response.write(text.slice(0, text.length / 2));
      else if (reply.truncated) response.write(text, () => response.destroy());
      else response.end(text);
    }, reply.delay ?? 0);
  };
  const server: Server = tls ? createSecureServer(tls, listener) : createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // a server that listens on a port has an address with one
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** The connector that the healthy stack has. */
export const connector = {
  id: 'wiki',
  name: 'Wiki',
  index_name: 'search-wiki',
  service_type: 'acme_wiki',
  is_native: false,
  status: 'connected',
  last_seen: ago(7200),
  last_sync_status: 'completed',
  custom_scheduling: {},
  deleted: false,
  configuration: {
    host: {
      type: 'str',
      value: 'wiki.example.org',
      label: 'Host',
      category: '',
      default_value: null,
      depends_on: [],
      display: 'textbox',
      options: [],
      order: 1,
      placeholder: '',
      required: true,
      sensitive: false,
      tooltip: '',
      ui_restrictions: [],
      validations: [],
    },
  },
  filtering: [],
  scheduling: { full: { enabled: true, interval: '0 0 0 * * ?' } },
  sync_now: false,
};

/** The snapshot that the healthy stack has. */
export const snapshot = {
  snapshot: 'nightly-1',
  uuid: 'dKb54xw67gvdRctLCxSket',
  repository: 'backups',
  version_id: 9020299,
  version: '9.2.2',
  indices: [
    '.elastic-connectors-v1',
    '.elastic-connectors-sync-jobs-v1',
    'search-wiki',
    '.search-acl-filter-search-wiki',
  ],
  data_streams: [],
  include_global_state: true,
  state: 'SUCCESS',
  start_time: ago(3660),
  start_time_in_millis: now - 3_660_000,
  end_time: ago(3600),
  end_time_in_millis: now - 3_600_000,
  duration_in_millis: 60_000,
  failures: [],
  shards: { total: 4, failed: 0, successful: 4 },
  feature_states: [],
};

const rules = {
  advanced_snippet: { created_at: ago(9000), updated_at: ago(9000), value: {} },
  rules: [],
  validation: { errors: [], state: 'valid' },
};

/** A job in progress, last seen so many seconds ago. */
export const job = (seconds: number) => ({
  id: 'job-1',
  status: 'in_progress',
  job_type: 'full',
  trigger_method: 'scheduled',
  created_at: ago(9000),
  started_at: ago(9000),
  last_seen: ago(seconds),
  deleted_document_count: 0,
  indexed_document_count: 0,
  indexed_document_volume: 0,
  total_document_count: 0,
  metadata: {},
  worker_hostname: 'worker-1',
  connector: { id: 'wiki', index_name: 'search-wiki', service_type: 'acme_wiki', filtering: rules, configuration: {} },
});

/** One hour ago and the like, for a document's `last_seen`. */
export const seenAgo = ago;

const noJobs = { body: { count: 0, results: [] } };

/** A stack of 9.2.2 with nothing wrong, ready to be upgraded to 9.5.2. */
export const healthy: Replies = {
  'GET /': {
    body: {
      name: 'node-1',
      cluster_name: 'fake',
      cluster_uuid: 'R2bGTTv7ThWwVFtyYAOWCQ',
      version: {
        number: '9.2.2',
        build_flavor: 'default',
        build_type: 'docker',
        build_hash: 'abc',
        build_date: '2025-12-01T00:00:00.000Z',
        build_snapshot: false,
        lucene_version: '10.3.0',
        minimum_wire_compatibility_version: '8.19.0',
        minimum_index_compatibility_version: '8.0.0',
      },
      tagline: 'You Know, for Search',
    },
  },
  'POST /_security/user/_has_privileges': {
    body: {
      username: 'preflight',
      has_all_requested: true,
      cluster: { monitor: true, monitor_snapshot: true, read_slm: true, monitor_connector: true },
      index: {},
      application: {},
    },
  },
  'GET /_snapshot': { body: { backups: { type: 'fs', uuid: 'u', settings: { location: '/backups' } } } },
  'GET /_snapshot/*/*': { body: { snapshots: [snapshot], total: 1, remaining: 0 } },
  'GET /_slm/policy': {
    body: {
      nightly: {
        version: 1,
        modified_date_millis: now,
        policy: {
          name: '<nightly-{now/d}>',
          schedule: '0 30 1 * * ?',
          repository: 'backups',
          config: { indices: '*' },
        },
        next_execution_millis: now,
        stats: {
          policy: 'nightly',
          snapshots_taken: 1,
          snapshots_failed: 0,
          snapshots_deleted: 0,
          snapshot_deletion_failures: 0,
        },
      },
    },
  },
  'GET /_slm/status': { body: { operation_mode: 'RUNNING' } },
  'GET /_connector': { body: { count: 1, results: [connector] } },
  'GET /_connector/_sync_job': noJobs,
  'GET /_alias': {
    body: {
      '.elastic-connectors-v1': { aliases: { '.elastic-connectors': {} } },
      'search-wiki': { aliases: {} },
      '.search-acl-filter-search-wiki': { aliases: {} },
    },
  },
  'GET /.elastic-connectors-sync-jobs-v1/_mapping/field/job_type': {
    body: {
      '.elastic-connectors-sync-jobs-v1': {
        mappings: { job_type: { full_name: 'job_type', mapping: { job_type: { type: 'keyword' } } } },
      },
    },
  },
  'GET /_features': {
    body: { features: [{ name: 'security', description: 'Manages configuration for Security features' }] },
  },
  // the whole answer, as Kibana gives it to whoever may see more than the level
  'GET /api/status': {
    body: {
      name: 'kibana-1',
      uuid: '5b2de169-2785-441b-ae8c-186a1936b17d',
      version: {
        number: '9.2.2',
        build_hash: 'abc',
        build_number: 91000,
        build_snapshot: false,
        build_flavor: 'traditional',
        build_date: '2025-12-01T00:00:00.000Z',
      },
      status: {
        overall: { level: 'available', summary: 'All services and plugins are available', meta: {} },
        core: {
          elasticsearch: { level: 'available', summary: 'Elasticsearch is available', meta: {} },
          savedObjects: { level: 'available', summary: 'SavedObjects service has completed migrations', meta: {} },
        },
        plugins: {},
      },
      metrics: {
        elasticsearch_client: { totalActiveSockets: 1, totalIdleSockets: 1, totalQueuedRequests: 0 },
        last_updated: ago(5),
        collection_interval_in_millis: 5000,
      },
    },
  },
};

/** A serverless project: Elasticsearch says so, and what it keeps to itself it does not answer. */
export const serverless: Replies = {
  ...Object.fromEntries(
    Object.entries(healthy).filter(([request]) => !/\/_(?:snapshot|slm|features|alias)|_mapping/.test(request)),
  ),
  'GET /': {
    body: {
      name: 'serverless',
      cluster_name: 'fake',
      cluster_uuid: 'R2bGTTv7ThWwVFtyYAOWCQ',
      version: {
        number: '8.11.0',
        build_flavor: 'serverless',
        build_type: 'docker',
        build_hash: '00000000',
        build_date: '2023-10-31',
        build_snapshot: false,
        lucene_version: '9.7.0',
        minimum_wire_compatibility_version: '8.11.0',
        minimum_index_compatibility_version: '8.11.0',
      },
      tagline: 'You Know, for Search',
    },
  },
};
