import { rule } from '../src/rule.ts';

export const nameCollision = rule({
  name: 'name-collision',
  summary: 'The target ships a file, module, class, service type or fixture under a name that the fork took too.',
  severity: 'error',
  when: 'next',
  advice:
    "rename yours before the upgrade, or drop it for upstream's: a merge keeps one of the two, and jobs would run the other",
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
    const first = new Map(taken.map(({ what, name }) => [what, name]));
    const names = [...first].map(([what, name]) => `${what} ${name}`).join(', ');
    return `upstream ships ${names}${since === null ? ` in ${target}` : ` since ${since}`}`;
  },
});
