import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../file.ts';
import type { Repository } from '../git/repository.ts';
import { workflow } from '../pages.ts';
import type { Offered } from './init.ts';

/** Where GitHub looks for it. */
const file = '.github/workflows/fork-lint.yml';

/** Writes the workflow that checks pull requests on GitHub. One that is there stays as it is. */
export function offerWorkflow(repository: Repository): Offered {
  if (existsSync(join(repository.workTree ?? '.', file))) return { lines: [`${file} is there already`], wrote: [] };
  replaceFile(repository, file, workflow());
  return { lines: [`${file} written; require its check for the branch`], wrote: [file] };
}
