import type { Reader } from '../git/reader.ts';
import type { Repository } from '../git/repository.ts';
import { plainText, textIn } from '../plain.ts';
import type { CarriesRead } from './read.ts';

/** Where carries are declared unless the configuration says otherwise. */
export const usualFile = 'fork-lint.carries.yaml';

/** A file of carries, and where it came from. */
export interface CarryFile extends CarriesRead {
  /** Its path from the root of the repository. */
  readonly file: string;
  /** Null when there is no such file. */
  readonly text: string | null;
}

export interface LoadFrom {
  readonly file: string;
  /** The commit to read it from; null: the work tree. */
  readonly commit: string | null;
}

/** Reads the carries that a commit or the work tree declares. @throws Complaint for a file that cannot be understood. */
export async function loadCarries(
  { read, workTree }: { readonly read: Reader['objects']; readonly workTree: Repository['workTree'] },
  { file, commit }: LoadFrom,
  rules: readonly string[],
): Promise<CarryFile> {
  const text = commit === null ? plainText(workTree ?? '.', file) : await inCommit(read, commit, file);
  if (text === null) return { file, text, carries: [], lines: new Map() };
  const { readCarries } = await import('./read.ts'); // yaml takes 20 ms to load
  return { file, text, ...readCarries(text, file, rules) };
}

async function inCommit(read: Reader['objects'], commit: string, file: string): Promise<string | null> {
  if (file.includes('\n')) return null; // what is asked of the reader ends with one
  const [object] = await read([`${commit}:${file}`]);
  return object?.type === 'blob' ? textIn(object.content, file) : null;
}
