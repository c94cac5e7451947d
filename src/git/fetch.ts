import { Complaint } from '../complaint.ts';
import { settingsIn, theUsers } from './environment.ts';
import type { Remote, Repository } from './repository.ts';
import { shellWord } from './trouble.ts';

/** Variables of git's that a fetch needs and simple-git would strip: how to reach and trust the server. */
const transport = [
  'GIT_SSH_COMMAND',
  'GIT_SSH',
  'GIT_SSL_CAINFO',
  'GIT_SSL_NO_VERIFY',
  'GIT_ASKPASS',
  'GIT_TERMINAL_PROMPT',
];

/** What `--unshallow` stands for; that word fails when an earlier fetch has completed the clone already. */
const whole = '--depth=2147483647';

/** What simple-git takes for a danger and a fetch has no use for. */
const idle = /^(?:EDITOR|VISUAL|PAGER|PREFIX)$/i;

/** What a fetch may see of the caller's world: no program but those that reach a server as git itself does. */
function surroundings(env: Repository['env']): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]): [string, string][] =>
    value !== undefined &&
    !idle.test(name) &&
    (!name.startsWith('GIT_') || transport.includes(name) || theUsers.test(name))
      ? [[name, value]]
      : [],
  );
  return {
    ...Object.fromEntries(kept),
    ...settingsIn(env, [['core.hooksPath', '/dev/null']]),
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh', // a URL such as ext::… would name a program
  };
}

/**
 * Fetches the upstream's branches, and its tags into a namespace of our own, where a fork's tags cannot hide among them. A
 * shallow clone is completed. Together with {@link fetchFrom} the only use of the network, and only when asked for.
 *
 * simple-git does this: a command that a user could type, with progress and no answer to parse. It has no standard input
 * and loses exit codes, so everything else goes through `run.ts`.
 */
export async function fetchUpstream(
  repository: Repository,
  remote: Remote,
  tagsInto: string,
  say: (line: string) => void,
): Promise<void> {
  const branches = remote.branches.map((prefix) => `+refs/heads/*:${prefix}*`);
  const deepen = repository.shallow;
  const others = deepen ? repository.remotes.filter((one) => one !== remote) : [];
  const origin = others.filter(({ name }) => name === 'origin');
  for (const other of origin.length ? origin : others) await fetching(repository, other, [whole], say);
  const what = ['--no-tags', '--no-recurse-submodules', '--progress', ...branches, `+refs/tags/*:${tagsInto}*`];
  await fetching(repository, remote, [...(deepen ? [whole] : []), ...what], say);
}

/**
 * Fetches commits by id, or refs as `+from:to`, with all of their history.
 * @throws Complaint when the remote does not give them.
 */
export async function fetchFrom(repository: Repository, remote: Remote, what: readonly string[]): Promise<void> {
  const how = [...(repository.shallow ? [whole] : []), '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head'];
  await fetching(repository, remote, [...how, ...what], () => {});
}

async function fetching(
  repository: Repository,
  { name }: Remote,
  args: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const { simpleGit } = await import('simple-git'); // 30 ms that nobody else should pay
  const env = surroundings(repository.env);
  const git = simpleGit({
    baseDir: repository.dir,
    // what is left of these is the caller's own, as git itself would take it, and our hooksPath
    unsafe: {
      allowUnsafeConfigEnvCount: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeHooksPath: true,
      allowUnsafeSshCommand: true,
      allowUnsafeAskPass: true,
    },
    allowEnvironment: Object.keys(env).filter((name) => name.startsWith('GIT_')),
    timeout: { block: 120_000 },
    progress: ({ stage, progress }) => say(`fetching ${name}: ${stage} ${progress} %`),
  }).env(env);
  try {
    await git.fetch([name, ...args]);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
    throw new Complaint(`${name} could not be fetched: ${reason.replace(/(\w+:\/\/)[^/@\s]*@/g, '$1')}`, [
      `git -C ${shellWord(repository.dir)} fetch ${name}   # must work first`,
    ]);
  }
}
