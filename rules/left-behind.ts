import { quote, rule } from '../src/rule.ts';

export const leftBehind = rule({
  name: 'left-behind',
  summary: 'A data source, test, fixture or registry entry of your own lies where nothing looks for it.',
  severity: 'error',
  when: 'next',
  advice: 'move it to where upstream keeps such things; git merges around it without a word, and proposes wrong places',
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
    const reads = target === null ? 'nothing reads' : `${target} does not read`;
    const place = taken
      ? `; upstream has a ${source} of its own`
      : belongs === null
        ? ''
        : `; it belongs in ${belongs}`;
    return `${reads} this ${what} here${place}`;
  },
  settle: ({ target }) =>
    target === null
      ? ['fork-lint check --fix --only left-behind']
      : [`fork-lint port --target ${quote(target)} --branch port-${target.replace(/[^\w.-]/g, '-')}`],
});
