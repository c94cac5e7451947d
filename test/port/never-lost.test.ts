import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PortedTexts, portUntold, type Texts } from './trees.ts';
import { copies, type Fate, story, worldOf } from './worlds.ts';

/** How often a name is defined in a tree, at whatever depth. */
const count = (tree: Texts, name: string): number =>
  Object.values(tree).reduce(
    (n, text) => n + [...text.matchAll(new RegExp(`^\\s*(?:async )?(?:def )?${name}(?: =|\\()`, 'gm'))].length,
    0,
  );

const times = (tree: Texts, text: string): number => Object.values(tree).join('').split(text).length - 1;

/** What must be true of one definition after the port. */
function judge(one: Fate, i: number, { work, result }: PortedTexts): void {
  const shown = (): string =>
    JSON.stringify({ i, one, left: work.left.map(({ symbol, reason }) => [symbol, reason]), result }, null, 1);
  const name = `thing_${i}`;
  const left = (word: string): boolean =>
    work.left.some(({ symbol }) => new RegExp(`(?:^|_|\\.)${word}(?!\\d)`).test(symbol));
  const settled = !left(name);
  const total = count(result, name) + count(result, `renamed_${name}`);
  // of two of one name the one may go and the other be left
  const least = one.fork !== 'delete' ? copies(one) : settled ? 0 : 1;
  const most = one.fork === 'delete' && settled ? 0 : copies(one);
  expect(total, shown()).toBeGreaterThanOrEqual(least);
  expect(total, shown()).toBeLessThanOrEqual(most);
  if (one.fork === 'rename' && settled) expect(count(result, `renamed_${name}`), shown()).toBe(copies(one));
  if (one.fork === 'edit' && settled) expect(times(result, `fork ${i}"`), shown()).toBe(1);
  if (one.target === 'edit') {
    expect(times(result, `upstream ${i}"`), shown()).toBe(1);
    expect(one.fork !== 'delete' || !settled, shown()).toBe(true);
  }
  if (one.add) {
    const added = copies({ ...one, twin: false });
    expect(count(result, `added_${i}`), shown()).toBe(left(`added_${i}`) ? 0 : added);
  }
}

describe('a port', () => {
  const runs = Number(process.env['PORT_RUNS'] ?? 300);

  it('loses and doubles no definition', { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(story(7), (told) => {
        const { base, fork, target } = worldOf(told);
        const ported = portUntold(base, fork, target);
        for (const [i, one] of told.fates.entries()) judge(one, i, ported);
        expect(Object.values(ported.result).some((text) => text.includes('<<<<<<<'))).toBe(false);
      }),
      { numRuns: runs },
    );
  });

  it('onto the base is the fork, and of nothing is the target', () => {
    fc.assert(
      fc.property(story(6), (told) => {
        const { base, fork, target } = worldOf(told);
        expect(portUntold(base, fork, base).result).toEqual(fork);
        expect(portUntold(base, base, target).result).toEqual(target);
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });
});
