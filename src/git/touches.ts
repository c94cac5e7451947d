import type { Path } from '../model.ts';
import type { Held, HistoryCommit, Touch } from './history.ts';
import { eachRecord, headsNaming, isRootAt, type Stream } from './log.ts';
import { type Places, within } from './places.ts';
import { decode } from './run.ts';

/** A stretch of history as it was read. */
export interface Read {
  readonly stream: Stream;
  readonly commit: (head: number) => HistoryCommit;
}

/** What the commits gave the files at some places; `held`: what first commits that the stream leaves out hold. */
export function touchesIn({ stream, commit }: Read, places: Places, held?: Held): Touch[] {
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
  for (const head of headsAt(stream, places, held !== undefined)) {
    for (const [path, { oid, kind }] of held?.get(commit(head).sha) ?? [])
      if (isWanted(path))
        touches.push({ commit: commit(head), path, blob: oid, submodule: kind === 'submodule', added: true });
    eachRecord(stream, head, (bytes, record) => {
      const path = pathOf(bytes);
      if (path !== null) touches.push({ commit: commit(head), path, ...given(record()) });
    });
  }
  return touches;
}

/** Each place more takes a search through all of the stream; of so many, looking at each commit takes as long. */
const fewPlaces = 24;

/** Where the commits start that may have done something there, first ones among them. */
function headsAt(stream: Stream, places: Places, roots: boolean): readonly number[] {
  const { heads } = stream;
  if (places === null || places.length > fewPlaces || places.includes('')) return heads;
  const found = new Set(places.flatMap((place) => headsNaming(stream, place)));
  if (roots) for (const head of heads) if (isRootAt(stream, head)) found.add(head);
  return [...found].sort((a, b) => a - b);
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
