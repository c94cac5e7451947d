import { rule } from '../src/rule.ts';

export const farBehind = rule({
  name: 'far-behind',
  summary: 'How far the base lies behind the target: commits, releases, days.',
  severity: 'info',
  when: 'next',
  advice: 'many small upgrades cost less than one large one',
  *find({ comparison: { base, target } }) {
    if (target.behind === 0) return;
    const days = Math.max(0, Math.round((target.date - base.date) / 86_400));
    const releases = target.releases.length;
    const [from, to] = [base.version ?? base.ref, target.ref];
    yield {
      at: { path: null },
      data: { commits: target.behind, releases, days, from, to },
      content: [],
    };
  },
  say: ({ commits, releases, days, from, to }) =>
    `${to} is ${commits} commits and ${releases} releases ahead of ${from}, ${days} days of upstream's work`,
});
