import { quote, rule } from '../src/rule.ts';

export const publishedCarry = rule({
  name: 'published-carry',
  summary: 'Upstream has published what the fork carries.',
  severity: 'info',
  when: 'now',
  advice: 'the fork need not carry it any longer: one change less to bring through every upgrade',
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
      ? `${id}: the fork's file is upstream's own content now`
      : `${id}: ${target} has these very lines; the merge takes them, then the carry goes`,
  settle: ({ published, target }) =>
    published === 'now'
      ? ['fork-lint carry prune']
      : [`fork-lint port --target ${quote(target)} --branch port-${target.replace(/[^\w.-]/g, '-')}`],
});
