import { editsOf, quote, rule, sayEdit } from '../src/rule.ts';

export const protocolEdit = rule({
  name: 'protocol-edit',
  summary: 'The fork changes the connector protocol: its code or its document.',
  severity: 'error',
  when: 'now',
  advice: 'Elasticsearch and Kibana do not know your version of the protocol: send the change upstream',
  find: (facts) => editsOf(facts, 'protocol'),
  say: sayEdit,
  settle: (_, { path }) => [`fork-lint export ${quote(path)}`],
});
