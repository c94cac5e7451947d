import { readSmall } from '../git/blobs.ts';
import type { Git } from '../git/run.ts';
import type { Oid, Path } from '../model.ts';

/** What a plan reads of a tree, path -> text; absent where the tree lacks it. */
export type TreeTexts = ReadonlyMap<Path, string>;

/** Where upstream shows its settings, newest place first. */
export const configPaths: readonly Path[] = [
  'app/connectors_service/config.yml.example',
  'config.yml.example',
  'config.yml',
];

/** Where it says which Python it needs. */
export const packagingPaths: readonly Path[] = ['app/connectors_service/pyproject.toml', 'pyproject.toml', 'setup.py'];

/** Reads them of several commits in one process. */
export async function readTreeTexts(room: Git, commits: readonly Oid[]): Promise<TreeTexts[]> {
  const paths = [...configPaths, ...packagingPaths];
  const objects = await readSmall(
    room,
    commits.flatMap((commit) => paths.map((path) => `${commit}:${path}`)),
  );
  return commits.map((_, i) => {
    const here = objects.slice(i * paths.length, (i + 1) * paths.length);
    return new Map(
      paths.flatMap((path, j) => (here[j]?.type === 'blob' ? [[path, here[j].content.toString()] as const] : [])),
    );
  });
}
