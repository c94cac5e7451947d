import { portTo, rule } from '../src/rule.ts';

export const leftBehind = rule({
  name: 'left-behind',
  summary: 'A data source, test, fixture or registry entry of your own lies where nothing looks for it.',
  severity: 'error',
  when: 'next',
  advice: 'a merge does not tell: move it to where upstream keeps such files',
  *find({ own, comparison: { target, changes } }) {
    for (const { path, kind, source, when, belongs, taken, line } of own.strays) {
      const reader = when === 'now' ? null : target.ref;
      const after = changes.find((change) => change.path === path)?.after ?? '';
      yield {
        at: line === null ? { path } : { path, line },
        data: { kind, source, belongs, taken, target: reader },
        content: [kind, after],
        when,
      };
    }
  },
  say({ kind, source, belongs, taken, target }) {
    const what = kind === 'registry' ? 'registry entry' : kind === 'source-test' ? 'test' : kind;
    const reads = target === null ? `no ${what} is read here` : `${target} reads no ${what} here`;
    const place = taken ? `; upstream has its own ${source}` : belongs === null ? '' : `; belongs in ${belongs}`;
    return `${reads}${place}`;
  },
  settle: ({ target }) => (target === null ? ['fork-lint check --fix --only left-behind'] : [portTo(target)]),
});
