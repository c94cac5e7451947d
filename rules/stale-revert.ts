import { quote, rule } from '../src/rule.ts';

export const staleRevert = rule({
  name: 'stale-revert',
  summary: 'The fork puts back an older version of an upstream file.',
  severity: 'error',
  when: 'now',
  advice: "often a merge that kept the wrong side: upstream's fixes since then are lost",
  *find({ comparison: { changes, base } }) {
    for (const { path, stale, added, deleted, after } of changes) {
      if (stale)
        yield {
          at: { path },
          data: { base: base.sha, added, deleted },
          content: [after ?? ''],
        };
    }
  },
  say: ({ added, deleted }) => `an old version of upstream's, against the base +${added} -${deleted}`,
  settle: ({ base }, { path }) => [`git checkout ${base.slice(0, 12)} -- ${quote(path)}`],
});
