const window = 100;
/** What stands for the end of the file. */
const end = '\uffff';

/**
 * GitHub's `primaryLocationLineHash` for the lines of a text: what its upload step computes, and by which it knows an alert
 * again. A hash over the hundred characters from the start of the line on, spaces and tabs left out, and how often the same
 * hundred stood in the file so far. Null for a line that the text has not.
 * @see https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
 */
export function lineHashes(text: string): (line: number) => string | null {
  const bare = `${text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '')}${end}`;
  const starts = [0, ...Array.from(bare.matchAll(/\n/g), ({ index }) => index + 1)];
  const counts = new Map<string, number>();
  const lines = starts.map((start) => {
    const seen = bare.slice(start, start + window);
    const nth = (counts.get(seen) ?? 0) + 1;
    counts.set(seen, nth);
    return { seen, nth };
  });
  return (line) => {
    const found = lines[line - 1];
    return found === undefined ? null : `${hashOf(found.seen)}:${found.nth}`;
  };
}

function hashOf(text: string): string {
  let hash = 0n;
  for (let i = 0; i < window; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : 0;
    hash = BigInt.asUintN(64, hash * 37n + BigInt(unit));
  }
  return hash.toString(16);
}
