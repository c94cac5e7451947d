import type { Path } from '../model.ts';
import type { SectionOf } from './isort.ts';
import { standardLibrary } from './stdlib.ts';
import type { Tree } from './trees.ts';

/** Files that mark the top of a project: what lies beside them is its own code, everything else comes from outside. */
const projectFiles = ['pyproject.toml', 'ruff.toml', '.ruff.toml', 'setup.cfg', 'setup.py', '.isort.cfg'];

/** The groups into which isort sorts a file's imports. */
export function sectionsFor({ files }: Pick<Tree, 'files'>, path: Path): SectionOf {
  const top = projectOf(files, path);
  const known = new Map<string, boolean>();
  const isOwn = (name: string): boolean => {
    const own = known.get(name) ?? [top, `${top}src/`].some((folder) => holds(files, `${folder}${name}`));
    known.set(name, own);
    return own;
  };
  return (module) => {
    if (module.startsWith('.')) return 4;
    const name = module.split('.', 1)[0] ?? module;
    if (name === '__future__') return 0;
    if (standardLibrary.has(name)) return 1;
    return isOwn(name) ? 3 : 2;
  };
}

/** The folder of the project a file belongs to, with its slash. */
function projectOf(files: ReadonlyMap<Path, unknown>, path: Path): string {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const folder = path.slice(0, at + 1);
    if (projectFiles.some((name) => files.has(folder + name))) return folder;
  }
  return '';
}

function holds(files: ReadonlyMap<Path, unknown>, stem: string): boolean {
  if (files.has(`${stem}.py`)) return true;
  for (const path of files.keys()) if (path.startsWith(`${stem}/`)) return true;
  return false;
}
