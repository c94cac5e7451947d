import { Complaint } from '../complaint.ts';
import type { ListedRef, Listing } from '../git/refs.ts';
import type { Remote } from '../git/repository.ts';
import type { Layout } from '../layout/layout.ts';
import type { Note } from '../model.ts';
import { compareVersions, parseVersion } from './versions.ts';

/** Where `--fetch` puts upstream's tags, so that a fork's own tags can never pass for them. */
export const privateTags = 'refs/fork-lint/upstream-tags/';

/** The remote taken for the upstream, and what a reader should know of the choice. */
export interface ChosenRemote {
  readonly remote: Remote;
  readonly notes: readonly Note[];
}

/**
 * The remote whose URL is the layout's repository, else the one named `upstream`, unless somebody named one.
 * @throws Complaint when there is none: it holds the `git remote add` line.
 */
export function chooseRemote(remotes: readonly Remote[], layout: Layout, asked: string | undefined): ChosenRemote {
  if (asked !== undefined) {
    const remote = remotes.find(({ name, urls }) => name === asked || urls.some((url) => sameRepository(url, asked)));
    if (remote) return { remote, notes: [] };
    const isUrl = /[/:]/.test(asked);
    throw new Complaint(
      `no remote of this repository is ${isUrl ? 'fetched from' : 'called'} ${withoutSecrets(asked)}`,
      [`git remote add upstream ${isUrl ? withoutSecrets(asked) : layout.url}`, 'git fetch upstream --tags'],
    );
  }
  const alike = remotes.filter(({ urls }) => urls.some((url) => isUpstream(url, layout)));
  const [remote] = [
    ...alike.filter(({ name }) => name === 'upstream'),
    ...alike,
    ...remotes.filter(({ name }) => name === 'upstream'),
  ];
  if (!remote) {
    throw new Complaint('no remote leads to the upstream, so there is nothing to compare the fork with', [
      `git remote add upstream ${layout.url}`,
      'git fetch upstream --tags',
    ]);
  }
  const others = alike.filter((other) => other !== remote).map(({ name }) => name);
  const text = `${[remote.name, ...others].join(', ')} all lead to the upstream; took ${remote.name} (--upstream chooses)`;
  return { remote, notes: others.length ? [{ kind: 'note', text }] : [] };
}

/** `https://user:secret@host/…` -> `https://host/…`: what may be printed. */
export function withoutSecrets(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1');
}

function isUpstream(url: string, { repositories }: Layout): boolean {
  return repositories.some((repository) => tail(url).endsWith(`/${repository}`));
}

function sameRepository(a: string, b: string): boolean {
  return tail(a) === tail(b);
}

/** `/github.com/elastic/connectors` of `git@github.com:elastic/connectors.git` and of `https://github.com/elastic/connectors/`. */
function tail(url: string): string {
  return `/${url
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]*):\/*/, '$1/')
    .replace(/^\/+/, '')}`.toLowerCase();
}

/** Upstream's refs that count. */
export interface UpstreamRefs {
  /** Branches that releases are made from, the default branch first. Empty when none is fetched. */
  readonly lines: readonly UpstreamLine[];
  /** Plain release tags that may be upstream's, newest first; whether one is, only its history tells. */
  readonly tags: readonly ListedRef[];
  /** Tags fetched into our private namespace: surely upstream's. */
  readonly certainTags: readonly ListedRef[];
}

export interface UpstreamLine extends ListedRef {
  /** `main`, `9.2`. */
  readonly branch: string;
  /** `upstream/9.2`: what people call it. */
  readonly label: string;
}

/** Picks release lines and release tags out of a listing; feature branches of upstream are nobody's base. */
export function upstreamRefs(listing: Listing, remote: Remote, layout: Layout): UpstreamRefs {
  const patterns = layout.releaseLines.map((pattern) => new RegExp(pattern));
  const branches = listing.refs.flatMap((ref) => {
    const prefix = remote.branches.find((start) => ref.name.startsWith(start));
    if (prefix === undefined) return [];
    const branch = ref.name.slice(prefix.length);
    return [{ ...ref, branch, label: `${remote.name}/${branch}` }];
  });
  const head = remote.branches.map((prefix) => listing.symbolic.get(`${prefix}HEAD`)).find(Boolean);
  const byDefault =
    branches.find(({ name }) => name === head) ??
    layout.defaultBranches.map((name) => branches.find(({ branch }) => branch === name)).find(Boolean);
  const releases = branches
    .filter((ref) => ref !== byDefault && patterns.some((pattern) => pattern.test(ref.branch)))
    .sort((a, b) => newerFirst(a.branch, b.branch));
  const tagsIn = (prefix: string): ListedRef[] =>
    listing.refs
      .filter(({ name }) => name.startsWith(prefix))
      .map((ref) => ({
        ref,
        version: parseVersion(ref.name.slice(prefix.length)),
      }))
      .flatMap(({ ref, version }) => (version?.suffix === '' ? [{ ref, version }] : []))
      .sort((a, b) => compareVersions(b.version, a.version))
      .map(({ ref }) => ref);
  return {
    lines: byDefault ? [byDefault, ...releases] : releases,
    tags: tagsIn('refs/tags/'),
    certainTags: tagsIn(privateTags),
  };
}

/** By number; a branch that is no version (`8.x`, `pre-8.10-stable`) goes by its first number. A locale's collator takes 15 ms to make. */
function newerFirst(a: string, b: string): number {
  const [x, y] = [a, b].map((branch) => (/\d+(?:\.\d+)*/.exec(branch)?.[0] ?? '0').split('.').map(Number));
  return compareVersions({ numbers: y ?? [], suffix: '' }, { numbers: x ?? [], suffix: '' }) || (a < b ? -1 : 1);
}

/** `refs/tags/v9.5.2` -> `v9.5.2`, `refs/remotes/upstream/main` -> `upstream/main`. */
export function shortName(name: string): string {
  return name.replace(/^refs\/(?:tags|heads|remotes|fork-lint\/upstream-tags)\//, '');
}
