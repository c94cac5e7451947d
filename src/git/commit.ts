import type { Oid } from '../model.ts';
import { decode } from './run.ts';

/** What a commit object holds. */
export interface CommitWords {
  readonly tree: Oid;
  readonly parents: readonly Oid[];
  /** `Name <mail> seconds zone`, as fast-import takes it. */
  readonly author: string;
  readonly committer: string;
  /** Seconds since 1970; 0 where the commit has no date that can be read, as git has it. */
  readonly date: number;
  readonly message: string;
}

/**
 * Reads a commit object. Lines end at line feeds alone: a name may hold whatever else a regular expression takes for the end
 * of one (a carriage return, U+2028).
 * @throws Error when it names no tree, as no commit does that git has checked.
 */
export function readCommit(content: Buffer): CommitWords {
  const text = decode(content.toString('latin1'));
  const end = text.indexOf('\n\n');
  const lines = (end < 0 ? text : text.slice(0, end)).split('\n');
  const fields = (name: string): string[] =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const [[tree], [author = ''], [committer = '']] = [fields('tree'), fields('author'), fields('committer')];
  if (tree === undefined) throw new Error('a commit without a tree');
  return {
    tree,
    parents: fields('parent'),
    author: identity(author),
    committer: identity(committer),
    date: Number(/> (\d+) [-+]\d{4}$/.exec(committer)?.[1] ?? 0),
    message: end < 0 ? '' : text.slice(end + 2),
  };
}

/** git reads commits that it would not write: a person without a mail, without a date. */
function identity(person: string): string {
  const name = /^[^<>]*/.exec(person)?.[0].trim() ?? '';
  const whole = /^(?:[^<>]* )?<[^<>]*> \d+ [-+]\d{4}$/.test(person);
  return whole ? person : `${name || 'unknown'} <unknown> 0 +0000`;
}
