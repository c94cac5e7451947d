import type { Oid, Path } from '../model.ts';
import type { HistoryCommit } from './history.ts';
import { decode, encode } from './run.ts';

/**
 * How a commit starts in the stream: behind an empty field, which stands nowhere else. No field of it is empty, no path is,
 * and of a commit that did nothing git ends an empty record before the next one's empty field.
 */
export const format = {
  ids: '%x00=%m%H%x00%T%x00p%P%x00t%ct',
  words: '%x00=%m%H%x00%T%x00p%P%x00t%ct%x00a%an%x00c%cn%x00s%s',
} as const;

const start = Buffer.from('\0\0=');

/**
 * A stream of `log`, the bytes as git wrote them: of what thousands of commits did nearly nothing is ever asked, and a copy
 * of it takes as long as all that is.
 */
export interface Stream {
  readonly out: Buffer;
  /** Digits of an id. */
  readonly digits: number;
  readonly words: boolean;
  /** Where each commit's id starts, in the order of the stream. */
  readonly heads: readonly number[];
}

/** Finds the commits in a stream. */
export function streamOf(out: Buffer, words: boolean): Stream {
  const heads: number[] = out.length > 0 ? [3] : []; // before the first there is no end of another
  for (let at = out.indexOf(start, 1); at >= 0; at = out.indexOf(start, at + start.length)) heads.push(at + 4);
  return { out, digits: Math.max(0, out.indexOf(0, 3) - 3), words, heads };
}

export const idAt = ({ out, digits }: Stream, head: number): Oid => out.toString('latin1', head, head + digits);

export const parentsAt = (stream: Stream, head: number): Oid[] => idsIn(fieldsAt(stream, head)[0] ?? '');

const idsIn = (text: string): Oid[] => (text === '' ? [] : text.split(' '));

/** Whether a commit has no parent. */
export const isRootAt = ({ out, digits }: Stream, head: number): boolean => out[head + 2 * (digits + 1) + 1] === 0;

/** Parents, date and words of a commit, without the letter that each starts with. */
function fieldsAt(stream: Stream, head: number): string[] {
  const { out, digits } = stream;
  const first = head + 2 * (digits + 1);
  return out
    .toString('latin1', first, recordsAt(stream, head) - 1)
    .split('\0')
    .map((field) => field.slice(1));
}

export function commitAt(stream: Stream, head: number): HistoryCommit {
  const { out, digits } = stream;
  const [parents = '', date, author, committer, subject] = fieldsAt(stream, head);
  return {
    sha: idAt(stream, head),
    tree: out.toString('latin1', head + digits + 1, head + 2 * digits + 1),
    parents: idsIn(parents),
    date: Number(date),
    author: words(author),
    committer: words(committer),
    subject: words(subject),
    boundary: out[head - 1] === 45, // `-`
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

/** Where what a commit did starts: behind its last field. */
function recordsAt({ out, digits, words: told }: Stream, head: number): number {
  let at = head + 2 * (digits + 1);
  for (let fields = told ? 5 : 2; fields > 0; fields--) at = endAt(out, at) + 1;
  return at;
}

/** Where what starts here ends: at a NUL, or with everything. */
function endAt(out: Buffer, from: number): number {
  const end = out.indexOf(0, from);
  return end < 0 ? out.length : end;
}

/** Told of a path, a character a byte, and of the record that stands before it. */
type Take = (path: string, record: () => string) => void;

/**
 * What a commit did. A record is `:…old modes newMode …old ids newId status`, with as many colons, old modes and old ids as
 * the commit has parents.
 */
export function eachRecord(stream: Stream, head: number, take: Take): void {
  const { out } = stream;
  let at = recordsAt(stream, head);
  if (out[at] === 10) at++; // a line feed stands before the first one
  while (out[at] === 58) {
    const [from, end] = [at, endAt(out, at)];
    const stop = endAt(out, end + 1);
    take(out.toString('latin1', end + 1, stop), () => out.toString('latin1', from, end));
    at = stop + 1;
  }
}

/** Where the commits start that may have done something at a place: it stands behind them as a path, or as a folder of one. */
export function headsNaming({ out, heads }: Stream, place: Path): number[] {
  const name = Buffer.concat([Buffer.from([0]), encode(place)]);
  const found: number[] = [];
  let next = 0;
  for (let at = out.indexOf(name); at >= 0; at = out.indexOf(name, at + 1)) {
    const after = out[at + name.length];
    if (after !== 0 && after !== 47) continue;
    while (next < heads.length && (heads[next] ?? 0) < at) next++;
    const head = heads[next - 1];
    if (head !== undefined && found.at(-1) !== head) found.push(head);
  }
  return found;
}
