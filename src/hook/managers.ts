import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A program that manages the hooks of a repository, and what it takes to run ours under it. */
export interface Manager {
  readonly name: string;
  /** Its file, from the top of the work tree. */
  readonly file: string;
  /** True when its file runs fork-lint already. */
  readonly served: boolean;
  /** What to write into its file; null for husky, whose hooks are plain files that we can edit. */
  readonly add: readonly string[] | null;
  /** What to type then. */
  readonly next: string;
}

const lefthookFiles = ['lefthook', '.lefthook'].flatMap((name) => ['yml', 'yaml'].map((ending) => `${name}.${ending}`));

/** Recognises the manager that a work tree uses. Its own file is the owner's to edit, so we say what belongs there. */
export function managerOf(workTree: string, version: string): Manager | null {
  const isDirectory = statSync(join(workTree, '.husky'), { throwIfNoEntry: false })?.isDirectory() === true;
  if (isDirectory) return { name: 'husky', file: '.husky/pre-push', served: false, add: null, next: 'npx husky' };
  for (const [name, file, add, next] of known(version)) {
    const text = textOf(join(workTree, file));
    if (text === null || (name === 'simple-git-hooks' && !/"simple-git-hooks"\s*:/.test(text))) continue;
    return { name, file, served: /fork-lint hook run|id:\s*['"]?fork-lint\b/.test(text), add, next };
  }
  return null;
}

function known(version: string): readonly (readonly [string, string, readonly string[], string])[] {
  const job = [
    'pre-push:',
    '  jobs:',
    '    - name: fork-lint',
    '      run: npx --no fork-lint hook run {1}',
    '      use_stdin: true',
  ];
  const repo = [
    'repos:',
    '  - repo: https://github.com/fork-lint/fork-lint',
    `    rev: v${version}`,
    '    hooks:',
    '      - id: fork-lint',
  ];
  const entry = ['"simple-git-hooks": {', '  "pre-push": "npx --no fork-lint hook run \\"$@\\""', '}'];
  return [
    ...lefthookFiles.map((file) => ['lefthook', file, job, 'npx lefthook install'] as const),
    ['pre-commit', '.pre-commit-config.yaml', repo, 'pre-commit install --hook-type pre-push'],
    ['simple-git-hooks', 'package.json', entry, 'npx simple-git-hooks'],
  ];
}

function textOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
