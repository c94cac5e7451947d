import type { Path } from '../model.ts';
import type { Held, HistoryCommit, Touch } from './history.ts';
import { eachRecord, type Stream } from './log.ts';
import { type Places, within } from './places.ts';
import { decode } from './run.ts';

/** A stretch of history as it was read. */
export interface Read {
  readonly stream: Stream;
  /** By its number in the stream. */
  readonly commitOf: (node: number) => HistoryCommit;
}

/** What the commits gave the files at some places; `held`: what first commits that the stream leaves out hold. */
export function touchesIn({ stream, commitOf }: Read, places: Places, held?: Held): Touch[] {
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
  const touches: Touch[] = [];
  for (const [node, text] of stream.commits.entries()) {
    if (held?.size)
      for (const [path, { oid, kind }] of held.get(commitOf(node).sha) ?? [])
        if (isWanted(path))
          touches.push({ commit: commitOf(node), path, blob: oid, submodule: kind === 'submodule', added: true });
    eachRecord(stream, text, (bytes, record) => {
      const path = pathOf(bytes);
      if (path !== null) touches.push({ commit: commitOf(node), path, ...given(record) });
    });
  }
  return touches;
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
