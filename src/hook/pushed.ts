import { Complaint } from '../complaint.ts';
import type { Oid } from '../model.ts';
import type { World } from '../world.ts';

/** One ref of a push, as git tells it. */
export interface Pushed {
  /** What is pushed, as typed or by its full name. */
  readonly local: string;
  readonly oid: string;
  /** The full name it gets on the remote; null when nothing tells. */
  readonly remoteRef: string | null;
  /** What the remote has there; null for nothing. */
  readonly remoteOid: Oid | null;
}

/** What is pushed, and what there is to say of how we know. */
export interface Input {
  readonly pushed: readonly Pushed[];
  readonly remote: string | undefined;
  readonly note: string | null;
}

/** How long a hook manager may keep us waiting for what git said; git itself says it at once. */
const patience = 1000;

/** Learns what is pushed: from pre-commit's environment, else from what git says on standard input, else it is HEAD. */
export async function readInput(remote: string | undefined, { env, stdin }: World): Promise<Input> {
  const to = env['PRE_COMMIT_TO_REF'];
  if (to) {
    const branch = env['PRE_COMMIT_REMOTE_BRANCH'];
    const one = { local: env['PRE_COMMIT_LOCAL_BRANCH'] || to, oid: to, remoteRef: branch || null };
    return {
      pushed: [{ ...one, remoteOid: present(env['PRE_COMMIT_FROM_REF'] ?? '') }],
      remote: remote ?? env['PRE_COMMIT_REMOTE_NAME'],
      note: null,
    };
  }
  const head = { local: 'HEAD', oid: 'HEAD', remoteRef: null, remoteOid: null };
  // pre-commit at another stage gives an empty input, which must not be taken for a push of nothing
  if (!stdin || env['PRE_COMMIT']) return { pushed: [head], remote, note: null };
  const text = await stdin(patience);
  if (text !== null) return { pushed: parsePushed(text), remote, note: null };
  const note = 'nothing came on standard input, so HEAD is checked (under lefthook: use_stdin: true)';
  return { pushed: [head], remote, note };
}

/** Reads `<local ref> <local oid> <remote ref> <remote oid>` lines. A deletion pushes nothing. */
export function parsePushed(text: string): Pushed[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      // what was typed as local ref may hold spaces: HEAD@{2 days ago}
      const [, local, oid, remoteRef, remoteOid] =
        /^(.+) ([0-9a-f]{40,64}) (\S+) ([0-9a-f]{40,64})$/.exec(line.trimEnd()) ?? [];
      if (!local || !oid || !remoteRef || !remoteOid)
        throw new Complaint(`git does not say what is pushed by ${JSON.stringify(line)}`, 'git push');
      return present(oid) === null ? [] : [{ local, oid, remoteRef, remoteOid: present(remoteOid) }];
    });
}

/** Zeros stand for nothing: 40, or 64 in a SHA-256 repository. */
const present = (oid: string): string | null => (/^0*$/.test(oid) ? null : oid);
