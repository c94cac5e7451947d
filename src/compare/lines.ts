/** Shorter ones (`return`, `else:`) stand everywhere. */
const shortest = 8;

const [from, imported] = [Buffer.from('from '), Buffer.from('import ')];

/** Lines that tell where a file came from, each told by 32 bits. */
export interface TellingLines {
  /** The comment that the file starts with, in order: it may be a licence. */
  readonly comment: Int32Array;
  /** Each once, in the order of their numbers. */
  readonly all: Int32Array;
}

/**
 * The lines of a file that can tell where it came from, without the space around them: not short ones or imports. Of 100 000
 * different lines one or two pairs look alike (FNV-1a), which no share of lines feels. Made from bytes because a restructure
 * asks it of every file that moved, and strings would take several times as long.
 */
export function tellingLines(bytes: Uint8Array): TellingLines {
  const told = known.get(bytes) ?? readLines(bytes);
  known.set(bytes, told);
  return told;
}

/** Every file is held against several. */
const known = new WeakMap<Uint8Array, TellingLines>();

/** Of the lines of one file, where those stand that another has too. */
export function placesShared({ all }: TellingLines, { all: others }: TellingLines): number[] {
  const places: number[] = [];
  let [at, other] = [0, 0];
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

function readLines(bytes: Uint8Array): TellingLines {
  const lines = new Int32Array(bytes.length / shortest + 1);
  let count = 0;
  let comment = 0;
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(10, at);
    const next = feed < 0 ? bytes.length : feed;
    let end = next;
    while (at < end && (bytes[at] ?? 0) <= 32) at++; // most of a line of Python may be its indentation
    while (end > at && (bytes[end - 1] ?? 0) <= 32) end--;
    if (end - at >= shortest && !startsWith(bytes, at, from) && !startsWith(bytes, at, imported)) {
      if (comment === count && marks.includes(bytes[at] ?? 0)) comment++;
      lines[count++] = hashOf(bytes, at, end);
    }
    at = next + 1;
  }
  return { comment: lines.slice(0, comment), all: eachOnce(lines.subarray(0, count)) };
}

/** What a line of a comment starts with, in one language or another. */
const marks = Buffer.from('#/*;-<%"\'');

/** Sorts them where they are. */
function eachOnce(lines: Int32Array): Int32Array {
  let count = 0;
  for (const line of lines.sort()) if (count === 0 || lines[count - 1] !== line) lines[count++] = line;
  return lines.subarray(0, count);
}

function startsWith(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) return false;
  return true;
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}
