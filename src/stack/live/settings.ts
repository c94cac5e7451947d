import { Complaint } from '../../complaint.ts';
import type { Endpoint } from './http.ts';
import type { Service } from './probes.ts';
import { at, fieldsOf, textAt } from './reading.ts';

/** What was typed. Secrets come from files or the environment: an argument can be read by every user of the machine. */
export interface ServerFlags {
  readonly elasticsearch: string | undefined;
  readonly kibana: string | undefined;
  readonly enterpriseSearch: string | undefined;
  readonly cloudId: string | undefined;
  readonly ca: string | undefined;
  readonly caFingerprint: string | undefined;
  readonly apiKeyFile: string | undefined;
  readonly tokenFile: string | undefined;
  readonly username: string | undefined;
  readonly passwordFile: string | undefined;
  /** Seconds. */
  readonly timeout: number;
}

/** Where settings come from beside the flags. */
export interface SettingSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The URLs of fork-lint.yaml. */
  readonly stack: { readonly elasticsearch: string | null; readonly kibana: string | null };
  /** The service's own config.yml, parsed, and whether somebody named it; null without one. */
  readonly service: { readonly settings: unknown; readonly named: boolean } | null;
  /** Text of a file, trimmed. @throws Complaint when it cannot be read. */
  read(path: string): string;
}

export type Endpoints = ReadonlyMap<Service, Endpoint>;

/**
 * Puts the settings together: flags, then environment, then fork-lint.yaml, then config.yml. Credentials of config.yml go to
 * the host of config.yml alone, those of the environment to no host that only a file names which nobody typed.
 * @throws Complaint for what contradicts itself or cannot be read.
 */
export function endpointsOf(flags: ServerFlags, sources: SettingSources): Endpoints {
  const { env } = sources;
  const service = sources.service?.settings ?? null;
  const stack = { elasticsearch: urlOrNull(sources.stack.elasticsearch), kibana: urlOrNull(sources.stack.kibana) };
  const set = (name: string): string | undefined => env[name] || undefined;
  const cloud = flags.cloudId ?? set('ES_CLOUD_ID');
  const hosts = cloud === undefined ? null : cloudHosts(cloud);
  const own = setting(service, 'host');
  const asked = flags.elasticsearch ?? set('ES_URL') ?? hosts?.elasticsearch;
  const named = asked ?? stack.elasticsearch ?? undefined;
  const url = named ?? own ?? undefined;
  const fromService = named === undefined && own !== null;
  // a file may come with a stranger's branch: what the environment holds is not sent where only the file says
  const onlyTyped = { ...sources, env: {} };
  const credentials = (told: boolean): string | null => authorizationOf(flags, told ? sources : onlyTyped, fromService);
  const shared = {
    ca: caOf(flags, sources, fromService),
    fingerprint: fingerprintOf(flags.caFingerprint ?? set('ES_CA_FINGERPRINT')),
    timeout: flags.timeout * 1000,
  };
  const kibana = flags.kibana ?? set('KIBANA_URL') ?? hosts?.kibana;
  const others = {
    kibana: kibana ?? stack.kibana ?? undefined,
    'enterprise-search': flags.enterpriseSearch ?? set('ENT_SEARCH_URL'),
  } as const;
  const endpoints = new Map<Service, Endpoint>();
  if (url !== undefined) {
    const headers = fromService ? headersOf(at(service, 'elasticsearch', 'headers')) : {};
    endpoints.set('elasticsearch', {
      ...shared,
      headers,
      ...addressOf(url, credentials(asked !== undefined || (fromService && sources.service?.named === true))),
    });
  }
  for (const [name, other] of Object.entries(others)) {
    const key: Service = name === 'kibana' ? 'kibana' : 'enterprise-search';
    const told = key !== 'kibana' || kibana !== undefined;
    if (other !== undefined)
      endpoints.set(key, { ...shared, headers: {}, ...addressOf(other, fromService ? null : credentials(told)) });
  }
  return endpoints;
}

/** fork-lint.yaml may name a file of saved answers instead. */
const urlOrNull = (text: string | null): string | null => (isUrl(text) ? text : null);

/** Whether a setting of fork-lint.yaml names a server. */
export const isUrl = (text: string | null): text is string => text !== null && /^https?:/i.test(text);

/** `elasticsearch.host` flat, or `host` below `elasticsearch`: config.yml may hold either. */
function setting(service: unknown, name: string): string | null {
  return textAt(service, `elasticsearch.${name}`) ?? textAt(service, 'elasticsearch', name);
}

/** A URL without the credentials that somebody may have written into it. */
function addressOf(text: string, authorization: string | null): { url: URL; authorization: string | null } {
  let url: URL;
  try {
    url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    throw new Complaint('the URL of a server cannot be read', 'fork-lint preflight --elasticsearch https://HOST:9200');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new Complaint(
      `a server is asked over http or https, not ${url.protocol}`,
      'fork-lint preflight --elasticsearch https://HOST:9200',
    );
  }
  const inUrl = url.username === '' ? null : basic(decodeURIComponent(url.username), decodeURIComponent(url.password));
  url.username = '';
  url.password = '';
  return { url, authorization: authorization ?? inUrl };
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** An API key wins over a token, a token over a password, as in upstream's own service. */
function authorizationOf(
  flags: ServerFlags,
  { env, service, read }: SettingSources,
  fromService: boolean,
): string | null {
  const file = (path: string | undefined): string | undefined => (path === undefined ? undefined : read(path));
  const key = file(flags.apiKeyFile) ?? (env['ES_API_KEY'] || undefined);
  const token = file(flags.tokenFile) ?? (env['ES_BEARER_TOKEN'] || undefined);
  const user = flags.username ?? (env['ES_USERNAME'] || undefined);
  const password = file(flags.passwordFile) ?? (env['ES_PASSWORD'] || undefined);
  const apiKey = (text: string): string => `ApiKey ${text.includes(':') ? Buffer.from(text).toString('base64') : text}`;
  if (key !== undefined) return headerValue(apiKey(key));
  if (token !== undefined) return headerValue(`Bearer ${token}`);
  if (user !== undefined && password !== undefined) return basic(user, password);
  if (user !== undefined) {
    throw new Complaint('a user name needs a password', 'fork-lint preflight --password-file FILE   # or ES_PASSWORD');
  }
  if (!fromService) return null;
  const [ownKey, ownUser, ownPassword] = ['api_key', 'username', 'password'].map((name) =>
    setting(service?.settings, name),
  );
  if (ownKey) return headerValue(apiKey(ownKey));
  return ownUser && ownPassword ? basic(ownUser, ownPassword) : null;
}

/** A line feed in a key would be a second header. */
function headerValue(text: string): string {
  if (/^[\x20-\x7e]+$/.test(text)) return text;
  throw new Complaint(
    'the credentials hold characters that no header can carry',
    'fork-lint preflight --api-key-file FILE',
  );
}

function caOf(flags: ServerFlags, { env, service, read }: SettingSources, fromService: boolean): string | null {
  const path =
    flags.ca ??
    (env['ES_CA'] || undefined) ??
    (fromService ? (setting(service?.settings, 'ca_certs') ?? undefined) : undefined);
  return path === undefined ? null : read(path);
}

function fingerprintOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const plain = text.replaceAll(':', '');
  if (/^[0-9a-f]{64}$/i.test(plain)) return plain;
  throw new Complaint(
    'a CA fingerprint is 64 hexadecimal digits (SHA-256)',
    'openssl x509 -fingerprint -sha256 -noout -in ca.crt',
  );
}

function headersOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldsOf(value) ?? {}).flatMap(([name, text]) =>
      typeof text === 'string' ? [[name.toLowerCase(), text]] : [],
    ),
  );
}

/** `name:base64(host$elasticsearch[$kibana])`. */
export function cloudHosts(id: string): { elasticsearch: string; kibana: string | undefined } {
  const [host = '', es = '', kibana = ''] = Buffer.from(id.split(':').at(-1) ?? '', 'base64')
    .toString()
    .split('$');
  if (!/^[\w.-]+(:\d+)?$/.test(host) || !/^[\w.-]+$/.test(es)) {
    throw new Complaint(
      'the cloud id cannot be read',
      'fork-lint preflight --cloud-id NAME:BASE64   # as Elastic Cloud shows it',
    );
  }
  return { elasticsearch: `https://${es}.${host}`, kibana: kibana ? `https://${kibana}.${host}` : undefined };
}
