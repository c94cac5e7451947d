import { Complaint } from '../complaint.ts';
import { type Listing, listRefs } from '../git/refs.ts';
import type { Remote, Repository } from '../git/repository.ts';
import { resolveCommits } from '../git/resolve.ts';
import type { Layout } from '../layout/layout.ts';
import type { Note, Ref } from '../model.ts';
import { defaultTargets, upstreamNames } from './target.ts';
import { chooseRemote, privateTags, type UpstreamRefs, upstreamRefs } from './upstream.ts';

/** What somebody wants compared, as typed. */
export interface Asked {
  /** The commit to lint: any name git knows, or a commit that is known already. */
  readonly fork: string | Ref;
  readonly base?: string | undefined;
  /** A name, or `latest` for the newest release tag. */
  readonly target?: string | undefined;
  /** Whether the command line named the target: then what it breaks may fail the run. */
  readonly targetRequested: boolean;
  /** A remote's name or URL. */
  readonly upstream?: string | undefined;
}

/** The same with every name resolved: from here on git is given object ids only. */
export interface Question {
  readonly fork: Ref;
  readonly base: Ref | null;
  /** Best first; only one when somebody named it. */
  readonly targets: readonly Ref[];
  /** True when `targets` holds the one that somebody named. */
  readonly targetNamed: boolean;
  readonly targetRequested: boolean;
  readonly remote: Remote;
  readonly refs: UpstreamRefs;
  readonly notes: readonly Note[];
}

/**
 * Finds the upstream and resolves every name.
 * @throws Complaint for a missing remote, branch, fork, base or target.
 */
export async function resolveQuestion(repository: Repository, layout: Layout, asked: Asked): Promise<Question> {
  const { remote, notes } = chooseRemote(repository.remotes, layout, asked.upstream);
  const forkName = typeof asked.fork === 'string' ? asked.fork : asked.fork.name;
  const wantsTarget = isNamed(asked.target);
  const [listing, [named, givenBase, givenTarget]] = await Promise.all([
    listRefs(repository.git, [...remote.branches, 'refs/tags/', privateTags]),
    resolveCommits(repository.git, namesIn(asked, remote.branches)),
  ]);
  const fork = typeof asked.fork === 'string' ? named : asked.fork.sha;
  if (!fork) throw await missingFork(repository, forkName);
  const base = asked.base === undefined ? null : givenBase;
  if (!base && asked.base !== undefined) throw missing('base', asked.base, remote);
  const target = wantsTarget ? givenTarget : null;
  if (wantsTarget && !target) throw missing('target', asked.target ?? '', remote);
  const chosen = linesOrTags(upstreamRefs(listing, remote, layout), remote, listing);
  return {
    fork: { name: forkName, sha: fork },
    base: base ? { name: asked.base ?? base, sha: base } : null,
    targets: target ? [{ name: asked.target ?? target, sha: target }] : defaultTargets(chosen.refs),
    targetNamed: wantsTarget,
    targetRequested: asked.targetRequested,
    remote,
    refs: chosen.refs,
    notes: [...notes, ...chosen.notes],
  };
}

const isNamed = (target: string | undefined): target is string => target !== undefined && target !== 'latest';

/**
 * The names that are to be resolved: of the fork, of the base and of the target, each with what it may stand for, best first.
 * Of base and target the upstream's own branch comes first: `main` is a name that the fork has as well.
 */
export function namesIn(
  { fork, base = 'HEAD', target }: Pick<Asked, 'fork' | 'base' | 'target'>,
  branches: readonly string[],
): readonly (readonly string[])[] {
  return [
    [typeof fork === 'string' ? fork : 'HEAD'],
    upstreamNames(base, branches),
    upstreamNames(isNamed(target) ? target : 'HEAD', branches),
  ];
}

/** With no branch of the upstream fetched, tags must do as its release lines, and the report says so. */
function linesOrTags(
  refs: UpstreamRefs,
  remote: Remote,
  { refs: all }: Listing,
): { refs: UpstreamRefs; notes: Note[] } {
  if (refs.lines.length > 0) return { refs, notes: [] };
  const tags = refs.certainTags.length ? refs.certainTags : refs.tags;
  if (tags.length === 0) {
    const some = all.some(({ name }) => remote.branches.some((prefix) => name.startsWith(prefix)));
    throw new Complaint(
      some
        ? `none of the branches fetched from ${remote.name} is a release line of the upstream`
        : `nothing has been fetched from ${remote.name} yet`,
      [`git fetch ${remote.name} --tags`, 'fork-lint --fetch   # does the same'],
    );
  }
  const lines = tags.map((tag) => ({
    ...tag,
    branch: tag.name,
    label: tag.name.replace(/^refs\/tags\//, ''),
  }));
  const text = `no branch of ${remote.name} is fetched: release tags stand for its release lines (git fetch ${remote.name})`;
  return { refs: { ...refs, lines }, notes: [{ kind: 'note', text }] };
}

async function missingFork({ git, dir }: Repository, name: string): Promise<Complaint> {
  const { code } = await git(['rev-parse', '--verify', '--quiet', 'HEAD'], {
    accept: [0, 1, 128],
  });
  if (name === 'HEAD' && code !== 0) {
    return new Complaint(`${dir} has no commit yet, so there is nothing to check`, [
      'git commit',
      'fork-lint --fork BRANCH   # when the fork lies on another branch',
    ]);
  }
  return new Complaint(`no commit here is called ${JSON.stringify(name)}`, [
    'git branch --all   # lists the names',
    'fork-lint --fork NAME',
  ]);
}

function missing(what: 'base' | 'target', name: string, remote: Remote): Complaint {
  return new Complaint(`the ${what} ${JSON.stringify(name)} is no commit here`, [
    `git fetch ${remote.name} --tags   # or: fork-lint --fetch`,
    `fork-lint --${what} NAME   # a branch, tag or commit id of the upstream`,
  ]);
}
