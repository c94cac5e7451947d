import { rules } from '../../rules/index.ts';
import { compare } from '../../src/compare/compare.ts';
import { gather } from '../../src/facts.ts';
import { fingerprint } from '../../src/fingerprint.ts';
import { openRepository } from '../../src/git/repository.ts';
import { resolveCommits } from '../../src/git/resolve.ts';
import { openRoom } from '../../src/git/room.ts';
import { worktreeCommit } from '../../src/git/worktree.ts';
import { connectors } from '../../src/layout/connectors.ts';
import { lint } from '../../src/lint.ts';
import type { Studied, Study } from '../../src/study.ts';

/** Compares and lints as the command line does, without carries and configuration. Refuses to work in this repository. */
export const study: Study = async (options, use) => {
  if (options.repo === '.' || options.repo === process.cwd()) throw new Error('a test must not lint this repository');
  const env = { PATH: process.env['PATH'], HOME: options.repo };
  const repository = await openRepository(options.repo, { cwd: options.repo, env });
  const room = openRoom(repository);
  try {
    const [head] = options.worktree ? await resolveCommits(repository.git, ['HEAD']) : [];
    const asked = {
      fork: head ? { name: 'the work tree', sha: await worktreeCommit(repository, room, head) } : options.fork,
      base: options.base,
      target: options.target,
      targetRequested: options.target !== undefined,
      upstream: options.upstream,
    };
    const compared = await compare({ repository, room, layout: connectors, asked });
    const findings = lint(gather(compared), rules, {
      levels: new Map(),
      failOnNext: asked.targetRequested,
      fingerprint,
    });
    // nothing that is tested with this asks for carries
    return await use({ repository, room, layout: connectors, compared, verdict: { findings } } as unknown as Studied);
  } finally {
    room.close();
  }
};
