import { type Facts, plural, portTo, rule } from '../src/rule.ts';

export const deadImport = rule({
  name: 'dead-import',
  summary: 'An import, or a string that stands for one, names something of upstream that is not there.',
  severity: 'error',
  when: 'next',
  advice: 'a merge does not tell, and then the service dies at start: import it from its new home',
  *find({ deadImports, comparison: { target } }) {
    // a finding is put into words as soon as it is found: what it counts is counted before
    const linesOf = new Map<string, number[]>();
    for (const use of deadImports) linesOf.set(keyOf(use), [...(linesOf.get(keyOf(use)) ?? []), use.line]);
    for (const use of deadImports) {
      const lines = linesOf.get(keyOf(use));
      if (lines === undefined) continue;
      linesOf.delete(keyOf(use));
      const { path, when, via, import: name, homes, home, becomes, line } = use;
      yield {
        at: { path, line },
        data: { import: name, home, homes, via, becomes, lines, target: when === 'now' ? null : target.ref },
        content: [via, name],
        when,
      };
    }
  },
  say({ import: name, homes, via, becomes, target, lines }) {
    const what = `${via === 'string' ? `"${name}"` : name} ${target === null ? 'is not here' : `is not in ${target}`}`;
    const times = lines.length > 1 ? ` (${plural(lines.length, 'time')})` : '';
    const now = becomes === null ? homes.join(' or ') : `write \`${via === 'string' ? `"${becomes}"` : becomes}\``;
    return `${what}${times}; ${now === '' ? 'nothing took its place' : becomes === null ? `now ${now}` : now}`;
  },
  settle({ target, becomes }) {
    if (target !== null) return [portTo(target)];
    return becomes === null ? [] : ['fork-lint check --fix --only dead-import'];
  },
});

/** What is told once, however often a file says it. */
const keyOf = ({ path, when, via, import: name }: Facts['deadImports'][number]): string =>
  [path, when, via, name].join('\n');
