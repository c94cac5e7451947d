import { rule } from '../src/rule.ts';

export const copyKeepsName = rule({
  name: 'copy-keeps-name',
  summary:
    "A copied data source keeps a name of its original: class, name, service type, registry key or its test's target.",
  severity: 'error',
  when: 'now',
  advice:
    'rename it: two sources of one name or service type are one to Kibana, and a test that patches the original tests nothing',
  *find({ own }) {
    for (const { source, className, copied } of own.sources) {
      for (const { what, value, path, line } of copied?.kept ?? []) {
        const data = { what, value, source, original: copied?.source ?? '' };
        yield { at: { path, line, symbol: what === 'test' ? null : className }, data, content: [what, value] };
      }
    }
  },
  say: ({ what, value, source, original }) =>
    what === 'test'
      ? `the test of ${source} still names ${value}, which is the original`
      : `${source} keeps the ${what} ${JSON.stringify(value)} of ${original}, its original`,
});
