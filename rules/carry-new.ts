import { rule } from '../src/rule.ts';

export const carryNew = rule({
  name: 'carry-new',
  summary: 'The change under review declares a carry, or lets one cover more.',
  severity: 'warn',
  when: 'now',
  advice: 'a carry lets a finding pass: somebody other than its author should agree with the reason',
  *find({ carries: { file, lines, standings } }) {
    for (const { carry, since, covers } of standings) {
      if (since === null) continue;
      const { id, reason, upstream, until } = carry;
      yield {
        at: { path: file, line: lines.get(id) ?? 1 },
        data: { id, since, reason, status: upstream.status, url: upstream.url, until, covers: covers.length },
        content: [carry.rule, carry.path ?? '', carry.symbol ?? '', until ?? '', ...carry.fingerprint],
      };
    }
  },
  say: ({ id, since, covers, status, until, reason }) => {
    const size = `${covers} finding${covers === 1 ? '' : 's'}`;
    return `${id} is ${since}: ${size}, ${status}${until === null ? '' : `, until ${until}`}: ${reason}`;
  },
});
