import type { Commit, Oid, Path } from '../model.ts';
import { type Places, within } from './places.ts';
import { decode, type Git, recordsOf } from './run.ts';

/** A commit as `log` tells it. */
export interface HistoryCommit extends Commit {
  /** True for a commit just outside the range that was asked for (`--boundary`). */
  readonly boundary: boolean;
}

/** One content that a commit gave a path; `blob` is all zeros when it removed the path. */
export interface Touch {
  readonly commit: HistoryCommit;
  readonly path: Path;
  readonly blob: Oid;
  /** Whether that is the commit of a submodule, which is not here. */
  readonly submodule: boolean;
  /** Whether the path was new. A merge does not tell. */
  readonly added: boolean;
}

/** A stretch of history. */
export interface History {
  /** Newest first. */
  readonly commits: readonly HistoryCommit[];
  /** Whether it was read with what its commits did there. */
  covers(places: Places): boolean;
  /** Commits without a parent whose files git was not asked for: somebody else must tell what they hold. */
  readonly roots: readonly HistoryCommit[];
  /**
   * What these commits gave the files there, of places that are covered. A merge lists only what it has from none of its
   * parents. `held`: what each of the roots holds.
   */
  touches(places: Places, held?: Held): Touch[];
}

/** Path -> blob, by commit. */
export type Held = ReadonlyMap<Oid, ReadonlyMap<Path, Oid>>;

export interface Range {
  readonly tips: readonly Oid[];
  readonly without: readonly Oid[];
  /** Also the commits just outside. */
  readonly boundary?: boolean;
  /** No more commits than this, the newest ones. */
  readonly most?: number;
  /** Also author, committer and subject; else they are empty. */
  readonly words?: boolean;
  /** Of what the commits did, only what they did there is read. All commits are told whatever they did. */
  readonly places?: Places;
  /** Where the whole tree is looked at, the files of first commits are left out: an import may have given a hundred thousand. */
  readonly rootless?: boolean;
}

/** Looking at so many places takes git as long as looking at everything (elastic/connectors: 40 take 0.08 s, 100 take 0.2 s, all 0.14 s). */
const mostPlaces = 40;

/** Who wrote it and why is asked of few commits and would double the stream of many. */
const header = {
  ids: ['%m%H', '%T', '%P', '%ct'],
  all: ['%m%H', '%T', '%P', '%ct', '%an', '%cn', '%s'],
} as const;

/** The commits reachable from `tips` and from none of `without`. Linear in the commits. */
export async function readHistory(git: Git, range: Range): Promise<History> {
  const { tips, without, boundary, most, words, places = null, rootless = false } = range;
  const fields = words ? header.all : header.ids;
  const few = places !== null && places.length <= mostPlaces && places.every(canBeTyped) ? places : null;
  const leavesOut = rootless && few === null;
  const { out } = await git(
    [
      '--literal-pathspecs', // a `*` in a path is a star
      ...(leavesOut ? ['-c', 'log.showRoot=false'] : []),
      'log',
      '--stdin', // ids do not fit on a command line when there are thousands
      ...(boundary ? ['--boundary'] : []),
      ...(most === undefined ? [] : [`--max-count=${most}`]),
      '--no-show-signature', // log is porcelain: this setting adds text to the stream
      '--no-mailmap',
      few?.length === 0 ? '--no-patch' : '--raw', // no path at all would mean all paths
      '-c', // of a merge, only what differs from every parent: what it took from one of them is not new
      ...(leavesOut ? [] : ['--root']), // the first commit's files count too
      '--no-renames',
      '--no-abbrev',
      '-z',
      `--format=${fields.join('%x00')}`,
      ...(few === null ? [] : ['--full-history', '--sparse', '--', ...few]), // these two: all commits, for places limit them too
    ],
    { input: [...tips, ...without.map((oid) => `^${oid}`), ''].join('\n'), long: true },
  );
  const { commits, starts, records } = parse(recordsOf(out), fields.length);
  return {
    commits,
    roots: leavesOut ? commits.filter(({ parents }) => parents.length === 0) : [],
    covers: (asked) => few === null || (asked?.every(within(few)) ?? false),
    touches: (asked, held) => touchesIn({ records, commits, starts }, asked, held),
  };
}

/** An argument is text; a path that is not UTF-8 cannot be one. The empty path would be the whole tree. */
const canBeTyped = (path: Path): boolean => path !== '' && !/[\0\udc80-\udcff]/.test(path);

/**
 * `-z` ends the header and every record with NUL and puts one line feed before the first record, or an empty record where
 * there is none. A header starts with `>` or `-`, a record with as many colons as the commit has parents.
 */
function parse(records: readonly string[], fields: number): Parsed {
  const commits: HistoryCommit[] = [];
  const starts: number[] = [];
  for (let at = 0; at < records.length; ) {
    commits.push(commitAt(records, at, fields));
    at += fields;
    starts.push(at);
    if (records[at] === '') at++; // a commit that changed nothing is followed by an empty record
    while (isRecord(records[at])) at += 2;
  }
  return { records, commits, starts };
}

interface Parsed {
  readonly records: readonly string[];
  readonly commits: readonly HistoryCommit[];
  /** Where the records of what each commit did start. */
  readonly starts: readonly number[];
}

function isRecord(record: string | undefined): boolean {
  return record !== undefined && record.charCodeAt(record.charCodeAt(0) === 10 ? 1 : 0) === 58; // LF, colon
}

function commitAt(records: readonly string[], at: number, fields: number): HistoryCommit {
  const mark = records[at] ?? '';
  return {
    sha: mark.slice(1),
    tree: records[at + 1] ?? '',
    parents: records[at + 2] ? (records[at + 2] ?? '').split(' ') : [],
    date: Number(records[at + 3]),
    author: fields > 4 ? words(records[at + 4]) : '',
    committer: fields > 4 ? words(records[at + 5]) : '',
    subject: fields > 4 ? words(records[at + 6]) : '',
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

function touchesIn({ records, commits, starts }: Parsed, places: Places, held?: Held): Touch[] {
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
    for (const [path, blob] of held?.get(commit.sha) ?? [])
      if (isWanted(path)) touches.push({ commit, path, blob, added: true });
    for (let at = starts[i] ?? 0; isRecord(records[at]); at += 2) {
      const record = records[at] ?? '';
      const path = pathOf(records[at + 1] ?? '');
      if (path !== null) touches.push({ commit, path, ...given(record), added: record.endsWith(' A') });
    }
  }
  return touches;
}

/** `:…old modes newMode …old ids newId status`, with as many old ones as the commit has parents. */
function given(record: string): Pick<Touch, 'blob' | 'submodule'> {
  const end = record.lastIndexOf(' ');
  const blob = record.slice(record.lastIndexOf(' ', end - 1) + 1, end);
  return {
    blob,
    submodule: record.includes(' 160000 ') && record.split(' ')[record.lastIndexOf(':') + 1] === '160000',
  };
}

/** Commits by id: what a walk through history needs. */
export type Graph = ReadonlyMap<Oid, HistoryCommit>;

/** The commits that can be reached from these, themselves included; ids beyond the edge of the graph too. */
export function reachable(graph: Graph, from: readonly Oid[]): Set<Oid> {
  const seen = new Set<Oid>();
  const waiting = [...from];
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    if (seen.has(oid)) continue;
    seen.add(oid);
    for (const parent of graph.get(oid)?.parents ?? []) waiting.push(parent);
  }
  return seen;
}
