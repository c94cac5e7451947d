import type { Path } from '../model.ts';
import type { Outline } from '../outline/index.ts';
import { closest, moduleName, type Root } from './roots.ts';
import type { OwnUses } from './uses.ts';

/** A file of the fork's own, to be judged against a tree of the upstream. */
export interface OwnFile {
  readonly path: Path;
  readonly text: string;
  readonly outline: Outline;
  /** Its module under the fork's own layout; null for a file that lies below no root. */
  readonly module: { readonly name: string; readonly isPackage: boolean } | null;
}

/** Puts a file under its dotted name. Roots of several layouts may be given: the fork's own, then older ones. */
export function ownFile(path: Path, text: string, outline: Outline, roots: readonly Root[]): OwnFile {
  const root = closest(roots, path);
  return { path, text, outline, module: root && moduleName(root, path) };
}

/** What a fork uses that added no file. */
export const noUses: OwnUses = { files: new Map(), dead: [], broken: [], tree: null };
