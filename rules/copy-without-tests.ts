import { rule } from '../src/rule.ts';

export const copyWithoutTests = rule({
  name: 'copy-without-tests',
  summary: 'A data source of your own has no tests.',
  severity: 'error',
  when: 'now',
  advice: "nobody notices what an upgrade breaks: copy the original's tests and fixtures, or write some",
  *find({ own }) {
    for (const { source, main, line, className, tests, fixtures, copied } of own.sources) {
      if (tests.length > 0 || (className === null && copied === null)) continue;
      yield {
        at: { path: main, line, symbol: className },
        data: { source, original: copied?.source ?? null, fixtures: fixtures.length > 0 },
        content: ['no tests'],
        severity: copied === null ? 'warn' : 'error',
      };
    }
  },
  say: ({ source, original, fixtures }) =>
    `${source} ${original === null ? '' : `was copied from ${original} and `}has no ${fixtures ? 'unit tests' : 'tests'}`,
});
