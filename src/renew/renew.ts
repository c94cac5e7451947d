import { outlineReader } from '../api/module.ts';
import { rootNames } from '../api/modules.ts';
import type { Compared } from '../compare/compare.ts';
import { readSmall, readTexts } from '../git/blobs.ts';
import type { Git } from '../git/run.ts';
import { filesOf } from '../git/tree.ts';
import { makeCommits } from '../git/write.ts';
import { type Layout, placesOf } from '../layout/layout.ts';
import type { Copied, OwnSource, Path } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import { align } from '../port/align.ts';
import { commitWords } from '../port/commit.ts';
import { renderDraft } from '../port/draft.ts';
import { type Gathered, gather } from '../port/gather.ts';
import type { FileHomes } from '../port/homes.ts';
import { markConflicts } from '../port/markers.ts';
import { portPython } from '../port/port.ts';
import { homesIn, type Ported, writesOf } from '../port/run.ts';
import { sectionsFor } from '../port/sections.ts';
import { type Reader, readerOf } from '../port/trees.ts';
import type { OwnFile, Sides } from '../port/work.ts';
import { type EditionBy, editionIn } from './edition.ts';
import { joined, without } from './joined.ts';

/** A copy that is to have what upstream did to its original. */
export interface RenewAsked {
  readonly own: OwnSource;
  readonly copied: Copied;
  /** Conflicts are written into the files. They are left to a person all the same. */
  readonly markers: boolean;
}

/** Here it is upstream's change that is carried, and the fork's copy that it goes to. */
const sides: Sides = { ours: 'upstream', theirs: 'the fork', target: 'the fork' };

/**
 * Brings what upstream changed in an original into the fork's copy of it: a port of the way from the copied edition to the
 * target's, both in the copy's words, onto the copy. Nothing is written outside the room.
 */
export async function renew(room: Git, layout: Layout, compared: Compared, asked: RenewAsked): Promise<Ported> {
  const { own, copied, markers } = asked;
  if (sameBlobs(copied)) return { writes: [], placed: [], left: [] };
  const reader = readerOf(await outlineReader([own.main]));
  const isOneFile = copied.was.size === 1 && copied.is.size === 1 && own.files.length === 1;
  const { was, is } = await editions(room, layout, compared, asked, { reader, isOneFile });
  const spot = await besideUpstream(room, compared, own, is);
  const gathered = await gather(room, layout, spot.commits);
  const spelt = respelt(gathered, spot.path, is);
  const others = own.files.filter((path) => path !== own.main).map((path) => [path, null] as const);
  const treeWith = (text: string) => gathered.targetWith(new Map([...others, [own.main, text]]));
  const { target, base } = gathered.trees;
  const all: Gathered = {
    ...gathered,
    trees: { base: treeWith(was), fork: treeWith(spelt), target },
    layouts: { base: gathered.layouts.target, target: gathered.layouts.target },
    roots: rootNames(base.surface.modules),
  };
  const file: OwnFile = { path: own.main, base: was, fork: spelt, versions: [spelt], joined: !isOneFile };
  const work = portPython(all, homesOf(own, gathered), [file], { sides });
  if (markers) markConflicts(work);
  const modeOf = (path: Path): string => gathered.entries.get(path)?.mode ?? '100644';
  return { writes: writesOf(work, modeOf), placed: work.placed, left: work.left };
}

/** Upstream left the original as it was copied, or only moved it. */
function sameBlobs({ was, is }: Copied): boolean {
  const blobs = (files: ReadonlyMap<Path, string>): string => [...files.values()].sort().join(' ');
  return blobs(was) === blobs(is);
}

/** The original as it was copied and as the target has it, each as one module of the copy's. */
async function editions(
  room: Git,
  layout: Layout,
  { comparison: { fork } }: Compared,
  { own, copied }: RenewAsked,
  { reader, isOneFile }: { readonly reader: Reader; readonly isOneFile: boolean },
): Promise<{ was: string; is: string }> {
  const [texts, mine, files] = await Promise.all([
    readTexts(room, [...copied.was.values(), ...copied.is.values()]),
    readSmall(
      room,
      own.files.map((path) => `${fork.sha}:${path}`),
    ),
    filesOf(room, fork.sha),
  ]);
  const analyze = await analyzerFor(own.main)?.open();
  if (analyze === undefined) throw new Error(`nobody here reads ${own.main}`);
  const { source, renamed } = copied;
  const by: EditionBy = { source, own, renamed, layout, analyze, textOf: (blob) => texts.get(blob) ?? '' };
  const sectionOf = sectionsFor({ files }, own.main);
  const [was = '', is = ''] = [copied.was, copied.is].map((blobs) => {
    const edition = editionIn(blobs, by);
    return isOneFile ? edition[0]?.text : joined(edition, own.module, reader, sectionOf);
  });
  const itemsOf = (path: Path, text: string) => reader.items(path, text).items;
  const here = own.files.flatMap((path, i) => itemsOf(path, mine[i]?.content.toString() ?? ''));
  const changes = align(itemsOf(own.main, was), here);
  const dropped = new Set(changes.flatMap(({ kind, keys }) => (kind === 'delete' ? [keys.join('\0')] : [])));
  return { was: without(was, dropped, own.main, reader), is: without(is, dropped, own.main, reader) };
}

/**
 * The target with the original's text in a module of its own, and the fork: as fork and target of a port, the table of moved
 * modules leads from upstream's tree to the fork's.
 */
async function besideUpstream(room: Git, { comparison, trees }: Compared, { source, main }: OwnSource, text: string) {
  const [root = main.slice(0, main.lastIndexOf('/'))] = placesOf(trees.target.layout, 'source').flatMap(
    (place) => place.root ?? [],
  );
  const path = `${root}/${source}_of_upstream.py`;
  const { fork, target } = comparison;
  const [words] = await commitWords(room, [target.sha]);
  if (words === undefined) throw new Error(`${target.sha} is not a commit that can be read`);
  const writes = [{ path, mode: '100644', content: text }];
  const [made = ''] = await makeCommits(room, [{ ...words, writes, parents: [target.sha] }]);
  return { path, commits: { base: target.sha, fork: made, target: fork.sha } };
}

/** The text with imports and dotted strings as the fork's tree has them; what nobody can tell stays. */
function respelt(gathered: Gathered, path: Path, text: string): string {
  const homes = homesIn(gathered);
  const work = portPython(gathered, homes, [{ path, base: null, fork: text, versions: [text] }], { verified: false });
  const draft = work.drafts.get(homes.landing(path));
  return draft === undefined ? text : renderDraft(draft);
}

/** What stood in the original is looked for in all files of the copy. */
function homesOf({ main, files }: OwnSource, { trees }: Gathered): FileHomes {
  return {
    parts: (path) => (path === main ? files : trees.target.files.has(path) ? [path] : []),
    landing: (path) => path,
  };
}
