import { plural, rule } from '../src/rule.ts';

export const conflictMarker = rule({
  name: 'conflict-marker',
  summary: 'A file of the fork holds the markers of an unresolved merge conflict.',
  severity: 'error',
  when: 'now',
  advice: 'resolve the conflict and commit again',
  *find({ comparison: { changes } }) {
    for (const { path, published, hunks } of changes) {
      const lines = hunks.flatMap(({ added, forkLine }) => added.map((text, i) => ({ text, line: forkLine + i })));
      const open = lines.filter(({ text }) => /^<{7}(?:\s|$)/.test(text));
      const close = lines.filter(({ text }) => /^>{7}(?:\s|$)/.test(text));
      const [first, last] = [open[0], close.at(-1)];
      if (published || !first || !last) continue;
      yield {
        at: { path, line: first.line, endLine: last.line },
        data: { conflicts: open.length },
        content: ['markers'],
      };
    }
  },
  say: ({ conflicts }) => plural(conflicts, 'unresolved conflict'),
});
