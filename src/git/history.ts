import type { Commit, Oid, Path } from '../model.ts';
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
}

/** Which paths a question is about: a set of them, or a rule. */
export type Wanted = Pick<ReadonlySet<Path>, 'has'>;

/** A stretch of history. What its commits did is read when asked for, and only for the paths asked about. */
export interface History {
  /** Newest first. */
  readonly commits: readonly HistoryCommit[];
  /** What these commits gave the wanted paths (null: all paths). A merge lists only what it has from none of its parents. */
  touches(wanted: Wanted | null): Touch[];
}

export interface Range {
  readonly tips: readonly Oid[];
  readonly without: readonly Oid[];
  /** Also the commits just outside. */
  readonly boundary?: boolean;
  /** No more commits than this, the newest ones. */
  readonly most?: number;
  /** Also author, committer and subject; else they are empty. */
  readonly words?: boolean;
}

/** Who wrote it and why is asked of few commits and would double the stream of many. */
const header = {
  ids: ['%m%H', '%T', '%P', '%ct'],
  all: ['%m%H', '%T', '%P', '%ct', '%an', '%cn', '%s'],
} as const;

/**
 * The commits reachable from `tips` and from none of `without`. Linear in the commits; no pathspecs, which cost far more
 * than they save (research, git.md 5).
 */
export async function readHistory(git: Git, { tips, without, boundary, most, words }: Range): Promise<History> {
  const fields = words ? header.all : header.ids;
  const { out } = await git(
    [
      'log',
      '--stdin', // ids do not fit on a command line when there are thousands
      ...(boundary ? ['--boundary'] : []),
      ...(most === undefined ? [] : [`--max-count=${most}`]),
      '--no-show-signature', // log is porcelain: this setting adds text to the stream
      '--no-mailmap',
      '--raw',
      '-c', // of a merge, only what differs from every parent: what it took from one of them is not new
      '--root', // the first commit's files count too
      '--no-renames',
      '--no-abbrev',
      '-z',
      `--format=${fields.join('%x00')}`,
    ],
    { input: [...tips, ...without.map((oid) => `^${oid}`), ''].join('\n') },
  );
  return parse(recordsOf(out), fields.length);
}

/**
 * `-z` ends the header and every record with NUL and puts one line feed before the first record, or an empty record where
 * there is none. A header starts with `>` or `-`, a record with as many colons as the commit has parents.
 */
function parse(records: readonly string[], fields: number): History {
  const commits: HistoryCommit[] = [];
  const starts: number[] = [];
  for (let at = 0; at < records.length; ) {
    commits.push(commitAt(records, at, fields));
    at += fields;
    starts.push(at);
    if (records[at] === '') at++; // a commit that changed nothing is followed by an empty record
    while (isRecord(records[at])) at += 2;
  }
  return {
    commits,
    touches: (wanted) => touchesIn(records, commits, starts, wanted),
  };
}

function isRecord(record: string | undefined): boolean {
  return record !== undefined && record.charCodeAt(record.charCodeAt(0) === 10 ? 1 : 0) === 58; // LF, colon
}

function commitAt(records: readonly string[], at: number, fields: number): HistoryCommit {
  const mark = records[at] ?? '';
  return {
    sha: mark.slice(1),
    tree: records[at + 1] ?? '',
    parents: (records[at + 2] ?? '').split(' ').filter(Boolean),
    date: Number(records[at + 3]),
    author: fields > 4 ? decode(records[at + 4] ?? '') : '',
    committer: fields > 4 ? decode(records[at + 5] ?? '') : '',
    subject: fields > 4 ? decode(records[at + 6] ?? '') : '',
    boundary: mark.startsWith('-'),
  };
}

function touchesIn(
  records: readonly string[],
  commits: readonly HistoryCommit[],
  starts: readonly number[],
  wanted: Wanted | null,
): Touch[] {
  const touches: Touch[] = [];
  for (const [i, commit] of commits.entries()) {
    for (let at = starts[i] ?? 0; isRecord(records[at]); at += 2) {
      const path = decode(records[at + 1] ?? '');
      if (wanted === null || wanted.has(path)) touches.push({ commit, path, blob: newBlob(records[at] ?? '') });
    }
  }
  return touches;
}

/** `:…modes …old ids newId status`: the new id is the last field but one, however many parents there are. */
function newBlob(record: string): Oid {
  const end = record.lastIndexOf(' ');
  return record.slice(record.lastIndexOf(' ', end - 1) + 1, end);
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
