import type { Oid } from '../model.ts';
import type { HistoryCommit } from './history.ts';

/** Commits by id, and which of them can be reached from which. */
export interface Graph {
  get(commit: Oid): HistoryCommit | undefined;
  has(commit: Oid): boolean;
  /** Newest first. */
  values(): Iterable<HistoryCommit>;
  /**
   * The commits that can be reached from these, themselves included, but for what only others lead to; ids beyond the edge of
   * the graph too.
   */
  reachable(from: readonly Oid[], without?: Commits): Reach;
}

/** Some commits. */
export interface Commits {
  has(commit: Oid): boolean;
}

/** Commits that can be reached. */
export interface Reach extends Commits, Iterable<Oid> {
  readonly size: number;
}

/** What a graph is made of: commits by their number, the newest first. */
export interface Nodes {
  readonly ids: readonly Oid[];
  parents(node: number): readonly Oid[];
  commit(node: number): HistoryCommit;
}

/** The graph of commits that are known already, the newest first. */
export function graphAmong(commits: readonly HistoryCommit[]): Graph {
  const at = (node: number): HistoryCommit => {
    const one = commits[node];
    if (!one) throw new RangeError(`there are ${commits.length} commits, and none with the number ${node}`);
    return one;
  };
  return graphOf({ ids: commits.map(({ sha }) => sha), parents: (node) => at(node).parents, commit: at });
}

/** The graph of these commits. A walk goes by numbers: there are several, each marks thousands of commits, and ids are slow. */
export function graphOf(nodes: Nodes): Graph {
  const number = new Map(nodes.ids.map((id, i) => [id, i]));
  // what lies beyond the edge has a number too, and no parents
  const numberOf = (id: Oid): number => {
    const known = number.get(id) ?? number.size;
    if (known === number.size) number.set(id, known);
    return known;
  };
  const links = nodes.ids.map((_, i) => nodes.parents(i).map(numberOf));
  const { ids, commit } = nodes;
  const walk = { number, names: [...number.keys()], links };
  const find = (id: Oid): number | null => {
    const found = number.get(id) ?? ids.length;
    return found < ids.length ? found : null;
  };
  return {
    has: (id) => find(id) !== null,
    get: (id) => {
      const found = find(id);
      return found === null ? undefined : commit(found);
    },
    values: () => ids.map((_, i) => commit(i)),
    reachable: (from, without) => reach(walk, from, without),
  };
}

interface Walk {
  readonly number: ReadonlyMap<Oid, number>;
  readonly names: readonly Oid[];
  readonly links: readonly (readonly number[])[];
}

function reach({ number, names, links }: Walk, from: readonly Oid[], without?: Commits): Reach {
  const marks = new Uint8Array(names.length);
  const found: number[] = [];
  const mark = (node: number): void => {
    if (marks[node] !== 0 || without?.has(names[node] ?? '')) return;
    marks[node] = 1;
    found.push(node);
  };
  const strangers = new Set<Oid>();
  for (const id of from) {
    const node = number.get(id);
    if (node !== undefined) mark(node);
    else if (!without?.has(id)) strangers.add(id);
  }
  for (let next = 0; next < found.length; next++) {
    for (const parent of links[found[next] ?? 0] ?? []) mark(parent);
  }
  return {
    size: found.length + strangers.size,
    has: (id) => marks[number.get(id) ?? -1] === 1 || strangers.has(id),
    [Symbol.iterator]: function* () {
      for (const node of found) yield names[node] ?? '';
      yield* strangers;
    },
  };
}
