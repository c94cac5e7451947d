import { portTo, rule } from '../src/rule.ts';

/** git's names of conflicts, in words that say what happened. Others are shown as git has them. */
const words: Readonly<Record<string, string>> = {
  contents: 'both changed the same lines',
  binary: 'both changed binary content',
  'modify/delete': 'changed by one, deleted or moved by the other',
  'rename/delete': 'renamed by one, deleted by the other',
  'rename/rename': 'renamed differently by each',
  'directory rename suggested': 'its folder moved, and git guesses where it goes',
  'directory rename unclear split': 'its folder was split, and git leaves it behind',
  'file/directory': 'a file for one, a folder for the other',
  'distinct modes': 'a different type of file for each',
  submodule: 'the submodule moved on both sides',
};

export const mergeConflict = rule({
  name: 'merge-conflict',
  summary: "Merging the target conflicts in a file of the fork's.",
  severity: 'warn',
  when: 'next',
  advice: "your changes cause these; conflicts between upstream's own release lines are left out",
  *find({ comparison: { forecast, target, changes } }) {
    const byPath = new Map(changes.map((change) => [change.path, change]));
    const byHome = new Map(changes.flatMap((change) => change.homes.map((home) => [home, change])));
    for (const { path, kinds, ours, lines } of forecast.conflicts) {
      const change = byPath.get(ours ?? path) ?? byHome.get(path);
      const file = change?.path ?? path;
      // where git would put a file whose folder moved is a guess, and often an absurd one: not repeated
      const at = file === path || kinds.some((kind) => kind.startsWith('directory rename')) ? null : path;
      // what conflicts is the fork's own lines: an edit elsewhere in the file is no new conflict
      const content = [...kinds, ...(lines.length > 0 ? lines : [change?.after ?? ''])];
      yield { at: { path: file }, data: { kinds, at, target: target.ref }, content };
    }
  },
  say: ({ kinds, at }) => `${kinds.map((kind) => words[kind] ?? kind).join(', ')}${at === null ? '' : `; in ${at}`}`,
  settle: ({ target }) => [portTo(target)],
});
