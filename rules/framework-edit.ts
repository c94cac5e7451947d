import { editsOf, quote, rule, sayEdit } from '../src/rule.ts';

export const frameworkEdit = rule({
  name: 'framework-edit',
  summary: 'The fork changes, deletes or renames a file of the framework.',
  severity: 'error',
  when: 'now',
  advice: 'every release touches these files: send the change upstream, or declare a carry',
  find: (facts) => editsOf(facts, 'framework'),
  say: sayEdit,
  settle: (_, { path }) => [
    `fork-lint export ${quote(path)}`,
    `fork-lint carry add --rule framework-edit ${quote(path)}`,
  ],
});
