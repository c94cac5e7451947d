import { Complaint } from '../complaint.ts';
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

/**
 * Fetches the upstream's branches, and its tags into a namespace of our own, where a fork's tags cannot hide among them. A
 * shallow clone is completed. The only use of the network, and only when asked for.
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
  const { simpleGit } = await import('simple-git'); // 30 ms that nobody else should pay
  const git = simpleGit({
    baseDir: repository.dir,
    allowEnvironment: transport,
    timeout: { block: 120_000 },
    progress: ({ stage, progress }) => say(`fetching ${remote.name}: ${stage} ${progress} %`),
  });
  const branches = remote.branches.map((prefix) => `+refs/heads/*:${prefix}*`);
  try {
    // what `--unshallow` stands for; that word fails when an earlier fetch has completed the clone already
    const deepen = repository.shallow ? ['--depth=2147483647'] : [];
    if (repository.shallow) {
      const others = repository.remotes.filter((one) => one !== remote);
      const origin = others.filter(({ name }) => name === 'origin');
      for (const { name } of origin.length ? origin : others) await git.fetch([name, ...deepen]);
    }
    await git.fetch([
      remote.name,
      ...deepen,
      '--no-tags',
      '--no-recurse-submodules',
      '--progress',
      ...branches,
      `+refs/tags/*:${tagsInto}*`,
    ]);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
    throw new Complaint(`${remote.name} could not be fetched: ${reason.replace(/(\w+:\/\/)[^/@\s]*@/g, '$1')}`, [
      `git -C ${shellWord(repository.dir)} fetch ${remote.name}   # must work first`,
    ]);
  }
}
