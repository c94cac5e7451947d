import { rule, sayEdit, wholeFiles } from '../src/rule.ts';

export const otherEdit = rule({
  name: 'other-edit',
  summary: 'The fork changes an upstream file outside framework, protocol and sources.',
  severity: 'info',
  when: 'now',
  advice: 'no rule forbids these, but they may conflict at the next merge',
  find: (facts) => wholeFiles(facts, 'other'),
  say: sayEdit,
});
