import { plural, rule } from '../src/rule.ts';

export const carryNew = rule({
  name: 'carry-new',
  summary: 'The change under review declares a carry, or lets one cover more.',
  severity: 'warn',
  when: 'now',
  advice: 'a carry lets findings pass: somebody else should agree with its reason',
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
    const end = until === null ? '' : `, until ${until}`;
    return `${id} was ${since} (${plural(covers, 'finding')}, ${status}${end}): ${reason}`;
  },
});
