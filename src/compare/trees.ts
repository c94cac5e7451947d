import type { GitObject } from '../git/blobs.ts';
import { readCommit } from '../git/commit.ts';
import { detect, type Layout, probePaths, type TreeLayout, versionPaths } from '../layout/layout.ts';
import type { Oid } from '../model.ts';
import { versionIn } from './versions.ts';

/** What a commit's tree says of itself: its layout, and what its VERSION file declares. */
export interface TreeFacts {
  readonly sha: Oid;
  readonly tree: Oid;
  /** Committer date, seconds since 1970. */
  readonly date: number;
  readonly layout: TreeLayout;
  /** The main VERSION, trimmed; null if there is none. */
  readonly version: string | null;
  /** Texts of the files that decide the layout, registries and VERSION files among them. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/** Reads objects by `<commit>` or `<commit>:<path>`, in the order asked; null where there is none. */
export type ReadObjects = (names: readonly string[]) => Promise<readonly (GitObject | null)[]>;

/** Looks at several commits with one question. */
export async function lookAt(read: ReadObjects, layout: Layout, commits: readonly Oid[]): Promise<TreeFacts[]> {
  const paths = probePaths(layout);
  const names = commits.flatMap((sha) => [sha, ...paths.map((path) => `${sha}:${path}`)]);
  const objects = await read(names);
  const each = paths.length + 1;
  return commits.map((sha, i) => {
    const [commit, ...probed] = objects.slice(i * each, (i + 1) * each);
    const texts = new Map(paths.map((path, j) => [path, textOf(probed[j] ?? null)]));
    const tree = detect(layout, texts);
    const version = versionPaths(tree).map((path) => texts.get(path) ?? null)[0] ?? null;
    return {
      sha,
      ...headOf(commit ?? null, sha),
      layout: tree,
      version: version === null ? null : versionIn(version),
      texts,
    };
  });
}

/** A folder exists but has no text. */
function textOf(object: GitObject | null): string | null {
  if (object === null) return null;
  return object.type === 'blob' ? object.content.toString() : '';
}

function headOf(commit: GitObject | null, sha: Oid): { tree: Oid; date: number } {
  if (commit?.type !== 'commit') throw new Error(`${sha} is not a commit that can be read`);
  const { tree, date } = readCommit(commit.content);
  return { tree, date };
}
