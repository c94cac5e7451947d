import { editsOf, rule, sayEdit, settleByCopy } from '../src/rule.ts';

export const sourceTestEdit = rule({
  name: 'source-test-edit',
  summary: "The fork changes the tests or fixtures of one of upstream's data sources.",
  severity: 'error',
  when: 'now',
  advice: 'tests and fixtures are copied together with their source; the originals stay as upstream has them',
  find: (facts) => editsOf(facts, 'source-test'),
  say: sayEdit,
  settle: settleByCopy,
});
