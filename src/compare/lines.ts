/** Shorter ones (`return`, `else:`) stand everywhere. */
const shortest = 8;

const [from, imported] = [Buffer.from('from '), Buffer.from('import ')];

/**
 * The lines of a file that can tell where it came from, without the space around them: not short ones or imports. Each is
 * told by 32 bits (FNV-1a): of 100 000 different lines one or two pairs look alike, which no share of lines feels. Made from
 * bytes because a restructure asks it of every file that moved, and strings would take several times as long.
 */
export function tellingLines(bytes: Uint8Array): Int32Array {
  const lines = known.get(bytes) ?? readLines(bytes);
  known.set(bytes, lines);
  return lines;
}

/** Two comparisons of one run look at the same files. */
const known = new WeakMap<Uint8Array, Int32Array>();

function readLines(bytes: Uint8Array): Int32Array {
  const lines = new Int32Array(bytes.length / shortest + 1);
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(10, at);
    const next = feed < 0 ? bytes.length : feed;
    let end = next;
    while (at < end && (bytes[at] ?? 0) <= 32) at++; // most of a line of Python may be its indentation
    while (end > at && (bytes[end - 1] ?? 0) <= 32) end--;
    if (end - at >= shortest && !startsWith(bytes, at, from) && !startsWith(bytes, at, imported))
      lines[count++] = hashOf(bytes, at, end);
    at = next + 1;
  }
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
