import type { Path } from '../model.ts';
import type { Held, HistoryCommit, Touch } from './history.ts';
import { type Places, within } from './places.ts';
import { decode } from './run.ts';

/**
 * `-z` ends the header and every record with NUL and puts one line feed before the first record, or an empty record where
 * there is none. A header starts with `>` or `-`, a record with as many colons as the commit has parents. The stream is kept
 * as one string, a character a byte: taken apart, what a hundred thousand commits did takes several times as much, and most of
 * it is never asked for.
 */
export function parse(out: string, fields: number): Parsed {
  const commits: HistoryCommit[] = [];
  const starts: number[] = [];
  for (let at = 0; at < out.length; ) {
    const head: string[] = [];
    while (head.length < fields) {
      const end = endAt(out, at);
      head.push(out.slice(at, end));
      at = end + 1;
    }
    commits.push(commitOf(head));
    starts.push(at);
    if (out[at] === '\0') at++; // a commit that changed nothing is followed by an empty record
    while (isRecord(out, at)) at = endAt(out, endAt(out, at) + 1) + 1;
  }
  return { out, commits, starts };
}

/** A stream of `log` as far as it was read. */
export interface Parsed {
  readonly out: string;
  readonly commits: readonly HistoryCommit[];
  /** Where the records of what each commit did start. */
  readonly starts: readonly number[];
}

/** Where what starts here ends: at a NUL, or with everything. */
function endAt(out: string, start: number): number {
  const end = out.indexOf('\0', start);
  return end < 0 ? out.length : end;
}

const isRecord = (out: string, at: number): boolean => out[out[at] === '\n' ? at + 1 : at] === ':';

function commitOf([
  mark = '',
  tree = '',
  parents = '',
  date,
  author,
  committer,
  subject,
]: readonly string[]): HistoryCommit {
  return {
    sha: mark.slice(1),
    tree,
    parents: parents === '' ? [] : parents.split(' '),
    date: Number(date),
    author: words(author),
    committer: words(committer),
    subject: words(subject),
    boundary: mark.startsWith('-'),
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

/** What the commits gave the files at some places; `held`: what first commits that the stream leaves out hold. */
export function touchesIn({ out, commits, starts }: Parsed, places: Places, held?: Held): Touch[] {
  const touches: Touch[] = [];
  const isWanted = within(places);
  // a history names the same paths again and again; null for those that nobody asked about
  const known = new Map<string, Path | null>();
  const pathOf = (bytes: string): Path | null => {
    const before = known.get(bytes);
    if (before !== undefined) return before;
    const path = decode(bytes);
    const answer = isWanted(path) ? path : null;
    known.set(bytes, answer);
    return answer;
  };
  for (const [i, commit] of commits.entries()) {
    for (const [path, { oid, kind }] of held?.get(commit.sha) ?? [])
      if (isWanted(path)) touches.push({ commit, path, blob: oid, submodule: kind === 'submodule', added: true });
    for (let at = starts[i] ?? 0; isRecord(out, at); ) {
      const end = endAt(out, at);
      const stop = endAt(out, end + 1);
      const path = pathOf(out.slice(end + 1, stop));
      if (path !== null) {
        const record = out.slice(at, end);
        touches.push({ commit, path, ...given(record), added: record.endsWith(' A') });
      }
      at = stop + 1;
    }
  }
  return touches;
}

/** `:…old modes newMode …old ids newId status`, with as many colons, old modes and old ids as the commit has parents. */
function given(record: string): Pick<Touch, 'blob' | 'submodule'> {
  const end = record.lastIndexOf(' ');
  const [first, last] = [record.indexOf(':'), record.lastIndexOf(':')];
  return {
    blob: record.slice(record.lastIndexOf(' ', end - 1) + 1, end),
    submodule: record.includes(' 160000 ') && record.slice(last + 1).split(' ')[last - first + 1] === '160000',
  };
}
