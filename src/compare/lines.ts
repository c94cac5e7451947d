import type { Oid } from '../model.ts';

/** What some files are made of; undefined of those that were not read. */
export type BytesOf = (oid: Oid) => Buffer | undefined;

/** Lines that tell where a file came from, each told by its number among all that were met. */
export interface TellingLines {
  /** The comment that the file starts with, in order: it may be a licence. */
  readonly comment: Int32Array;
  /** Each once, in the order of their numbers. */
  readonly all: Int32Array;
}

/** The lines of files that are held against each other; each file is read once. */
export function linesIn(bytesOf: BytesOf): (oid: Oid) => TellingLines {
  const numbers = new Map<string, number>();
  const known = new Map<Oid, TellingLines>();
  return (oid) => {
    const lines = known.get(oid) ?? tellingLines(bytesOf(oid)?.toString('latin1') ?? '', numbers);
    known.set(oid, lines);
    return lines;
  };
}

/** A line without the space around it. Shorter ones (`return`, `else:`) stand everywhere. */
const line = /\S.{6,}\S/g;

/**
 * The lines of a file that can tell where it came from: not short ones or imports. One call finds them all: a restructure asks
 * it of every file that moved, before a loop over characters has been optimised.
 */
function tellingLines(text: string, numbers: Map<string, number>): TellingLines {
  const found = text.match(line) ?? [];
  const all = new Int32Array(found.length);
  let count = 0;
  let comment = 0;
  for (let i = 0; i < found.length; i++) {
    const one = found[i] ?? '';
    if (one.startsWith('from ') || one.startsWith('import ')) continue;
    if (comment === count && marks.includes(one.charAt(0))) comment++;
    let number = numbers.get(one);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(one, number);
    }
    all[count++] = number;
  }
  return { comment: all.slice(0, comment), all: eachOnce(all.subarray(0, count)) };
}

/** What a line of a comment starts with, in one language or another. */
const marks = '#/*;-<%"\'';

/** Sorts them where they are. */
function eachOnce(lines: Int32Array): Int32Array {
  lines.sort();
  let count = 0;
  for (let i = 0; i < lines.length; i++) if (i === 0 || lines[i] !== lines[i - 1]) lines[count++] = lines[i] ?? 0;
  return lines.subarray(0, count);
}

/** Of the lines of one file, where those stand that another has too. */
export function placesShared({ all }: TellingLines, { all: others }: TellingLines): number[] {
  const places: number[] = [];
  let at = 0;
  let other = 0;
  while (at < all.length && other < others.length) {
    const mine = all[at] ?? 0;
    const theirs = others[other] ?? 0;
    if (mine === theirs) places.push(at);
    if (mine <= theirs) at++;
    if (theirs <= mine) other++;
  }
  return places;
}

/** How many lines of a licence two files start with. */
export function licenceOf({ comment }: TellingLines, { comment: other }: TellingLines): number {
  let end = 0;
  while (end < comment.length && comment[end] === other[end]) end++;
  return new Set(comment.subarray(0, end)).size;
}
