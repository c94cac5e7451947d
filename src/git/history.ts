import type { Commit, Oid, Path } from '../model.ts';
import { once } from '../once.ts';
import { roomy } from './environment.ts';
import { type Graph, graphOf } from './graph.ts';
import type { Listed } from './listing.ts';
import { commitIn, format, idIn, isRootIn, parentsIn, type Stream, streamOf } from './log.ts';
import { type Places, within } from './places.ts';
import type { Git } from './run.ts';
import { deedsIn, touchesIn } from './touches.ts';

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

/** A stretch of history. What is not asked of it is not looked at. */
export interface History {
  /** How many commits it has. */
  readonly size: number;
  /** Newest first. */
  readonly commits: readonly HistoryCommit[];
  readonly graph: Graph;
  /** Commits without a parent whose files git was not asked for: somebody else must tell what they hold. */
  readonly roots: readonly HistoryCommit[];
  /**
   * What these commits gave the files there, of the places that were asked about. A merge lists only what it has from none
   * of its parents. `held`: what each of the roots holds.
   */
  touches(places: Places, held?: Held): Touch[];
  /** Whether it was read with what its commits did there. */
  covers(places: Places): boolean;
}

/** What lies where, by commit. */
export type Held = ReadonlyMap<Oid, ReadonlyMap<Path, Listed>>;

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

/** Looking at so many places takes git as long as looking at everything (elastic/connectors: 1 takes 48 ms, 4 take 55, 25 take 88, all 72). */
export const mostPlaces = 12;

/**
 * The commits reachable from `tips` and from none of `without`. git's part is linear in the commits, ours in those that are
 * asked about.
 */
export async function readHistory(git: Git, range: Range): Promise<History> {
  const { tips, without, boundary, most, words = false, places = null, rootless = false } = range;
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
      `--format=${words ? format.words : format.ids}`, // words would double the stream
      ...(few === null ? [] : ['--full-history', '--sparse', '--', ...few]), // these two: all commits, for places limit them too
    ],
    { input: [...tips, ...without.map((oid) => `^${oid}`), ''].join('\n'), env: roomy },
  );
  return historyOf({ ...streamOf(out, words), places: few, rootless: leavesOut });
}

/** A stream, and what git was asked for. */
interface Told extends Stream {
  readonly places: Places;
  readonly rootless: boolean;
}

function historyOf(stream: Told): History {
  const { commits: told, places: read, rootless } = stream;
  const known: HistoryCommit[] = [];
  const commitOf = (node: number): HistoryCommit => {
    const one = known[node] ?? commitIn(stream, told[node] ?? '');
    known[node] = one;
    return one;
  };
  const graph = once(() =>
    graphOf({
      ids: told.map((text) => idIn(stream, text)),
      parents: (node) => parentsIn(stream, told[node] ?? ''),
      commit: commitOf,
    }),
  );
  const commits = once(() => told.map((_, node) => commitOf(node)));
  const roots = once(() => (rootless ? told.flatMap((text, node) => (isRootIn(stream, text) ? [node] : [])) : []));
  const deeds = once(() => deedsIn(stream));
  return {
    size: told.length,
    get commits() {
      return commits();
    },
    get graph() {
      return graph();
    },
    get roots() {
      return roots().map(commitOf);
    },
    touches: (places, held) => touchesIn({ deeds: deeds(), roots: roots(), commitOf }, places, held),
    covers: (places) => read === null || (places?.every(within(read)) ?? false),
  };
}

/** An argument is text; a path that is not UTF-8 cannot be one. The empty path would be the whole tree. */
const canBeTyped = (path: Path): boolean => path !== '' && !/[\0\udc80-\udcff]/.test(path);
