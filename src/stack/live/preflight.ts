import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PreflightOptions } from '../../cli/preflight.ts';
import { Complaint } from '../../complaint.ts';
import type { PreflightReport } from '../../reporters/preflight.ts';
import type { Study } from '../../study.ts';
import type { World } from '../../world.ts';
import { type Compatibility, compatibility } from '../compat.ts';
import { releaseOf } from '../release.ts';
import { analyse } from './analyse.ts';
import { preflightCode } from './check.ts';
import { savedAnswers } from './collect.ts';
import { curlLines, enterpriseProbe, kibanaProbe, probesFor, rootProbe } from './probes.ts';
import { nowhere, type ServiceFiles, serviceFiles, toldOf } from './service.ts';
import type { Answers, Versions } from './state.ts';

/** What a run of the command comes to. */
export type PreflightOutcome =
  | { readonly kind: 'report'; readonly report: PreflightReport }
  | { readonly kind: 'versions'; readonly answer: Compatibility }
  | { readonly kind: 'lines'; readonly lines: readonly string[] };

type Asked = Pick<World, 'cwd' | 'env'>;

/** Reads the versions, gathers answers from files or servers, and judges them. */
export async function preflight(options: PreflightOptions, world: Asked, study: Study): Promise<PreflightOutcome> {
  const typed = typedVersions(options.versions);
  const maxAge = wholeNumber(options.maxAge, '--max-age');
  if (options.printCurl) return { kind: 'lines', lines: curlScript(typed.ES) };
  if (typed.ES !== undefined && typed.fork !== undefined && options.from === undefined && !hasServer(options, world)) {
    return {
      kind: 'versions',
      answer: compatibility({ elasticsearch: typed.ES, connectors: typed.fork, rule: typed.rule }),
    };
  }
  const known = await versionsOf(options, typed, study);
  const { answers, notes } =
    options.from === undefined ? await live(options, world, known) : { answers: saved(options.from, world), notes: [] };
  const checks = analyse({ answers, versions: known.versions, maxAge });
  return { kind: 'report', report: { checks, code: preflightCode(checks), notes: [...known.notes, ...notes] } };
}

const names = ['ES', 'fork', 'target', 'rule'] as const;
type Typed = Partial<Record<(typeof names)[number], string>>;

/** `ES=9.1.0,fork=9.2.0`. */
function typedVersions(text: string | undefined): Typed {
  const typed: Typed = {};
  for (const part of text?.split(',') ?? []) {
    const [, key = '', value] = /^(\w+)=(.*)$/s.exec(part) ?? [];
    const name = names.find((one) => one.toLowerCase() === key.toLowerCase());
    if (name === undefined || value === undefined) {
      throw new Complaint(
        `--versions takes ${names.join(', ')}, not ${JSON.stringify(part)}`,
        'fork-lint preflight --versions ES=9.1.0,fork=9.2.0',
      );
    }
    typed[name] = value;
  }
  return typed;
}

function wholeNumber(text: string, flag: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new Complaint(`${flag} takes a whole number, not ${JSON.stringify(text)}`, `fork-lint preflight ${flag} 24`);
}

function hasServer(options: PreflightOptions, { env }: Asked): boolean {
  const given = options.elasticsearch ?? options.cloudId ?? options.serviceConfig;
  return Boolean(given ?? (env['ES_URL'] || env['ES_CLOUD_ID']));
}

interface KnownVersions {
  readonly versions: Versions;
  readonly stack: { readonly elasticsearch: string | null; readonly kibana: string | null };
  readonly service: ServiceFiles;
  readonly notes: readonly string[];
}

/** What was typed wins; the rest comes from git. Without a fork to look at, versions stay unknown and the report says why. */
async function versionsOf(options: PreflightOptions, typed: Typed, study: Study): Promise<KnownVersions> {
  const none = { elasticsearch: null, kibana: null };
  if (typed.fork !== undefined && typed.target !== undefined) {
    return { versions: { fork: typed.fork, target: typed.target }, stack: none, service: nowhere, notes: [] };
  }
  try {
    return await study(options, async ({ compared: { comparison, trees }, config, ...place }) => ({
      versions: {
        fork: typed.fork ?? trees.fork.version,
        target: typed.target ?? comparison.target.version,
      },
      stack: config.stack,
      service: await serviceFiles(place),
      notes: comparison.notes.map(({ text }) => text),
    }));
  } catch (error) {
    if (!(error instanceof Complaint) || options.target !== undefined) throw error;
    const versions = { fork: typed.fork ?? null, target: typed.target ?? null };
    return { versions, stack: none, service: nowhere, notes: [`the fork was not looked at: ${error.message}`] };
  }
}

/** Files of answers; a folder that is not there is a slip of the pen, a file that is not there an unverified check. */
function saved(folder: string, { cwd }: Asked): Answers {
  const dir = resolve(cwd, folder);
  const read = (file: string): string | null => {
    try {
      return readFileSync(join(dir, file), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw new Complaint(`${file} in ${folder} cannot be read`, 'fork-lint preflight --print-curl', { cause: error });
    }
  };
  if (read('root.json') === null) {
    throw new Complaint(
      `${folder} holds no saved answers (root.json is missing)`,
      'fork-lint preflight --print-curl   # lines that save them',
    );
  }
  return savedAnswers(read);
}

/** Asks the servers. The service's own config.yml is opened when it was named, or when nothing else names Elasticsearch. */
async function live(
  options: PreflightOptions,
  { cwd, env }: Asked,
  { stack, service: files }: KnownVersions,
): Promise<{ answers: Answers; notes: string[] }> {
  const [{ askStack }, { endpointsOf, isUrl }] = await Promise.all([import('./collect.ts'), import('./settings.ts')]);
  const read = (path: string): string => {
    try {
      return readFileSync(resolve(cwd, path), 'utf8').trim();
    } catch (error) {
      throw new Complaint(`${path} cannot be read`, `ls -l ${path}`, { cause: error });
    }
  };
  const found = hasServer(options, { cwd, env }) || isUrl(stack.elasticsearch) ? null : files.found;
  const path = options.serviceConfig ?? found?.file;
  const settings = path === undefined ? null : settingsIn(read(path), path, (await import('yaml')).parse);
  const service = settings === null ? null : { settings, named: found === null };
  const timeout = wholeNumber(options.timeout, '--timeout');
  const endpoints = endpointsOf({ ...options, timeout }, { env, stack, service, read });
  if (!endpoints.has('elasticsearch')) throw nobodyToAsk(options, found ? `${found.path} names none` : toldOf(files));
  const notes = found ? [`Elasticsearch is asked as ${found.path} has it; other servers: --elasticsearch URL`] : [];
  return { answers: await askStack(endpoints), notes };
}

/** A parser's own message would show the line, and with it perhaps a password. */
function settingsIn(text: string, path: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch {
    throw new Complaint(`${path} is no YAML that can be read`, 'fork-lint preflight --elasticsearch https://HOST:9200');
  }
}

function nobodyToAsk({ serviceConfig }: PreflightOptions, told: string): Complaint {
  const why = serviceConfig === undefined ? told : `${serviceConfig} names none`;
  return new Complaint(`it is not known where Elasticsearch is: ${why}`, [
    'fork-lint preflight --elasticsearch https://HOST:9200 --api-key-file FILE   # or ES_URL, ES_API_KEY',
    'fork-lint preflight --service-config config.yml',
    'fork-lint preflight --print-curl   # or ask by yourself, then: fork-lint preflight --from DIR',
  ]);
}

/** A script for whoever may ask the stack when fork-lint may not. */
function curlScript(elasticsearch: string | undefined): string[] {
  const release = releaseOf(elasticsearch ?? null) ?? [9, 0, 0];
  const probes = [rootProbe, ...probesFor(release, { serverless: false }), kibanaProbe, enterpriseProbe];
  return [
    `# For Elasticsearch ${release.join('.')}; for another version: fork-lint preflight --print-curl --versions ES=VERSION`,
    '# credentials.curl holds one line, readable by you alone:  header = "Authorization: ApiKey …"',
    '# set ES_URL, KIBANA_URL and, up to 8.19, ENT_SEARCH_URL; then, in an empty folder:',
    ...curlLines(probes),
    '# fork-lint preflight --from .',
  ];
}
