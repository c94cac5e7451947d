import { editsOf, quote, rule, sayEdit } from '../src/rule.ts';

export const protocolEdit = rule({
  name: 'protocol-edit',
  summary: 'The fork changes the connector protocol: its code or its document.',
  severity: 'error',
  when: 'now',
  advice:
    'the protocol is a contract with Elasticsearch and Kibana, which do not know your version of it: send a pull request',
  find: (facts) => editsOf(facts, 'protocol'),
  say: sayEdit,
  settle: (_, { path }) => [`fork-lint export ${quote(path)}`],
});
