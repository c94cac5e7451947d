import { quote, rule } from '../src/rule.ts';

export const changedSignature = rule({
  name: 'changed-signature',
  summary: 'A call, an override or a derived class of your own does not fit what upstream changed.',
  severity: 'error',
  when: 'next',
  advice: 'it merges cleanly and fails when it runs: adapt it to the new signature',
  *find({ brokenUses, comparison: { base, target } }) {
    for (const one of brokenUses) {
      const { path, line, scope, when, use, symbol, home, problem, old, new: now, at, toAt } = one;
      yield {
        at: { path, line, symbol: scope },
        data: {
          use,
          symbol,
          home,
          problem,
          old,
          new: now,
          at,
          toAt,
          base: base.sha,
          target: when === 'now' ? null : target.ref,
        },
        content: [use, symbol, problem],
        when,
      };
    }
  },
  say({ symbol, home, problem, old, new: now, target }) {
    const where = target === null ? '' : `${target}: `;
    const signatures = old === null && now === null ? '' : `; was ${old ?? 'not there'}, is ${now ?? 'gone'}`;
    return `${where}${symbol} ${problem}${signatures}${home === null ? '' : `, in ${home}`}`;
  },
  settle: ({ base, target }) => (target === null ? [] : [`fork-lint api ${base.slice(0, 12)} ${quote(target)}`]),
});
