import { portTo, rule } from '../src/rule.ts';

export const publishedCarry = rule({
  name: 'published-carry',
  summary: 'Upstream has published what the fork carries.',
  severity: 'info',
  when: 'now',
  advice: 'one change less to bring through every upgrade',
  *find({ carries: { file, lines, standings }, comparison: { target } }) {
    for (const { carry, published } of standings) {
      if (published === null) continue;
      const { id, upstream } = carry;
      yield {
        at: { path: file, line: lines.get(id) ?? 1 },
        data: { id, published, target: target.ref, url: upstream.url },
        content: [id, published],
      };
    }
  },
  say: ({ id, published, target }) =>
    published === 'now'
      ? `${id} is upstream's own content now`
      : `${id} is in ${target} line for line; drop the carry after the merge`,
  settle: ({ published, target }) => (published === 'now' ? ['fork-lint carry prune'] : [portTo(target)]),
});
