import type { Oid } from '../model.ts';
import type { HistoryCommit } from './history.ts';
import { decode } from './run.ts';

/**
 * How a commit starts in the stream: behind an empty field, which stands nowhere else. No field of it is empty, no path is,
 * and of a commit that did nothing git ends an empty record before the next one's empty field.
 */
export const format = {
  ids: '%x00=%m%H%x00%T%x00p%P%x00t%ct',
  words: '%x00=%m%H%x00%T%x00p%P%x00t%ct%x00a%an%x00c%cn%x00s%s',
} as const;

const start = '\0\0=';

/**
 * A stream of `log`, a character a byte, cut where its commits start and no further: of what thousands of commits did nearly
 * nothing is ever asked.
 */
export interface Stream {
  /** In the order of the stream. Each begins with its mark and its id. */
  readonly commits: readonly string[];
  /** Digits of an id. */
  readonly digits: number;
  readonly words: boolean;
}

/** Finds the commits in a stream. */
export function streamOf(out: Buffer, words: boolean): Stream {
  const commits = out.length === 0 ? [] : out.toString('latin1', start.length - 1).split(start); // the first is behind nothing
  return { commits, digits: Math.max(0, (commits[0]?.indexOf('\0') ?? 0) - 1), words };
}

export const idIn = ({ digits }: Stream, commit: string): Oid => commit.slice(1, 1 + digits);

export function parentsIn(stream: Stream, commit: string): Oid[] {
  const from = parentsFrom(stream);
  return idsIn(commit.slice(from, commit.indexOf('\0', from)));
}

/** Behind mark, id, tree and the letter. */
const parentsFrom = ({ digits }: Stream): number => 1 + 2 * (digits + 1) + 1;

const idsIn = (text: string): Oid[] => (text === '' ? [] : text.split(' '));

/** Whether a commit has no parent. */
export const isRootIn = (stream: Stream, commit: string): boolean => commit[parentsFrom(stream)] === '\0';

/** How many fields a commit has before what it did. */
const fieldsOf = ({ words: told }: Stream): number => (told ? 7 : 4);

export function commitIn(stream: Stream, commit: string): HistoryCommit {
  const [id = '', tree = '', ...fields] = commit.split('\0', fieldsOf(stream));
  const [parents = '', date, author, committer, subject] = fields.map((field) => field.slice(1));
  return {
    sha: id.slice(1),
    tree,
    parents: idsIn(parents),
    date: Number(date),
    author: words(author),
    committer: words(committer),
    subject: words(subject),
    boundary: id.startsWith('-'),
  };
}

/** Bytes of a name or subject that are told: every finding repeats them, and a subject may have any length. */
const mostWords = 1000;

/** What somebody wrote, as far as it is told; never a part of a character. */
function words(bytes = ''): string {
  let end = Math.min(bytes.length, mostWords);
  while (end > 0 && end < bytes.length && (bytes.charCodeAt(end) & 0xc0) === 0x80) end--;
  return decode(bytes.slice(0, end));
}

/** Told of a path, a character a byte, and of the record that stands before it. */
type Take = (path: string, record: string) => void;

/**
 * What a commit did. A record is `:…old modes newMode …old ids newId status`, with as many colons, old modes and old ids as
 * the commit has parents.
 */
export function eachRecord(stream: Stream, commit: string, take: Take): void {
  if (!commit.includes('\n')) return; // it stands before the first record, and in no field
  const fields = commit.split('\0');
  for (let at = fieldsOf(stream); at + 1 < fields.length; at += 2) {
    const record = fields[at] ?? '';
    take(fields[at + 1] ?? '', record.startsWith('\n') ? record.slice(1) : record);
  }
}
