/** The candidate that `word` was probably meant to be, null when none is close. Case does not count. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let best: { readonly candidate: string; readonly far: number } | null = null;
  for (const candidate of candidates) {
    const limit = Math.ceil(Math.max(word.length, candidate.length) * 0.4);
    // also spares a hostile word of many thousand letters its matrix
    if (Math.abs(word.length - candidate.length) > limit) continue;
    const far = distance(word.toLowerCase(), candidate.toLowerCase());
    if (far <= limit && (best === null || far < best.far)) best = { candidate, far };
  }
  return best?.candidate ?? null;
}

/** How to get from a wrong word to a right one: the nearest, or all that are accepted when they are few or none is near. */
export function hint(word: string, accepted: readonly string[]): string {
  const near = accepted.length > 4 ? nearest(word, accepted) : null;
  return near === null ? `accepted: ${accepted.join(', ')}` : `nearest: ${near}`;
}

/** Edits between two words; two swapped neighbours are one edit. */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const at = (line: readonly number[], index: number): number => line[index] ?? Number.POSITIVE_INFINITY;
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(older, j - 2) + 1 : replaced;
      row.push(Math.min(at(previous, j) + 1, at(row, j - 1) + 1, replaced, swapped));
    }
    older = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
