import { rule } from '../src/rule.ts';

export const carryUnused = rule({
  name: 'carry-unused',
  summary: 'A declared carry matches nothing any more.',
  severity: 'warn',
  when: 'now',
  advice: 'take it out, or it may cover a later change by chance',
  *find({ carries: { file, lines, standings } }) {
    for (const { carry, covers, beyond, published, ended } of standings) {
      const isIdle = covers.length === 0 && beyond.length === 0 && published === null && ended !== 'now';
      if (!isIdle) continue;
      const { id, rule: about, path, symbol } = carry;
      const at = { path: file, line: lines.get(id) ?? 1 };
      yield { at, data: { id, rule: about, path, symbol }, content: [id] };
    }
  },
  say: ({ id, rule: about, path, symbol }) => {
    const place = [symbol, path].filter((part) => part !== null).join(' of ');
    return `${id} matches nothing: no ${about === '*' ? 'finding' : about} in ${place}`;
  },
  settle: () => ['fork-lint carry prune'],
});
