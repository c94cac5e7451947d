import fc from 'fast-check';
import { git } from '../states/support/git.ts';
import { type Repository, tellHistory } from '../support/story.ts';
import { content, message, name, person, refName } from './words.ts';

/** All that somebody who sends a pull request may choose. Everything is bytes, one character each. */
export interface Hostility {
  /** Names that upstream has as well, so that the fork changes them. */
  readonly changed: readonly Named[];
  /** Names that only the fork has. */
  readonly added: readonly Named[];
  /** Where symbolic links of these names lead. */
  readonly links: readonly (readonly [name: string, target: string])[];
  readonly refs: readonly string[];
  /** Who wrote what in the fork's commits. */
  readonly commits: readonly { readonly author: string; readonly message: string }[];
}

interface Named {
  readonly name: string;
  readonly content: string;
}

const named = fc.record({ name, content });

/** A fork in which everything that can be chosen is hostile. */
export const hostility: fc.Arbitrary<Hostility> = fc.record({
  changed: fc.uniqueArray(named, { selector: (one) => one.name, minLength: 6, maxLength: 12 }),
  added: fc.uniqueArray(named, { selector: (one) => one.name, minLength: 6, maxLength: 12 }),
  links: fc.uniqueArray(fc.tuple(name, name), { selector: ([link]) => link, maxLength: 4 }),
  refs: fc.uniqueArray(refName, { minLength: 1, maxLength: 6 }),
  commits: fc.array(fc.record({ author: person, message }), { minLength: 1, maxLength: 3 }),
});

/** Where the named files are put, one area after the other. */
const folders = ['connectors', 'connectors/sources', 'connectors/protocol', 'tests/sources', 'docs'] as const;

/** Text as the stories read it: every byte that is no letter as `\xNN`. */
const quoted = (bytes: string): string =>
  `"${bytes.replace(/[^A-Za-z0-9 ]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;

const says = (files: readonly Named[], folder: string, added = ''): string[] =>
  files.map((one, i) => `  ${quoted(`${folderOf(i)}/${folder}/${one.name}`)} says ${quoted(`${one.content}${added}`)}`);

const folderOf = (i: number): string => folders[i % folders.length] ?? 'docs';

/** Makes a fork of 9.2 that meets a moved and split upstream, 9.3. Its own edits give every command something to do. */
export function hostileFork({ changed, added, links, refs, commits }: Hostility, checkout = false): Repository {
  const history = [
    'upstream main: trees/9.2/',
    ...says(changed, 'old'),
    'tag v9.2.0',
    'upstream main: only trees/9.3/',
    'tag v9.3.0',
    'fork from v9.2.0: a-year-behind/wiki/',
    'fork: a-year-behind/edits/',
    ...says(changed, 'old', 'changed\n'),
    ...says(added, 'new'),
    ...links.map(([link, target], i) => `  ${quoted(`${folderOf(i)}/links/${link}`)} is a link to ${quoted(target)}`),
  ].join('\n');
  const told = tellHistory(history, undefined, { checkout });
  git(told.dir, ['fast-import', '--quiet', '--done', '--force'], Buffer.from(wordsOf(commits, refs), 'latin1'));
  if (checkout) git(told.dir, ['reset', '--quiet', '--hard']);
  return told;
}

/** Commits that change the framework in somebody's words, and refs at the last of them. */
function wordsOf(commits: Hostility['commits'], refs: readonly string[]): string {
  const made = commits.map(({ author, message: words }, i) => {
    const text = `RETRIES = ${i}\n`;
    return [
      `commit refs/heads/main`,
      `mark :${i + 1}`,
      `author ${author} 1760000000 +0000`,
      `committer ${author} ${1_760_000_000 + i} +0000`,
      `data ${words.length}`,
      words,
      ...(i === 0 ? ['from refs/heads/main^0'] : []),
      `M 100644 inline connectors/es/sink.py`,
      `data ${text.length}`,
      text,
    ].join('\n');
  });
  const resets = [...distinct(refs)].map((ref) => `reset ${ref}\nfrom :${commits.length}\n`);
  return [...made, ...resets, 'done\n'].join('\n');
}

/** Full names of which none is the folder of another. */
function distinct(refs: readonly string[]): string[] {
  return refs.flatMap((ref, i) => [
    `refs/heads/h${i}/${ref}`,
    `refs/tags/h${i}/${ref}`,
    `refs/remotes/upstream/h${i}/${ref}`,
  ]);
}
