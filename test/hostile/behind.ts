/** A fork of 9.2 with a source of its own and edits, which meets 9.3: the history that most hostile forks begin with. */
export const behind = [
  'upstream main: trees/9.2/',
  'tag v9.2.0',
  'upstream main: only trees/9.3/',
  'tag v9.3.0',
  'fork from v9.2.0: a-year-behind/wiki/',
  'fork: a-year-behind/edits/',
].join('\n');
