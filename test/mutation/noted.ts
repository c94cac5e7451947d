import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type * as reader from '../../src/git/reader.ts';
import type * as run from '../../src/git/run.ts';

/** What git answered in one repository, by what was asked. */
let notes = new Map<string, unknown>();
let real = true;
let unasked = false;

async function noted<T>(question: readonly unknown[], ask: () => Promise<T>): Promise<T> {
  const key = JSON.stringify(question);
  if (real) {
    const answer = await ask();
    notes.set(key, answer);
    return answer;
  }
  if (notes.has(key)) return notes.get(key) as T; // set above, by the same question
  unasked = true;
  throw new Error(`git was not asked this before: ${key}`);
}

/** `src/git/run.ts`, noted. A room has another name each time, so it does not count where git runs. */
export function notedRun(module: typeof run): typeof run {
  const gitIn: typeof run.gitIn = (place) => {
    const git = module.gitIn(place);
    return (args, ask = {}) =>
      noted(['git', place.userConfig, args, { ...ask, input: ask.input?.toString('latin1') }], () => git(args, ask));
  };
  return { ...module, gitIn };
}

/** `src/git/reader.ts`, noted. */
export function notedReader({ readerIn }: typeof reader): typeof reader {
  return {
    readerIn(place) {
      const { objects, heads, bytes, texts, folders, files, entries, close } = readerIn(place);
      const each =
        <T>(what: string, ask: (names: readonly string[]) => Promise<T>) =>
        (names: Iterable<string>) =>
          noted([what, ...names], () => ask([...names]));
      return {
        objects: each('objects', objects),
        heads: each('heads', heads),
        bytes: each('bytes', bytes),
        texts: each('texts', texts),
        folders: each('folders', folders),
        files: (tree) => noted(['files', tree], () => files(tree)),
        entries: (tree, places) => noted(['entries', tree, places], () => entries(tree, places)),
        close,
      };
    },
  };
}

/**
 * Asks `what` and has its answer looked at. Git says what it said the first time, as noted in `file`, for starting it is
 * most of the work and a mutant that lives asks nothing new; one that does is asked again, with the real git throughout.
 */
export async function withNotes<T>(file: string, what: () => Promise<T>, look: (answer: T) => void): Promise<void> {
  if (existsSync(file)) {
    [notes, real, unasked] = [deserialize(readFileSync(file)) as typeof notes, false, false]; // as written below
    const answer = await what();
    if (!unasked) return look(answer);
  }
  [notes, real] = [new Map(), true];
  look(await what());
  writeFileSync(file, serialize(notes));
}
