import { rule } from '../src/rule.ts';

export const nameCollision = rule({
  name: 'name-collision',
  summary: 'The target ships something under a name that the fork took too.',
  severity: 'error',
  when: 'next',
  advice: "rename yours before the upgrade, or drop it for upstream's: a merge keeps only one of the two",
  *find({ own, comparison: { target } }) {
    for (const { source, taken, since } of own.collisions) {
      yield {
        at: { path: source.main, line: source.line, symbol: source.className },
        data: { source: source.source, taken, since, target: target.ref },
        content: taken.map(({ what, name }) => `${what} ${name}`),
      };
    }
  },
  say({ taken, since, target }) {
    const oneOfEach = new Map(taken.map(({ what, name }) => [what, name]));
    const names = [...oneOfEach].map(([what, name]) => `${what} ${name}`).join(', ');
    return `upstream has the same ${since === null ? `in ${target}` : `since ${since}`}: ${names}`;
  },
});
