import { quote, rule } from '../src/rule.ts';

/** git's names of conflicts, in words that say what happened. Others are shown as git has them. */
const words: Readonly<Record<string, string>> = {
  contents: 'both sides changed the same lines',
  binary: 'both sides changed binary content',
  'modify/delete': 'one side changed what the other deleted or moved away',
  'rename/delete': 'one side renamed what the other deleted',
  'rename/rename': 'the two sides renamed it differently',
  'directory rename suggested': 'upstream moved its folder, and git guesses where yours goes',
  'directory rename unclear split': 'upstream split its folder, and git leaves yours behind',
  'file/directory': 'a file on one side is a folder on the other',
  'distinct modes': 'the two sides made it different types of file',
  submodule: 'the two sides moved the submodule apart',
};

export const mergeConflict = rule({
  name: 'merge-conflict',
  summary: "Merging the target really conflicts in a file of the fork's.",
  severity: 'warn',
  when: 'next',
  advice: "conflicts between upstream's own release lines are left out: these are the ones that your changes cause",
  *find({ comparison: { forecast, target, changes } }) {
    for (const { path, kinds, ours, lines } of forecast.conflicts) {
      const change = changes.find((one) => one.path === (ours ?? path) || one.homes.includes(path));
      const file = change?.path ?? path;
      // where git would put a file whose folder moved is a guess, and often an absurd one: not repeated
      const at = file === path || kinds.some((kind) => kind.startsWith('directory rename')) ? null : path;
      // what conflicts is the fork's own lines: an edit elsewhere in the file is no new conflict
      const content = [...kinds, ...(lines.length > 0 ? lines : [change?.after ?? ''])];
      yield { at: { path: file }, data: { kinds, at, target: target.ref }, content };
    }
  },
  say: ({ kinds, at, target }) =>
    `conflicts with ${target}: ${kinds.map((kind) => words[kind] ?? kind).join(', ')}${at === null ? '' : `; in ${at}`}`,
  settle: ({ target }) => [`fork-lint port --target ${quote(target)} --branch port-${target.replace(/[^\w.-]/g, '-')}`],
});
