import { rule } from '../src/rule.ts';

export const mergeConflict = rule({
  name: 'merge-conflict',
  summary: "Merging the target really conflicts in a file of the fork's.",
  severity: 'warn',
  when: 'next',
  advice: "conflicts between upstream's own release lines are left out: these are the ones that your changes cause",
  *find({ comparison: { forecast, target, changes } }) {
    for (const { path, kinds, ours } of forecast.conflicts) {
      const change = changes.find((one) => one.path === (ours ?? path) || one.homes.includes(path));
      const file = change && change.path !== path ? change.path : null;
      yield { at: { path }, data: { kinds, ours: file, target: target.ref }, content: [...kinds, change?.after ?? ''] };
    }
  },
  say: ({ kinds, ours, target }) =>
    `conflicts with ${target}: ${kinds.join(', ')}${ours === null ? '' : `; your file is ${ours}`}`,
  settle: ({ target }) => [`fork-lint port --target ${target} --branch port-${target.replaceAll('/', '-')}`],
});
