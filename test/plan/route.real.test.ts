// Every fork of bench/data/real-forks.json taken to v9.5.2 as its plan says, leg by leg, on a scratch clone.
import { afterEach, describe, expect, it } from 'vitest';
import { lab, run, truth } from '../support/lab.ts';
import { followByHand, itemsOf, mergedBy, openScratch, type Plan, type Scratch } from './scratch.ts';

interface Fork {
  readonly fork: string;
  readonly branch: string;
  readonly sha: string;
  readonly base: string;
}

let scratch: Scratch | undefined;
afterEach(() => {
  scratch?.remove();
  scratch = undefined;
}, 60_000);

describe.skipIf(!lab)('the whole way that a plan leads', () => {
  it.each(lab ? truth<readonly Fork[]>('real-forks.json') : [])('$fork $branch', async ({ sha, base }) => {
    scratch = openScratch();
    let next = `plan --fork ${sha} --target v9.5.2`;
    const releases: string[] = [];
    for (let leg = 1; next.startsWith('plan'); leg++) {
      expect(leg, 'legs').toBeLessThan(4);
      const { code, out, err } = await run([...next.split(' '), '-f', 'json'], scratch.dir);
      expect([code, err]).toEqual([0, '']);
      const plan: Plan = JSON.parse(out);
      followByHand(plan, scratch);
      releases.push(mergedBy(plan));
      next =
        itemsOf(plan, 'merge')
          .at(-1)
          ?.commands[0]?.replace(/^fork-lint /, '') ?? '';
    }
    scratch.git('merge-base', '--is-ancestor', 'v9.5.2', 'HEAD');
    expect(scratch.lost(base, sha, releases), 'lines of the fork’s that are nowhere').toEqual([]);
  });
});
