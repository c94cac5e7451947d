import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AddOptions, add } from '../carries/add.ts';
import { isCarriable } from '../carries/match.ts';
import type { Where } from '../cli/cli.ts';
import { Complaint } from '../complaint.ts';
import { replaceFile } from '../file.ts';
import type { Remote, Repository } from '../git/repository.ts';
import type { Layout } from '../layout/layout.ts';
import { plural } from '../plural.ts';
import type { Study } from '../study.ts';
import { configFile, configText } from './config.ts';
import { type Asker, asker, type Choice } from './questions.ts';
import { upstreamRemote } from './remote.ts';

/** `fork-lint init`, as typed: a flag answers a question before it is asked. */
export interface InitOptions extends Where {
  readonly yes: boolean;
  readonly skipFetch: boolean;
  readonly adopt: Choice;
  readonly hook: Choice;
  readonly workflow: Choice;
  readonly reason: string | undefined;
  readonly until: string | undefined;
  readonly owner: string | undefined;
}

/** What came of something that init sets up beside its own. */
export interface Offered {
  /** What was done, a line each. */
  readonly lines: readonly string[];
  /** The files to be committed. */
  readonly wrote: readonly string[];
}

/** Sets something up beside what init does itself. */
export type Offer = (repository: Repository) => Promise<Offered>;

/** What init needs of the program around it. */
export interface InitTools {
  open(): Promise<Repository>;
  fetch(repository: Repository, remote: Remote): Promise<void>;
  readonly study: Study;
  readonly layout: Layout;
  readonly rules: readonly string[];
  readonly version: string;
  readonly now: number;
  /** Asks the person at the terminal; undefined where there is none. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly hook?: Offer;
  readonly workflow?: Offer;
  say(line: string): void;
}

const halfAYear = 183 * 86_400_000;

/**
 * Sets a clone of a fork up: the upstream's remote, its history, a configuration, and, when wanted, carries for what is there,
 * hook and workflow. Says each step when it is done. What is there already is left as it is, so a second run writes nothing.
 */
export async function init(options: InitOptions, tools: InitTools): Promise<void> {
  const repository = await tools.open();
  if (repository.workTree === null) {
    throw new Complaint(
      'a bare repository has no work tree to set up',
      'fork-lint init -C DIR   # DIR is a clone with files',
    );
  }
  const questions = asker(options.yes, tools.ask);
  const upstream = await remoteOf(repository, options, tools);
  const comparable = await fetched(await tools.open(), upstream, options, tools);
  const wrote = configured(repository, upstream, options, tools);
  if (comparable) wrote.push(...(await adopted(options, tools, questions)));
  for (const what of ['hook', 'workflow'] as const) {
    const offer = tools[what];
    if (!offer || !(await questions.yes(options[what], `set up the ${what}?`))) continue;
    const offered = await offer(repository);
    for (const line of offered.lines) tools.say(`${what.padEnd(8)} ${line}`);
    wrote.push(...offered.wrote);
  }
  const paths = [...new Set(wrote)].join(' ');
  tools.say(paths === '' ? 'next     fork-lint' : `next     git add ${paths} && git commit -m 'Set up fork-lint'`);
}

/** The name of the upstream's remote, added when no remote leads there. */
async function remoteOf(
  repository: Repository,
  { upstream }: InitOptions,
  { layout, say }: InitTools,
): Promise<string> {
  const { name, added } = await upstreamRemote(repository, layout, upstream, { addNamed: false });
  say(added === null ? `remote   ${name} leads to the upstream already` : `remote   ${name} added: ${added}`);
  return name;
}

/** Answers whether there is an upstream to compare with now. */
async function fetched(
  repository: Repository,
  name: string,
  { skipFetch }: InitOptions,
  { fetch, say }: InitTools,
): Promise<boolean> {
  const remote = repository.remotes.find((one) => one.name === name);
  if (!remote) throw new Error(`the remote ${name} is missing after it was added`);
  const { out } = await repository.git(['for-each-ref', '--count=1', '--format=%(refname)', ...remote.branches]);
  if (out.length > 0) say(`fetch    ${name} has been fetched before`);
  else if (skipFetch) say(`fetch    left out: git fetch ${name} --tags`);
  else {
    await fetch(repository, remote);
    say(`fetch    ${name}: branches and tags`);
  }
  return out.length > 0 || !skipFetch;
}

/** Writes the configuration when there is none. Answers what it wrote. */
function configured(
  repository: Repository,
  remote: string,
  { config, upstream }: InitOptions,
  { say, version }: InitTools,
): string[] {
  if (config !== undefined || existsSync(join(repository.workTree ?? '.', configFile))) {
    say(`config   ${config ?? configFile} is there already`);
    return [];
  }
  replaceFile(repository, configFile, configText(version, upstream === undefined ? null : remote));
  say(`config   ${configFile} written`);
  return [configFile];
}

/** Offers to carry all that breaks a rule today, so that from now on only what is new fails. */
async function adopted(options: InitOptions, tools: InitTools, questions: Asker): Promise<string[]> {
  const { repo, fork, upstream, base, target, config, debug } = options;
  const where = { repo, fork, upstream, base, target, config, fetch: false, debug };
  return tools.study({ ...where, editing: true }, async (studied) => {
    const { findings } = studied.verdict;
    const open = findings.filter((one) => isCarriable(one) && !one.carried && one.severity !== 'info');
    const carried = findings.filter((one) => one.carried).length;
    tools.say(
      `check    ${plural(open.length, 'finding')} that break a rule today${carried ? `, ${carried} carried` : ''}`,
    );
    if (open.length === 0) return [];
    const wanted = await questions.yes(
      options.adopt,
      `carry ${open.length === 1 ? 'it' : 'them'} for now, so that only new ones fail?`,
    );
    if (!wanted) {
      tools.say("carries  none: fork-lint carry add --all --reason 'WHY' --until DATE");
      return [];
    }
    const { sha } = studied.compared.comparison.fork;
    const until =
      options.until ??
      (await questions.text('until when?', new Date(tools.now + halfAYear).toISOString().slice(0, 10)));
    const reason =
      options.reason ?? (await questions.text('why?', `Here before fork-lint was, adopted at ${sha.slice(0, 12)}`));
    const [did = ''] = add(studied, adoption(where, { until, reason, owner: options.owner }), tools.rules);
    tools.say(`carries  ${did}`);
    return [studied.declared.file];
  });
}

function adoption(where: Where, given: Pick<AddOptions, 'until' | 'reason' | 'owner'>): AddOptions {
  const none = { rule: undefined, symbol: undefined, id: undefined, status: undefined, url: undefined };
  return { ...where, ...none, ...given, paths: [], all: true, dryRun: false };
}
