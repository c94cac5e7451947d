import { chooseRemote, withoutSecrets } from '../compare/upstream.ts';
import { Complaint } from '../complaint.ts';
import { gitName } from '../config/checks.ts';
import type { Remote, Repository } from '../git/repository.ts';
import { shellWord } from '../git/trouble.ts';
import type { Layout } from '../layout/layout.ts';

/** The remote that leads to the upstream. */
export interface UpstreamRemote {
  readonly name: string;
  /** Its URL as it may be printed, when it was added just now. */
  readonly added: string | null;
}

/**
 * Finds the remote of the upstream, and adds it where there is none.
 * @param asked name or URL, as somebody typed it.
 * @param addNamed whether a name that stands for no remote is added too, with the URL that the layout knows.
 * @throws Complaint for such a name otherwise, and for a URL that is none.
 */
export async function upstreamRemote(
  repository: Repository,
  layout: Layout,
  asked: string | undefined,
  { addNamed }: { readonly addNamed: boolean },
): Promise<UpstreamRemote> {
  const known = upstreamIn(repository, layout, asked);
  if (known) return { name: known.name, added: null };
  const named = asked !== undefined && !/[/:]/.test(asked) ? asked : null;
  if (named !== null && !addNamed)
    throw new Complaint(
      `no remote of this repository is called ${JSON.stringify(named)}`,
      `fork-lint init --upstream ${layout.url}`,
    );
  const url = named === null ? (asked ?? layout.url) : layout.url;
  const wrong = gitName(url);
  if (wrong !== null)
    throw new Complaint(`the URL of the upstream ${wrong}`, `fork-lint init --upstream ${layout.url}`);
  const taken = repository.remotes.some((remote) => remote.name === 'upstream');
  const name = named ?? (taken ? 'elastic' : 'upstream');
  const { code, err } = await repository.git(['remote', 'add', '--', name, url], {
    accept: [0, 1, 3, 4, 128, 255],
    writes: true,
  });
  if (code !== 0)
    throw new Complaint(`the remote of the upstream could not be added (${err.trim().split('\n')[0] ?? ''})`, [
      `git remote add ${shellWord(name)} ${shellWord(withoutSecrets(url))}   # by whoever may write to the clone`,
    ]);
  return { name, added: withoutSecrets(url) };
}

function upstreamIn({ remotes }: Repository, layout: Layout, asked: string | undefined): Remote | null {
  try {
    return chooseRemote(remotes, layout, asked).remote;
  } catch (error) {
    if (error instanceof Complaint) return null; // there is none: that is what we are here for
    throw error;
  }
}
