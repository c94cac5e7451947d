const window = 100;
/** What stands for the end of the file. */
const end = '\uffff';

/**
 * GitHub's `primaryLocationLineHash`: what its upload step computes for a line of a file, and by which it knows an alert
 * again. A hash over the hundred characters from the start of the line on, spaces and tabs left out, and how often the same
 * hundred stood in the file so far. Null when the file has no such line.
 * @see https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
 */
export function lineHash(text: string, line: number): string | null {
  const bare = `${text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '')}${end}`;
  const starts = [0, ...Array.from(bare.matchAll(/\n/g), ({ index }) => index + 1)];
  const start = starts[line - 1];
  if (start === undefined) return null;
  const seen = bare.slice(start, start + window);
  const nth = starts.slice(0, line).filter((at) => bare.startsWith(seen, at)).length;
  return `${hashOf(seen)}:${nth}`;
}

function hashOf(text: string): string {
  let hash = 0n;
  for (let i = 0; i < window; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : 0;
    hash = BigInt.asUintN(64, hash * 37n + BigInt(unit));
  }
  return hash.toString(16);
}
