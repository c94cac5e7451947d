import { rule } from '../src/rule.ts';

export const upgradePath = rule({
  name: 'upgrade-path',
  summary: "Elasticsearch and Kibana cannot go from the base's release to the target's in one step.",
  severity: 'warn',
  when: 'next',
  advice: 'upgrade the stack before the connectors, step by step; the plan has the order',
  *find({ upgrade: { path }, comparison: { base, target } }) {
    const data = { from: base.version, to: target.version, steps: [] as string[], reason: '', instead: '' };
    const at = { path: null };
    if (path.kind === 'steps' && path.steps.length > 1) {
      yield { at, data: { ...data, steps: path.steps.map(({ to, line }) => (line ? `${to}.x` : to)) }, content: [] };
    } else if (path.kind === 'refused') {
      yield { at, data: { ...data, reason: path.reason, instead: path.instead }, content: [] };
    } else if (path.kind === 'unknown') {
      yield { at, data: { ...data, reason: `it cannot be told: ${path.reason}` }, content: [] };
    }
  },
  say: ({ from, steps, reason, instead }) =>
    steps.length > 0
      ? `the stack goes from ${from} to ${steps.join(', then to ')}`
      : `${reason}${instead === '' ? '' : `; ${instead}`}`,
  settle: ({ to }) => (to === null ? [] : [`fork-lint plan --target v${to}`]),
});
