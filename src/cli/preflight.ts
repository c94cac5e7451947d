import type { Options } from 'yargs';
import { Complaint } from '../complaint.ts';
import { hint } from '../nearest.ts';
import type { ServerFlags } from '../stack/live/settings.ts';
import type { Study } from '../study.ts';
import type { World } from '../world.ts';
import type { Where } from './cli.ts';
import { checking, where } from './options.ts';

const formats = ['text', 'markdown', 'json', 'github', 'junit'] as const;
const text = { type: 'string', requiresArg: true } as const;

/** The command line of `fork-lint preflight`, as data. No secret is ever an argument. */
export const preflightCommand = {
  command: 'preflight',
  describe: 'ask the running stack, or saved answers of it, whether the upgrade may begin',
  options: {
    ...where,
    format: { ...text, alias: 'f', default: 'text', describe: formats.join(', ') },
    'output-file': checking['output-file'],
    color: checking.color,
    versions: { ...text, describe: 'ES=9.1.0,fork=9.2.0: versions to compare; alone, only these [rule=, target=]' },
    from: { ...text, describe: 'folder of saved answers: nothing is asked over the network' },
    'print-curl': { type: 'boolean', default: false, describe: 'print the curl lines that save the answers' },
    elasticsearch: { ...text, describe: 'URL of Elasticsearch [ES_URL]' },
    kibana: { ...text, describe: 'URL of Kibana [KIBANA_URL]' },
    'enterprise-search': { ...text, describe: 'URL of Enterprise Search [ENT_SEARCH_URL]' },
    'cloud-id': { ...text, describe: 'of Elastic Cloud, instead of URLs [ES_CLOUD_ID]' },
    ca: { ...text, describe: 'file of the certificate authority [ES_CA]' },
    'ca-fingerprint': { ...text, describe: 'SHA-256 of the certificate authority [ES_CA_FINGERPRINT]' },
    'api-key-file': { ...text, describe: 'file with an API key [ES_API_KEY]' },
    'token-file': { ...text, describe: 'file with a bearer token [ES_BEARER_TOKEN]' },
    username: { ...text, describe: 'user name [ES_USERNAME]' },
    'password-file': { ...text, describe: 'file with the password [ES_PASSWORD]' },
    'service-config': { ...text, describe: "the service's own config.yml, with host and credentials [the fork's]" },
    'max-age': { ...text, default: '24', describe: 'hours that a snapshot may be old' },
    timeout: { ...text, default: '15', describe: 'seconds to wait for an answer' },
  },
} as const satisfies { readonly command: string; readonly describe: string; readonly options: Record<string, Options> };

/** What was typed after `fork-lint preflight`. */
export interface PreflightOptions extends Where, Omit<ServerFlags, 'timeout'> {
  readonly format: string;
  readonly outputFile: string | undefined;
  readonly color: 'auto' | 'always' | 'never';
  readonly versions: string | undefined;
  readonly from: string | undefined;
  readonly printCurl: boolean;
  readonly serviceConfig: string | undefined;
  readonly maxAge: string;
  /** Seconds, as typed. */
  readonly timeout: string;
}

/**
 * Runs `fork-lint preflight`.
 * @returns 0 when all that matters passed, 1 when something failed, 2 when something could not be looked at.
 * @throws Complaint for what was typed wrong.
 */
export async function runPreflight(options: PreflightOptions, world: World, study: Study): Promise<number> {
  const format = formats.find((one) => one === options.format);
  if (format === undefined) {
    const sentence = `there is no format ${JSON.stringify(options.format)} for preflight (${hint(options.format, formats)})`;
    throw new Complaint(sentence, 'fork-lint preflight --format json');
  }
  const { preflight } = await import('../stack/live/preflight.ts');
  const outcome = await preflight(options, world, study);
  if (outcome.kind === 'lines') {
    world.stdout.write(`${outcome.lines.join('\n')}\n`);
    return 0;
  }
  const { deliver, terminalOf } = await import('../output.ts');
  const terminal = terminalOf(world.stdout, world.env, options.color);
  const file = options.outputFile ?? null;
  if (outcome.kind === 'versions') {
    const { verdict, reason } = outcome.answer;
    const told = format === 'json' ? JSON.stringify({ verdict, reason }, null, 2) : `${verdict}: ${reason}`;
    deliver(() => `${told}\n`, file, terminal, world);
    return verdict === 'ok' || verdict === 'warn' ? 0 : 1;
  }
  const { preflightReporters } = await import('../reporters/preflight.ts');
  deliver((place) => preflightReporters[format](outcome.report, place), file, terminal, world);
  return outcome.report.code;
}
