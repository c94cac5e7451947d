import type { Path } from '../model.ts';
import type { Held, HistoryCommit, Touch } from './history.ts';
import { eachRecord, type Stream } from './log.ts';
import { type Places, within } from './places.ts';
import { decode } from './run.ts';

/** What a commit gave a path, as the stream has it. */
interface Deed {
  /** The commit's number in the stream. */
  readonly node: number;
  readonly record: string;
}

/** By path; of each path in the order of the stream. */
export type Deeds = ReadonlyMap<Path, readonly Deed[]>;

/** Sorts what a stream tells: it is asked about some paths, then about others, and names each again and again. */
export function deedsIn(stream: Stream): Deeds {
  const deeds = new Map<string, Deed[]>();
  stream.commits.forEach((text, node) => {
    eachRecord(stream, text, (path, record) => {
      const others = deeds.get(path);
      if (others) others.push({ node, record });
      else deeds.set(path, [{ node, record }]);
    });
  });
  return new Map([...deeds].map(([bytes, all]) => [decode(bytes), all]));
}

/** A stretch of history as it was read. */
export interface Read {
  readonly deeds: Deeds;
  /** Numbers of the commits whose files the stream leaves out. */
  readonly roots: readonly number[];
  readonly commitOf: (node: number) => HistoryCommit;
}

/** What the commits gave the files at some places, newest first; `held`: what those hold that the stream leaves out. */
export function touchesIn({ deeds, roots, commitOf }: Read, places: Places, held?: Held): Touch[] {
  const isWanted = within(places);
  const found: { readonly node: number; readonly touch: Touch }[] = [];
  for (const node of held ? roots : []) {
    const commit = commitOf(node);
    for (const [path, { oid, kind }] of held?.get(commit.sha) ?? [])
      if (isWanted(path))
        found.push({ node, touch: { commit, path, blob: oid, submodule: kind === 'submodule', added: true } });
  }
  for (const [path, all] of deeds) {
    if (isWanted(path))
      for (const { node, record } of all)
        found.push({ node, touch: { commit: commitOf(node), path, ...given(record) } });
  }
  return found.sort((a, b) => a.node - b.node).map(({ touch }) => touch);
}

function given(record: string): Pick<Touch, 'blob' | 'submodule' | 'added'> {
  const end = record.lastIndexOf(' ');
  const [first, last] = [record.indexOf(':'), record.lastIndexOf(':')];
  return {
    blob: record.slice(record.lastIndexOf(' ', end - 1) + 1, end),
    submodule: record.includes(' 160000 ') && record.slice(last + 1).split(' ')[last - first + 1] === '160000',
    added: record.endsWith(' A'),
  };
}
