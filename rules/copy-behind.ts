import { plural, quote, rule } from '../src/rule.ts';

export const copyBehind = rule({
  name: 'copy-behind',
  summary: 'Upstream changed the original of a copied data source, and the copy lacks some of it.',
  severity: 'info',
  when: 'next',
  advice: 'a copy gets no fixes by merging; port brings them into the copy, on a branch to look at',
  *find({ own, comparison: { target } }) {
    for (const { source, main, line, className, copied } of own.sources) {
      if (copied === null || copied.lacks.length === 0) continue;
      const { at, lacks, has, commits } = copied;
      yield {
        at: { path: main, line, symbol: className },
        data: {
          source,
          original: copied.source,
          from: copied.from,
          since: at,
          target: target.ref,
          commits,
          lacks,
          has,
        },
        content: [copied.source],
      };
    }
  },
  say({ original, since, target, commits, lacks, has }) {
    const names = [...new Set(lacks)];
    const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
    const from = since === null ? `up to ${target}` : `from ${since} to ${target}`;
    const all = plural(lacks.length + has.length, 'change');
    return `lacks ${lacks.length} of ${all} to ${original}, in ${plural(commits.length, 'commit')} ${from}: ${shown}`;
  },
  settle: ({ source, from, since, target }) => [
    `fork-lint port --copy ${quote(source)} --target ${quote(target)}`,
    `git log -p ${since === null ? '' : `${quote(since)}..`}${quote(target)} -- ${quote(from)}`,
  ],
});
