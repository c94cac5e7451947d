import { older, type Release } from '../release.ts';

/** Which server a probe asks. */
export type Service = 'elasticsearch' | 'kibana' | 'enterprise-search';

/** One request of the preflight. */
export interface Probe {
  readonly name: ProbeName;
  readonly service: Service;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** The privilege that answers it, for whoever lacks it. */
  readonly privilege: string;
}

/** Also the name of the file that holds a saved answer, with `.json` behind it. */
const probeNames = [
  'root',
  'privileges',
  'snapshot-repos',
  'snapshots',
  'slm',
  'slm-status',
  'connectors',
  'jobs',
  'jobs-canceling',
  'jobs-pending',
  'jobs-suspended',
  'aliases',
  'job-type',
  'kibana',
  'enterprise-search',
] as const;
export type ProbeName = (typeof probeNames)[number];

/** The first question: everything else depends on which Elasticsearch answers. */
export const rootProbe: Probe = {
  name: 'root',
  service: 'elasticsearch',
  method: 'GET',
  path: '/',
  privilege: 'cluster privilege monitor',
};

const monitor = { service: 'elasticsearch', method: 'GET' } as const;

/** What else to ask: the connector API came with 8.12, its privileges with 8.15; serverless has no snapshots to show. */
export function probesFor(release: Release, { serverless }: { readonly serverless: boolean }): Probe[] {
  const api = serverless || older(release, [8, 12, 0]) >= 0;
  const named = serverless || older(release, [8, 15, 0]) >= 0;
  const enforced = serverless || older(release, [9, 0, 0]) >= 0;
  const reading = enforced ? 'cluster privilege monitor_connector' : 'index privilege read on .elastic-connectors*';
  const cluster = [
    'monitor',
    ...(serverless ? [] : ['monitor_snapshot', 'read_slm']),
    ...(named ? ['monitor_connector'] : []),
  ];
  const index = enforced ? [] : [{ names: ['.elastic-connectors*'], privileges: ['read'] }];
  const jobs = (status: string): string =>
    api
      ? `/_connector/_sync_job?status=${status}&size=100`
      : `/.elastic-connectors-sync-jobs/_search?size=100&q=status:${status}`;
  const connectors = api ? '/_connector?size=1000' : '/.elastic-connectors/_search?size=1000';
  const common: Probe[] = [
    {
      ...monitor,
      name: 'privileges',
      method: 'POST',
      path: '/_security/user/_has_privileges',
      body: JSON.stringify({ cluster, index }),
      privilege: 'none',
    },
    { ...monitor, name: 'connectors', path: connectors, privilege: reading },
    ...(['in_progress', 'canceling', 'pending', 'suspended'] as const).map(
      (status): Probe => ({ ...monitor, name: jobNames[status], path: jobs(status), privilege: reading }),
    ),
  ];
  return serverless ? common : [...common, ...stackOnly];
}

const jobNames = {
  in_progress: 'jobs',
  canceling: 'jobs-canceling',
  pending: 'jobs-pending',
  suspended: 'jobs-suspended',
} as const satisfies Record<string, ProbeName>;

const stackOnly: readonly Probe[] = [
  { ...monitor, name: 'snapshot-repos', path: '/_snapshot', privilege: 'cluster privilege monitor_snapshot' },
  {
    ...monitor,
    name: 'snapshots',
    path: '/_snapshot/*/*?sort=start_time&order=desc&size=20&ignore_unavailable=true',
    privilege: 'cluster privilege monitor_snapshot',
  },
  { ...monitor, name: 'slm', path: '/_slm/policy', privilege: 'cluster privilege read_slm' },
  { ...monitor, name: 'slm-status', path: '/_slm/status', privilege: 'cluster privilege read_slm' },
  {
    ...monitor,
    name: 'aliases',
    path: '/_alias?expand_wildcards=all',
    privilege: 'index privilege view_index_metadata on the indices of connectors',
  },
  {
    ...monitor,
    name: 'job-type',
    path: '/.elastic-connectors-sync-jobs-v1/_mapping/field/job_type',
    privilege: 'index privilege view_index_metadata on .elastic-connectors*',
  },
];

export const kibanaProbe: Probe = {
  name: 'kibana',
  service: 'kibana',
  method: 'GET',
  path: '/api/status',
  privilege: 'a Kibana user',
};

export const enterpriseProbe: Probe = {
  name: 'enterprise-search',
  service: 'enterprise-search',
  method: 'GET',
  path: '/api/ent/v1/internal/version',
  privilege: 'basic authentication of a user with cluster privilege monitor',
};

/** Lines for a shell that save the answers; where secrets come from is left to curl's own configuration file. */
export function curlLines(probes: readonly Probe[]): string[] {
  const variable = { elasticsearch: '$ES_URL', kibana: '$KIBANA_URL', 'enterprise-search': '$ENT_SEARCH_URL' } as const;
  return probes.map(({ name, service, method, path, body }) => {
    const headers = name === 'root' ? ' -D root.headers' : '';
    const sent = body === undefined ? '' : ` -X ${method} -H 'content-type: application/json' -d '${body}'`;
    return `curl -sS -K credentials.curl${headers}${sent} -o ${name}.json "${variable[service]}${path}"`;
  });
}
