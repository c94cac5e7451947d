import fc from 'fast-check';
import { expect, it } from 'vitest';
import { portTexts } from './trees.ts';
import { story, worldOf } from './worlds.ts';

/** Always the same ones: what becomes of them is written down. */
const drawn = fc.sample(story(4), { seed: 2026, numRuns: 40 });

it.each(drawn.map((told, i) => [i, told] as const))('world %i', (_, told) => {
  const { base, fork, target } = worldOf(told);
  const { result } = portTexts(base, fork, target);
  expect(Object.keys(result)).toEqual(Object.keys(target));
});
