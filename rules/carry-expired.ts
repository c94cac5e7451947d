import { rule } from '../src/rule.ts';

export const carryExpired = rule({
  name: 'carry-expired',
  summary: 'A declared carry has passed the date or the upstream version it was to end with.',
  severity: 'error',
  when: 'now',
  advice: 'renew it with a reason that holds today, or drop the change it carries',
  *find({ carries: { file, lines, standings }, comparison: { base, target } }) {
    for (const { carry, ended, beyond } of standings) {
      const { id, until, reason, owner } = carry;
      if (ended === null) continue;
      const isDate = /^\d{4}-/.test(until ?? '');
      const reached = ended === 'next' ? `the target ${target.ref}` : isDate ? null : `the base, ${base.version},`;
      yield {
        at: { path: file, line: lines.get(id) ?? 1 },
        data: { id, until, reached, reason, owner, findings: beyond.length },
        content: [id, until ?? ''],
        when: ended,
      };
    }
  },
  say: ({ id, until, reached, owner, findings }) => {
    const by = reached === null ? '' : `, which ${reached} has reached`;
    const left = findings ? `; ${findings} finding${findings === 1 ? '' : 's'} no longer carried` : '';
    return `${id} was to end with ${until}${by}${owner === null ? '' : ` (${owner})`}${left}`;
  },
  settle: ({ id }) => [`fork-lint carry add --id ${id} --until DATE --reason 'WHY IT STAYS'`],
});
