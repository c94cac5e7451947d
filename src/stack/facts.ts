/**
 * What is known of each release of the stack and of the connectors, as data. The same records stand in
 * `bench/data/stack-facts.json`; a test holds them equal. Every record names where it was read.
 */

/** When a fact holds although no release is crossed by number alone. */
export interface FactCondition {
  /** On the base: `<8.7` or `8.7.1`. */
  readonly from?: string;
  /** On the target: `>=8.9`. */
  readonly to?: string;
}

/** One thing that is known of a release, or of a range of them. */
export interface StackFact {
  /** A release (`8.9.0`), a line (`8.9`), a range of either (`8.10-8.19`), a step (`8.6->8.7+`) or `all`. */
  readonly v: string;
  readonly kind: string;
  readonly when?: FactCondition;
  readonly fact: string;
  /** What settles it, when something is to be done by hand. */
  readonly fix?: string;
  readonly url: string;
}

/** In the order in which the releases came. */
export const stackFacts: readonly StackFact[] = [
  {
    v: '8.5.0',
    kind: 'breaking',
    fact: 'Platinum licence enforced for native connectors/crawler on self-managed; connector framework = Tech preview; Enterprise Search service (>=4GB RAM/zone) required',
    url: 'https://www.elastic.co/guide/en/enterprise-search/8.10/release-notes-8.5.0.html',
  },
  {
    v: '8.6->8.7+',
    kind: 'known-issue',
    when: { from: '<8.7' },
    fact: "custom_scheduling migration can fail ('custom_schedule_triggered': undefined method 'each' for nil); set custom_scheduling:{} in every .elastic-connectors doc",
    fix: 'POST /.elastic-connectors/_update/<id> {"doc":{"custom_scheduling":{}}}',
    url: 'https://www.elastic.co/docs/reference/search-connectors/es-connectors-known-issues',
  },
  {
    v: '8.7',
    kind: 'known-issue',
    fact: 'several connector-service instances race on the same sync',
    url: 'https://www.elastic.co/guide/en/enterprise-search/8.7/connectors-known-issues.html',
  },
  {
    v: '8.8',
    kind: 'known-issue',
    when: { from: '<8.8', to: '>=8.8' },
    fact: "connectors created before 8.8 can miss configuration fields ('Connector for <id> has missing configuration fields'); add {type,value} per field by hand",
    fix: 'POST /.elastic-connectors/_update/<id> {"doc":{"configuration":{"field":{"type":"str|int|bool|list","value":...}}}}',
    url: 'https://www.elastic.co/docs/reference/search-connectors/es-connectors-known-issues',
  },
  {
    v: '8.8',
    kind: 'known-issue',
    when: { from: '8.7.1' },
    fact: 'document volume reported in GB instead of MB (under-reported x1024)',
    url: 'https://www.elastic.co/docs/reference/search-connectors/es-connectors-known-issues',
  },
  {
    v: '8.8',
    kind: 'ga',
    fact: 'connectors framework GA',
    url: 'https://github.com/elastic/connectors/blob/main/docs/UPGRADING.md',
  },
  {
    v: '8.9',
    kind: 'known-issue',
    when: { from: '<8.9', to: '>=8.9' },
    fact: 'job_type mapping missing in sync-jobs index; jobs not shown and cannot start (only if sync jobs were scheduled before)',
    fix: 'PUT .elastic-connectors-sync-jobs-v1/_mapping {"properties":{"job_type":{"type":"keyword"}}}',
    url: 'https://www.elastic.co/docs/reference/search-connectors/es-connectors-known-issues',
  },
  {
    v: '8.9.0',
    kind: 'known-issue',
    fact: 'Azure Blob Storage, Confluence, Jira, Network drives do not run as Elastic-managed in 8.9.0 (fixed 8.9.1)',
    url: 'https://www.elastic.co/guide/en/enterprise-search/8.9/release-notes-8.9.1.html',
  },
  {
    v: '8.9',
    kind: 'protocol',
    fact: 'sync_now removed; scheduling.{enabled,interval} -> scheduling.{full,incremental,access_control}; job_type, sync_cursor, last_access_control_sync_*, last_incremental_sync_scheduled_at added',
    url: 'https://github.com/elastic/connectors/blob/main/docs/CONNECTOR_PROTOCOL.md',
  },
  {
    v: '8.10',
    kind: 'note',
    when: { from: '<8.9', to: '>=8.10' },
    fact: 'self-managed connectors no longer need Enterprise Search, but from <8.9 Enterprise Search must be run once to migrate (in place; snapshot first)',
    url: 'https://www.elastic.co/guide/en/enterprise-search/8.12/connectors-known-issues.html',
  },
  {
    v: '8.10-8.19',
    kind: 'support',
    fact: 'connector service version must match Elasticsearch version (8.10.1 -> 8.10.1.x); mismatch unsupported except during upgrades',
    url: 'https://www.elastic.co/guide/en/elasticsearch/reference/8.19/es-connectors-known-issues.html',
  },
  {
    v: '8.10',
    kind: 'config',
    fact: "service.max_concurrent_syncs -> max_concurrent_content_syncs / max_concurrent_access_control_syncs; connector_id+service_type deprecated for 'connectors:' list",
    url: 'https://github.com/elastic/connectors/pull/1270',
  },
  {
    v: '8.15.0',
    kind: 'startup',
    fact: 'service refuses to start when ES major differs or ES minor is older',
    url: 'https://github.com/elastic/connectors/pull/2650',
  },
  {
    v: '8.15.0',
    kind: 'privilege',
    fact: 'manage_connector/monitor_connector cluster privileges exist',
    url: 'https://github.com/elastic/elasticsearch/pull/110128',
  },
  {
    v: '8.16.0',
    kind: 'deprecation',
    fact: 'direct access to .elastic-connectors* deprecated; Connector APIs default (per release note; in code feature_use_connectors_api is still False at tag v8.16.0 and True from v8.16.1)',
    url: 'https://github.com/elastic/connectors/pull/2902',
  },
  {
    v: '8.16.0',
    kind: 'deprecation',
    fact: 'docker namespace enterprise-search -> integrations',
    url: 'https://www.elastic.co/guide/en/elasticsearch/reference/8.16/es-connectors-release-notes.html',
  },
  {
    v: '8.16.0',
    kind: 'versioning',
    fact: 'VERSION becomes MAJOR.MINOR.PATCH[+timestamp] (was MAJOR.MINOR.PATCH.BUILD)',
    url: 'https://github.com/elastic/connectors/pull/2749',
  },
  {
    v: '8.16.2',
    kind: 'fix',
    fact: 'full sync could delete just-ingested docs with numeric ids',
    url: 'https://github.com/elastic/connectors/pull/3031',
  },
  {
    v: '8.18.0',
    kind: 'image',
    fact: 'OSS Dockerfile base image changed; custom images must be reviewed',
    url: 'https://github.com/elastic/connectors/pull/3063',
  },
  {
    v: '8.11.0-8.19.16',
    kind: 'known-issue',
    fact: 'Outlook: non-English on-prem Exchange fails; AD users without mail fail (fixed 8.19.17)',
    url: 'https://github.com/elastic/connectors/pull/4065',
  },
  {
    v: '9.0.0',
    kind: 'removal',
    fact: 'Enterprise Search (App Search, Workplace Search, Elastic web crawler, Elastic managed connectors) not available in 9.0+',
    url: 'https://www.elastic.co/resources/search/enterprise-search-faq',
  },
  {
    v: '9.0.0',
    kind: 'breaking',
    fact: 'Connector APIs need manage_connector/monitor_connector cluster privilege; index privileges no longer suffice',
    url: 'https://github.com/elastic/elasticsearch/pull/119863',
  },
  {
    v: '9.0.0',
    kind: 'change',
    fact: 'default pipeline ent-search-generic-ingestion -> search-default-ingestion',
    url: 'https://github.com/elastic/connectors/pull/3049',
  },
  {
    v: '9.0.0',
    kind: 'change',
    fact: 'framework no longer applies opinionated index mappings/settings',
    url: 'https://github.com/elastic/connectors/pull/3013',
  },
  {
    v: '9.0.0',
    kind: 'fix',
    fact: 'service crashed at start on pre-release ES numbers such as 9.0.0-beta1',
    url: 'https://github.com/elastic/connectors/pull/3232',
  },
  {
    v: '9.3.0',
    kind: 'layout',
    fact: 'repo split: app/connectors_service + libs/connectors_sdk; requires-python >=3.10,<3.12; Filter/Features classes moved to the SDK',
    url: 'https://github.com/elastic/connectors/pull/3819',
  },
  {
    v: 'all',
    kind: 'known-issue',
    fact: 'sync fails above 2^31-1 documents; OOM on very large DB tables',
    url: 'https://www.elastic.co/docs/reference/search-connectors/es-connectors-known-issues',
  },
];
