import type { FindPlaces } from '../outline/outline.ts';
import { alike, tellingLines } from './likeness.ts';

/** Two definitions are one under two names when they share this much of their lines. */
const enough = 0.6;

/**
 * What a copy calls by names of its own beside its class: definitions at the top of the original that it lacks, held against
 * those that it alone has. The copy's name -> the original's.
 */
export function renamedIn(original: readonly string[], copy: string, find: FindPlaces): Map<string, string> {
  const [theirs, mine] = [topsOf(original, find), topsOf([copy], find)];
  const gone = [...theirs].filter(([name]) => !mine.has(name));
  const found = new Map<string, string>();
  for (const [name, lines] of mine) {
    if (theirs.has(name)) continue;
    const scored = gone
      .filter(([old]) => ![...found.values()].includes(old))
      .map(([old, oldLines]) => ({ old, score: alike(lines, oldLines) }))
      .sort((a, b) => b.score - a.score);
    const [best, next] = scored;
    if (best && best.score >= enough && best.score > (next?.score ?? 0)) found.set(name, best.old);
  }
  return found;
}

/** Top-level definitions by name, with the lines that tell them, their own heads aside. */
function topsOf(texts: readonly string[], find: FindPlaces): Map<string, Set<string>> {
  const tops = new Map<string, Set<string>>();
  for (const text of texts) {
    const lines = text.split('\n');
    for (const { name, line, endLine } of find(text)) {
      if (name.includes('.')) continue;
      const own = lines.slice(line - 1, endLine).filter((one) => !/^(?:@|class\b|def\b|async def\b)/.test(one));
      tops.set(name, tellingLines(own.join('\n')));
    }
  }
  return tops;
}
