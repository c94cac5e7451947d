import { plural, rule } from '../src/rule.ts';

export const carryExpired = rule({
  name: 'carry-expired',
  summary: 'A declared carry has passed the date or the upstream version it was to end with.',
  severity: 'error',
  when: 'now',
  advice: 'renew it with a reason that holds today, or drop the change',
  *find({ carries: { file, lines, standings }, comparison: { base, target } }) {
    for (const { carry, ended, beyond } of standings) {
      const { id, until, reason, owner } = carry;
      if (ended === null) continue;
      const isDate = /^\d{4}-/.test(until ?? '');
      const reached = ended === 'next' ? target.ref : isDate ? null : base.version;
      yield {
        at: { path: file, line: lines.get(id) ?? 1 },
        data: { id, until, reached, ended, reason, owner, findings: beyond.length },
        content: [id, until ?? ''],
        when: ended,
      };
    }
  },
  say: ({ id, until, reached, ended, owner, findings }) => {
    const by = reached === null ? '' : `, and the ${ended === 'next' ? 'target' : 'base'} is ${reached}`;
    const whose = owner === null ? '' : `; ask ${owner}`;
    const left = findings ? `; ${plural(findings, 'finding')} no longer carried` : '';
    return `${id} ${ended === 'next' ? 'ends' : 'was to end'} with ${until}${by}${left}${whose}`;
  },
  settle: ({ id }) => [`fork-lint carry add --id ${id} --until DATE --reason 'WHY IT STAYS'`],
});
