/** Turns offsets into lines. */
export type LineAt = (offset: number) => number;

/** The lines of a text, from 1, ended by `\n` alone as git counts them. */
export function linesOf(source: string): LineAt {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      // `middle` lies between two valid indexes; the fallback only satisfies the compiler.
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
