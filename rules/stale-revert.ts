import { quote, rule } from '../src/rule.ts';

export const staleRevert = rule({
  name: 'stale-revert',
  summary: 'The fork puts back an older version of an upstream file.',
  severity: 'error',
  when: 'now',
  advice: "a merge that kept the wrong side often does this: upstream's fixes in between are lost without a trace",
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
  say: ({ added, deleted }) => `is a version that upstream had and replaced (+${added} -${deleted} against the base)`,
  settle: ({ base }, { path }) => [`git checkout ${base.slice(0, 12)} -- ${quote(path)}`],
});
