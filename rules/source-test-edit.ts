import { editsOf, rule, sayEdit, settleByCopy } from '../src/rule.ts';

export const sourceTestEdit = rule({
  name: 'source-test-edit',
  summary: "The fork changes the tests or fixtures of one of upstream's data sources.",
  severity: 'error',
  when: 'now',
  advice: 'copy them with their source, and leave the originals as upstream has them',
  find: (facts) => editsOf(facts, 'source-test'),
  say: sayEdit,
  settle: settleByCopy,
});
