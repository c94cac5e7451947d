import { beforeAll, describe, expect, it } from 'vitest';
import { analyzerFor } from '../../src/outline/index.ts';
import type { FindPlaces } from '../../src/outline/outline.ts';
import { missedSince } from '../../src/own/behind.ts';

let places: FindPlaces;
beforeAll(async () => {
  const analyzer = analyzerFor('a.py');
  if (!analyzer) throw new Error('nothing reads Python');
  places = await analyzer.openPlaces();
});

const fetch = (line: string): string => `def fetch(url):\n    ${line}\n    return answer\n`;
const [old, now] = [fetch('answer = get(url)'), fetch('answer = get(url, timeout=30)')];

describe('what a copy lacks of its original', () => {
  it.each([
    ['a change that it has not', [now], [old], { lacks: ['fetch'], has: [] }],
    ['no change that it has', [now], [now], { lacks: [], has: ['fetch'] }],
    ['no definition that it dropped', [now], ['x = 1\n'], { lacks: [], has: [] }],
    [
      'not what a new module of the original says of itself',
      [old, "__all__ = ['fetch_everything']\n"],
      [old],
      { lacks: [], has: [] },
    ],
  ])('is %s', (_, after, copy, missed) => expect(missedSince([old], after, copy, places)).toEqual(missed));
});
