import { editsOf, rule, sayEdit, settleByCopy } from '../src/rule.ts';

export const sourceEdit = rule({
  name: 'source-edit',
  summary: "The fork changes one of upstream's data sources instead of a copy of its own.",
  severity: 'error',
  when: 'now',
  advice: "copy and rename the source with its tests: upstream's own then merges by itself",
  find: (facts) => editsOf(facts, 'source'),
  say: sayEdit,
  settle: settleByCopy,
});
