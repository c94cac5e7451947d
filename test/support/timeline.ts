import type { CommitStep, Deed, Line, Step } from './history.ts';
import { type Entry, file, lay, type Merged, merge, type Overlay, type Tree } from './tree.ts';

/** A commit before git knows it; its number is its place in the {@link Timeline}, from 1. */
export interface Told {
  readonly line: Line;
  readonly parents: readonly number[];
  readonly tree: Tree;
  readonly subject: string;
  /** The upstream commit whose content the fork has taken up to here. */
  readonly stands: number | null;
}

/** A story's commits in order, and its refs by full name. */
export interface Timeline {
  readonly commits: readonly Told[];
  readonly refs: ReadonlyMap<string, number>;
}

/** Full name of the ref that a line of history moves. */
export const refOf = ({ side, branch }: Line): string =>
  side === 'fork' ? `refs/heads/${branch}` : `refs/remotes/upstream/${branch}`;

/** Plays a history: sentences in, commits with whole trees out. `read` gives the folders that it names. */
export function play(steps: readonly Step[], read: (folder: string) => Overlay): Timeline {
  const commits: Told[] = [];
  const refs = new Map<string, number>();
  let last = 0;
  for (const step of steps) {
    if (step.kind === 'tag') {
      if (last === 0) throw new Error(`history:${step.at}: nothing to tag yet`);
      refs.set(`refs/tags/${step.name}`, last);
      continue;
    }
    const parent = parentOf(step, refs);
    const isBranch = parent !== null && step.start !== null && step.deeds.length === 0;
    last = isBranch ? parent : commits.push(told(step, parent, { commits, refs, read }));
    refs.set(refOf(step.line), last);
  }
  return { commits, refs };
}

function parentOf({ start, line }: CommitStep, refs: ReadonlyMap<string, number>): number | null {
  if (start === null) return refs.get(refOf(line)) ?? null;
  return start.ref === null ? null : find(start.ref, refs);
}

interface Stage {
  readonly commits: readonly Told[];
  readonly refs: ReadonlyMap<string, number>;
  readonly read: (folder: string) => Overlay;
}

function told(step: CommitStep, parent: number | null, stage: Stage): Told {
  const { line, joins, deeds, sentence } = step;
  const mine = parent === null ? undefined : commitAt(parent, stage);
  const theirs = joins ? find(joins.ref, stage.refs) : null;
  const start = theirs === null ? { tree: mine?.tree ?? new Map(), contested: [] } : merged(mine, theirs, stage);
  const tree = deeds.reduce((laid: Tree, deed) => done(deed, laid, stage), start.tree);
  const left = start.contested.filter((path) => tree.get(path) === start.tree.get(path));
  if (left.length) throw new Error(`history:${step.at}: both sides changed ${left.join(', ')}; say what became of it`);
  const inherited = mine?.line.side === 'upstream' ? parent : (mine?.stands ?? null);
  return {
    line,
    parents: [parent, joins?.how === 'merges' ? theirs : null].filter((one) => one !== null),
    tree,
    subject: sentence,
    stands: line.side === 'upstream' ? stage.commits.length + 1 : (theirs ?? inherited),
  };
}

/** What upstream did since the fork last took from it, merged into the fork's tree. */
function merged(mine: Told | undefined, theirs: number, stage: Stage): Merged {
  const base = mine?.stands ? commitAt(mine.stands, stage).tree : new Map();
  return merge(base, mine?.tree ?? new Map(), commitAt(theirs, stage).tree);
}

function done(deed: Deed, tree: Tree, { commits, refs, read }: Stage): Tree {
  if (deed.kind === 'folder') return lay(deed.only ? new Map() : tree, read(deed.folder));
  const { path } = deed;
  if (deed.kind === 'deleted') return new Map([...tree].filter(([other]) => other !== path));
  const made = new Map(tree);
  if (deed.kind === 'as-in') {
    made.set(path, existing(path, commitAt(find(deed.ref, refs), { commits }).tree));
  } else if (deed.kind === 'says') made.set(path, file(Buffer.from(deed.text, 'latin1')));
  else if (deed.kind === 'link') made.set(path, { mode: '120000', content: Buffer.from(deed.to, 'latin1') });
  else if (deed.kind === 'submodule') made.set(path, { mode: '160000', content: Buffer.from(deed.commit) });
  else if (deed.kind === 'executable') made.set(path, { ...existing(path, tree), mode: '100755' });
  else if (deed.kind === 'crlf') made.set(path, file(withCrlf(existing(path, tree).content)));
  else made.set(path, file(lfsPointer));
  return made;
}

const withCrlf = (text: Buffer): string => text.toString().replaceAll('\n', '\r\n');

/** What git sees of a file that LFS keeps elsewhere. */
const lfsPointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'5f'.repeat(32)}\nsize 48213\n`;

function existing(path: string, tree: Tree): Entry {
  const entry = tree.get(path);
  if (!entry) throw new Error(`there is no ${path} yet`);
  return entry;
}

function commitAt(number: number, { commits }: Pick<Stage, 'commits'>): Told {
  const commit = commits[number - 1];
  if (!commit) throw new Error(`there is no commit ${number}`);
  return commit;
}

/** `upstream/9.2`, `fork`, or a tag. */
function find(name: string, refs: ReadonlyMap<string, number>): number {
  const full =
    name === 'fork' ? 'refs/heads/main' : name.startsWith('upstream/') ? `refs/remotes/${name}` : `refs/tags/${name}`;
  const found = refs.get(full);
  if (found === undefined) throw new Error(`the story has no ${name} (yet)`);
  return found;
}
