import { isDeepStrictEqual } from 'node:util';
import { replaceFile } from '../file.ts';
import type { Repository } from '../git/repository.ts';
import type { CarryFile } from './load.ts';
import type { Carry } from './model.ts';
import { readCarries } from './read.ts';
import { type Edits, editCarries, inOrder } from './text.ts';

/**
 * The text of a file of carries after an edit. It is read again before anybody writes it: what it then declares must be what
 * was meant, whatever a person wrote into the file before.
 */
export function edited({ text, carries, file }: CarryFile, edits: Edits, rules: readonly string[]): string {
  const after = editCarries(text, carries, edits, file);
  const meant = [
    ...carries.filter(({ id }) => !edits.drop?.includes(id) && !edits.put?.some((one) => one.id === id)),
    ...(edits.put ?? []),
  ];
  const sorted = (all: readonly Carry[]): Carry[] => [...all].sort(inOrder);
  if (!isDeepStrictEqual(sorted(readCarries(after, file, rules).carries), sorted(meant))) {
    throw new Error(`editing ${file} would have changed what it declares`);
  }
  return after;
}

/** Writes a file of carries into the work tree. */
export function store(repository: Pick<Repository, 'workTree' | 'gitDir'>, file: string, text: string): void {
  replaceFile(repository, file, text);
}
