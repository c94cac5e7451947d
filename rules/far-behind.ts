import { plural, rule } from '../src/rule.ts';

export const farBehind = rule({
  name: 'far-behind',
  summary: 'How far the base lies behind the target: commits, releases, days.',
  severity: 'info',
  when: 'next',
  advice: 'many small upgrades cost less than one large one',
  *find({ comparison: { base, target } }) {
    if (target.behind === 0) return;
    const days = Math.max(0, Math.round((target.date - base.date) / 86_400));
    const minors = [...new Set(target.releases.map((release) => release.replace(/^v?(\d+\.\d+).*/, '$1')))];
    const lines = minors.filter((minor) => !base.version?.startsWith(`${minor}.`));
    const [from, to] = [base.version ?? base.ref, target.ref];
    yield { at: { path: null }, data: { commits: target.behind, lines, days, from, to }, content: [] };
  },
  say: ({ commits, lines, days, from, to }) => {
    const crossed = lines.length > 3 ? [...lines.slice(0, 1), '…', ...lines.slice(-1)].join(' ') : lines.join(', ');
    const releases = lines.length ? `, ${plural(lines.length, 'minor release')} (${crossed})` : '';
    return `${from} is ${plural(commits, 'commit')}${releases} and ${plural(days, 'day')} behind ${to}`;
  },
});
