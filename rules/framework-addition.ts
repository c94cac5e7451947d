import { plural, rule } from '../src/rule.ts';

export const frameworkAddition = rule({
  name: 'framework-addition',
  summary: "The fork adds a file inside the framework's own packages.",
  severity: 'warn',
  when: 'now',
  advice: 'move it to a package of your own: upstream may move or reuse that place',
  *find({ additions }) {
    for (const { path, area, added, after } of additions) {
      if (area === 'framework') yield { at: { path }, data: { lines: added }, content: [after ?? ''] };
    }
  },
  say: ({ lines }) => (lines === null ? 'added to the framework' : `added to the framework, ${plural(lines, 'line')}`),
});
