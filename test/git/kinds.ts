/** One way in which a merge can conflict, told by the sentences of fixtures/README.md, and what git 2.39 makes of it. */
export interface ConflictKind {
  readonly base: readonly string[];
  readonly upstream: readonly string[];
  readonly fork: readonly string[];
  /** Path -> the stages it has. `~fork` and `~upstream` stand for what git hangs on a path that it had to move aside. */
  readonly stages: Readonly<Record<string, string>>;
  /** `type: path, path`, in git's order; `Auto-merging` left out. */
  readonly messages: readonly string[];
  /** `path (kinds)` of the forecast: what of it is the fork's. */
  readonly ours: readonly string[];
}

/** Twelve lines, so that a change of one leaves a file that git knows again. */
const lines = (word: string): string => Array.from({ length: 12 }, (_, i) => `${word} ${i}\\n`).join('');
const file = (path: string): string => `${path} says "${lines(path)}"`;
const edited = (path: string, by: string, at = path): string =>
  `${at} says "${lines(path).replace(`${path} 5\\n`, `${by}\\n`)}"`;
const other = (path: string, by: string): string => `${path} says "${lines(by)}"`;
const moved = (path: string, to: string): string[] => [`${path} is deleted`, `${to} says "${lines(path)}"`];
const submodule = (path: string, digit: string): string => `${path} is a submodule at ${digit.repeat(40)}`;

/** What upstream did to a folder `old` of two files. */
const folder = [file('old/a'), file('old/b')];
const folderMoved = [...moved('old/a', 'new/a'), ...moved('old/b', 'new/b')];

/** Every kind that git makes of two commits, without looking into a submodule. */
export const kinds = {
  content: {
    base: [file('a')],
    upstream: [edited('a', 'up')],
    fork: [edited('a', 'mine')],
    stages: { a: '123' },
    messages: ['CONFLICT (contents): a'],
    ours: ['a (contents)'],
  },
  'add/add': {
    base: [],
    upstream: [other('a', 'up')],
    fork: [other('a', 'mine')],
    stages: { a: '23' },
    messages: ['CONFLICT (contents): a'],
    ours: ['a (contents)'],
  },
  'modify/delete, deleted by the fork': {
    base: [file('a')],
    upstream: [edited('a', 'up')],
    fork: ['a is deleted'],
    stages: { a: '12' },
    messages: ['CONFLICT (modify/delete): a'],
    ours: ['a (modify/delete)'],
  },
  'modify/delete, deleted by upstream': {
    base: [file('a')],
    upstream: ['a is deleted'],
    fork: [edited('a', 'mine')],
    stages: { a: '13' },
    messages: ['CONFLICT (modify/delete): a'],
    ours: ['a (modify/delete)'],
  },
  'rename/rename, one file to two names': {
    base: [file('a')],
    upstream: moved('a', 'up'),
    fork: moved('a', 'mine'),
    stages: { a: '1', mine: '3', up: '2' },
    messages: ['CONFLICT (rename/rename): a, up, mine'],
    ours: ['a (rename/rename)', 'mine (rename/rename)', 'up (rename/rename)'],
  },
  'rename/rename, two files to one name': {
    base: [file('a'), file('b')],
    upstream: moved('a', 'c'),
    fork: moved('b', 'c'),
    stages: { c: '23' },
    messages: ['CONFLICT (contents): c'],
    ours: ['c (contents)'],
  },
  'rename/delete, renamed by upstream': {
    base: [file('a')],
    upstream: moved('a', 'b'),
    fork: ['a is deleted'],
    stages: { b: '12' },
    messages: ['CONFLICT (rename/delete): b, a'],
    ours: ['b (rename/delete)'],
  },
  'rename/delete, renamed by the fork': {
    base: [file('a')],
    upstream: ['a is deleted'],
    fork: moved('a', 'b'),
    stages: { b: '13' },
    messages: ['CONFLICT (rename/delete): b, a'],
    ours: ['b (rename/delete)'],
  },
  'rename/add': {
    base: [file('a')],
    upstream: moved('a', 'b'),
    fork: [other('b', 'mine')],
    stages: { b: '23' },
    messages: ['CONFLICT (contents): b'],
    ours: ['b (contents)'],
  },
  'rename involved in collision': {
    base: [file('a')],
    upstream: ['a is deleted', edited('a', 'up', 'b')],
    fork: [edited('a', 'mine'), other('b', 'mine')],
    stages: { b: '23' },
    messages: ['CONFLICT (rename involved in collision): b, a', 'CONFLICT (contents): b'],
    ours: ['b (contents, rename involved in collision)'],
  },
  'file/directory, the file of the fork': {
    base: [],
    upstream: [file('d/x')],
    fork: [file('d')],
    stages: { 'd~fork': '3' },
    messages: ['CONFLICT (file/directory): d~fork, d'],
    ours: ['d (file/directory)'],
  },
  'file/directory, the file of upstream': {
    base: [],
    upstream: [file('d')],
    fork: [file('d/x')],
    stages: { 'd~upstream': '2' },
    messages: ['CONFLICT (file/directory): d~upstream, d'],
    ours: ['d (file/directory)'],
  },
  'file/directory, and changed meanwhile': {
    base: [file('d')],
    upstream: ['d is deleted', file('d/x')],
    fork: [edited('d', 'mine')],
    stages: { 'd~fork': '13' },
    messages: ['CONFLICT (file/directory): d~fork, d', 'CONFLICT (modify/delete): d~fork'],
    ours: ['d (file/directory, modify/delete)'],
  },
  'directory rename, suggested for an added file': {
    base: folder,
    upstream: folderMoved,
    fork: [file('old/c')],
    stages: { 'new/c': '3' },
    messages: ['CONFLICT (directory rename suggested): new/c, old/c'],
    ours: ['new/c (directory rename suggested)'],
  },
  'directory rename, suggested for a renamed file': {
    base: [...folder, file('c')],
    upstream: folderMoved,
    fork: moved('c', 'old/c'),
    stages: { 'new/c': '3' },
    messages: ['CONFLICT (directory rename suggested): new/c, old/c'],
    ours: ['new/c (directory rename suggested)'],
  },
  'directory rename, with another file there': {
    base: folder,
    upstream: [...folderMoved, other('new/c', 'up')],
    fork: [file('old/c')],
    stages: { 'new/c': '23' },
    messages: ['CONFLICT (directory rename suggested): new/c, old/c', 'CONFLICT (contents): new/c'],
    ours: ['new/c (contents, directory rename suggested)'],
  },
  'directory rename, with a file of the fork in its way': {
    base: folder,
    upstream: folderMoved,
    fork: [file('old/c'), other('new/c', 'mine')],
    stages: {},
    messages: ['CONFLICT (file in way of directory rename): new/c, old/c'],
    ours: ['new/c (file in way of directory rename)', 'old/c (file in way of directory rename)'],
  },
  'directory rename, two files to one place': {
    base: [...folder, file('past/d'), file('past/e')],
    upstream: [...folderMoved, ...moved('past/d', 'new/d'), ...moved('past/e', 'new/e')],
    fork: [file('old/c'), file('past/c')],
    stages: {},
    messages: ['CONFLICT(directory rename collision): new/c, old/c, past/c'],
    ours: [
      'new/c (directory rename collision)',
      'old/c (directory rename collision)',
      'past/c (directory rename collision)',
    ],
  },
  'directory rename, unclear split': {
    base: folder,
    upstream: [...moved('old/a', 'new/a'), ...moved('old/b', 'also/b')],
    fork: [file('old/c')],
    stages: {},
    messages: ['CONFLICT(directory rename unclear split): old'],
    ours: ['old (directory rename unclear split)'],
  },
  'directory renamed on both sides': {
    base: [file('old/a')],
    upstream: moved('old/a', 'up/a'),
    fork: moved('old/a', 'mine/a'),
    stages: { 'mine/a': '3', 'old/a': '1', 'up/a': '2' },
    messages: ['CONFLICT (rename/rename): old/a, up/a, mine/a'],
    ours: ['mine/a (rename/rename)', 'old/a (rename/rename)', 'up/a (rename/rename)'],
  },
  'content in a renamed directory': {
    base: folder,
    upstream: [...moved('old/b', 'new/b'), 'old/a is deleted', edited('old/a', 'up', 'new/a')],
    fork: [edited('old/a', 'mine')],
    stages: { 'new/a': '123' },
    messages: ['CONFLICT (contents): new/a'],
    ours: ['new/a (contents)'],
  },
  'distinct modes, a link for a file': {
    base: [file('a')],
    upstream: [edited('a', 'up')],
    fork: ['a is deleted', 'a is a link to z'],
    stages: { a: '3', 'a~upstream': '12' },
    messages: ['CONFLICT (distinct modes): a, a~upstream'],
    ours: ['a (distinct modes)'],
  },
  'distinct modes, a file for a link': {
    base: ['a is a link to z'],
    upstream: ['a is a link to y'],
    fork: ['a is deleted', file('a')],
    stages: { a: '12', 'a~fork': '3' },
    messages: ['CONFLICT (distinct modes): a, a~fork'],
    ours: ['a (distinct modes)'],
  },
  'two links': {
    base: ['a is a link to z'],
    upstream: ['a is a link to y'],
    fork: ['a is a link to x'],
    stages: { a: '123' },
    messages: ['CONFLICT (contents): a'],
    ours: ['a (contents)'],
  },
  'two modes of one file': {
    base: [],
    upstream: [file('a'), 'a is executable'],
    fork: [file('a')],
    stages: { a: '23' },
    messages: ['CONFLICT (contents): a'],
    ours: ['a (contents)'],
  },
  binary: {
    base: ['a says "\\x00 1"'],
    upstream: ['a says "\\x00 2"'],
    fork: ['a says "\\x00 3"'],
    stages: { a: '123' },
    messages: ['CONFLICT (binary): a', 'CONFLICT (contents): a'],
    ours: ['a (binary, contents)'],
  },
  'submodule, not initialized': {
    base: [submodule('s', '1')],
    upstream: [submodule('s', '2')],
    fork: [submodule('s', '3')],
    stages: { s: '123' },
    messages: ['CONFLICT (submodule not initialized): s', 'CONFLICT (contents): s'],
    ours: ['s (contents, submodule not initialized)'],
  },
  'submodule, deleted by the fork': {
    base: [submodule('s', '1')],
    upstream: [submodule('s', '2')],
    fork: ['s is deleted'],
    stages: { s: '12' },
    messages: ['CONFLICT (modify/delete): s'],
    ours: ['s (modify/delete)'],
  },
  'submodule/file': {
    base: [],
    upstream: [submodule('s', '2')],
    fork: [file('s')],
    stages: { s: '2', 's~fork': '3' },
    messages: ['CONFLICT (distinct modes): s, s~fork'],
    ours: ['s (distinct modes)'],
  },
  'submodule/directory': {
    base: [],
    upstream: [submodule('s', '2')],
    fork: [file('s/x')],
    stages: { 's~upstream': '2' },
    messages: ['CONFLICT (file/directory): s~upstream, s'],
    ours: ['s (file/directory)'],
  },
} as const satisfies Readonly<Record<string, ConflictKind>>;
