import { rule } from '../src/rule.ts';

export const copyKeepsName = rule({
  name: 'copy-keeps-name',
  summary: 'A copied data source still has a name of its original.',
  severity: 'error',
  when: 'now',
  advice: 'rename it: Kibana takes two sources of one name for one, and its test tests the original',
  *find({ own }) {
    for (const { source, className, copied } of own.sources) {
      if (copied === null) continue;
      for (const { what, value, path, line } of copied.kept) {
        const data = { what, value, source, original: copied.source };
        yield { at: { path, line, symbol: what === 'test' ? null : className }, data, content: [what, value] };
      }
    }
  },
  say: ({ what, value, source, original }) =>
    what === 'test'
      ? `the test of ${source} still names ${value} of ${original}`
      : `${source} still has the ${what} ${JSON.stringify(value)} of ${original}`,
});
