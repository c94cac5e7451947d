import { absoluteModule } from '../api/specifier.ts';
import type { Path } from '../model.ts';
import type { Import } from '../outline/index.ts';
import type { Draft } from './draft.ts';
import { nameOf } from './imports.ts';
import { boundName } from './names.ts';
import type { Tree } from './trees.ts';
import type { Work } from './work.ts';

/** An import that the port put where the module it names imports this one already: whichever is loaded first lacks the other. */
export interface Circle {
  /** The name that the import binds. */
  readonly name: string;
  readonly module: string;
}

/** The circles of two that the port closed; those of the fork itself are its own wish. */
export function closedCircles(work: Work, draft: Draft, text: string): Circle[] {
  const { reader } = work;
  if (draft.before === null) return [];
  const old = new Set(reader.outline(draft.path, draft.before).imports.map(nameOf));
  const now = work.now();
  return reader.outline(draft.path, text).imports.flatMap((one) => {
    const module = old.has(nameOf(one)) ? null : loaded(now, draft.path, one);
    const other = module === null ? null : now.pathOf(module);
    if (module === null || other === null || other === draft.path || !loads(work, now, other, draft.path)) return [];
    return isForks(work, draft, other) ? [] : [{ name: boundName(one), module }];
  });
}

/** The module that must be loaded before the file can go on; null where nothing of the project is. */
function loaded({ surface, moduleOf }: Tree, path: Path, one: Import): string | null {
  if (one.scope !== null || one.guarded || one.typeChecking) return null;
  const own = { name: moduleOf(path) ?? '', isPackage: path.endsWith('__init__.py') };
  const module = absoluteModule(own, one);
  const thing = module !== null && one.kind === 'name' ? surface.imported(module, one.name) : null;
  return thing?.kind === 'module' ? thing.name : module;
}

/** Whether a file of a tree imports another while it is loaded. */
function loads({ reader }: Work, tree: Tree, path: Path, other: Path): boolean {
  const text = tree.text(path);
  const wanted = tree.moduleOf(other);
  if (text === null || wanted === null || !text.includes('import')) return false;
  return reader.outline(path, text).imports.some((one) => loaded(tree, path, one) === wanted);
}

/** Whether the fork's files that code came from import each other as well. */
function isForks(work: Work, draft: Draft, other: Path): boolean {
  const theirs = work.drafts.get(other)?.origins ?? [];
  return [...draft.origins].some((a) =>
    [other, ...theirs].some((b) => a !== b && loads(work, work.fork, a, b) && loads(work, work.fork, b, a)),
  );
}
