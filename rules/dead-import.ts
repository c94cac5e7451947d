import { plural, portTo, rule } from '../src/rule.ts';

export const deadImport = rule({
  name: 'dead-import',
  summary: 'An import, or a string that stands for one, names something of upstream that is not there.',
  severity: 'error',
  when: 'next',
  advice: 'a merge does not tell, and then the service dies at start: import it from its new home',
  *find({ deadImports, comparison: { target } }) {
    const told = new Map<string, number[]>();
    for (const { path, when, via, import: name, homes, home, becomes, line } of deadImports) {
      const key = [path, when, via, name].join('\n');
      const lines = told.get(key);
      lines?.push(line);
      if (lines !== undefined) continue;
      const data = { import: name, home, homes, via, becomes, lines: [line] };
      told.set(key, data.lines);
      yield {
        at: { path, line },
        data: { ...data, target: when === 'now' ? null : target.ref },
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
