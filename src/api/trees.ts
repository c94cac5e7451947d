import type { Survey } from '../compare/survey.ts';
import type { Layout } from '../layout/layout.ts';
import type { Path } from '../model.ts';
import { type Analyzer, analyzerFor } from '../outline/index.ts';
import { holdsModule } from './lookup.ts';
import { closest, moduleName, type Root, rootsIn } from './roots.ts';
import type { View } from './view.ts';

/** A tree, and where it has its packages. */
export interface Rooted {
  readonly view: View;
  readonly roots: readonly Root[];
}

export const rootedIn = (view: View, layout: Layout): Rooted => ({ view, roots: rootsIn(view, layout) });

type Language = Analyzer['language'];

export const languageOf = (path: Path): Language | undefined => analyzerFor(path)?.language;

/** Those of the languages that some of the trees has modules in. */
export function languagesIn(
  trees: readonly Rooted[],
  languages: ReadonlySet<Language | undefined>,
): ReadonlySet<Language | undefined> {
  const isIn = (language: Language | undefined, { view, roots }: Rooted): boolean => {
    const where = { view, roots, speaks: (path: Path) => languageOf(path) === language };
    return roots.some((root) => holdsModule(where, root, root.folder));
  };
  return new Set([...languages].filter((language) => trees.some((tree) => isIn(language, tree))));
}

/**
 * Names of the modules that the changes from the first of these trees to the last touch; undefined where the two keep their
 * packages in different places, so that a file which nobody touched may go by another name.
 */
export function changedModules(changes: Survey['theirs'], trees: readonly Rooted[]): readonly string[] | undefined {
  const [before = [], after = []] = [trees[0]?.roots, trees.at(-1)?.roots];
  if (JSON.stringify(before) !== JSON.stringify(after)) return undefined;
  const names = changes.flatMap(({ path }) => {
    const root = closest(after, path);
    return (root && moduleName(root, path)?.name) ?? [];
  });
  return [...new Set(names)].sort();
}

/** The fork's roots, then where any release had its packages: files may lie where an earlier one kept such. */
export function everyRoot(roots: readonly Root[], { packages = [] }: Layout): Root[] {
  const all = [...roots, ...packages.flatMap(({ name, places }) => places.map(({ folder }) => ({ name, folder })))];
  return [...new Map([...all].reverse().map((root) => [root.folder, root])).values()].reverse();
}
