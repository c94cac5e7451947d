import type { Commits } from '../git/graph.ts';
import type { Oid, Path } from '../model.ts';
import { alike, type Corpus, corpusOf, isCopy, mostLike, tellingLines } from './likeness.ts';
import { once } from './once.ts';
import type { Edition, Files, Release, Shelf } from './shelf.ts';

/** Contents of blobs; missing ones are left out. */
export type ReadTexts = (oids: Iterable<Oid>) => Promise<ReadonlyMap<Oid, string>>;

/** An own source's files and text, before anybody knows where they come from. */
export interface Unknown {
  readonly source: string;
  readonly files: ReadonlyMap<Path, Oid>;
  readonly text: string;
  /** When the fork's first commit of it was. */
  readonly date: number;
}

/** The source something was copied from. */
export interface Original {
  readonly source: string;
  readonly left: number;
}

/** Upstream's sources at the places a copy may come from. */
export interface Shelves {
  readonly shelf: Shelf;
  readonly base: ReadonlyMap<string, Files>;
  readonly target: ReadonlyMap<string, Files>;
  /** The commit the fork stands on. */
  readonly ground: Oid;
  /** Whether a commit lies under the fork's feet. */
  under(commit: Oid): boolean;
  /** The commits that a commit holds, itself included. */
  within(commit: Oid): Commits;
}

/**
 * Looks for the original among the base's sources, and among those that only the target has or that only the release of the
 * time had. An own source which the target ships under the same name is no copy of it: that is a collision.
 */
export async function findOriginal(own: Unknown, shelves: Shelves, read: ReadTexts): Promise<Original | null> {
  const verbatim = [...own.files]
    .filter(([path]) => !path.endsWith('/__init__.py'))
    .map(([, blob]) => shelves.shelf.source(blob))
    .find((source) => source !== null && source !== own.source);
  if (verbatim !== undefined && verbatim !== null && own.files.size === 1) return { source: verbatim, left: 1 };
  const best = mostLike(own.text, await corpusFor(own, shelves, read));
  return best && best.source !== own.source && isCopy(best)
    ? { source: best.source, left: Math.min(1, best.left) }
    : null;
}

/** The same for all copies that are of one release's time. */
function corpusFor({ date }: Unknown, shelves: Shelves, read: ReadTexts): Promise<Corpus> {
  const at = corpora.get(shelves) ?? once((release) => corpusAt(release, shelves, read));
  corpora.set(shelves, at);
  return at(shelves.shelf.newestAt(date)?.commit ?? '');
}

const corpora = new WeakMap<Shelves, (release: Oid) => Promise<Corpus>>();

/** `release` is the commit of the release of the time; empty before the first. */
async function corpusAt(release: Oid, { shelf, base, target }: Shelves, read: ReadTexts): Promise<Corpus> {
  const candidates = new Map<string, Files>(base);
  for (const [name, files] of [...(release ? shelf.at(release) : []), ...target]) {
    if (!candidates.has(name)) candidates.set(name, files);
  }
  const texts = await read([...candidates.values()].flatMap((files) => [...files.values()]));
  return corpusOf([...candidates].map(([name, files]) => [name, textOf(files, texts)] as const));
}

function textOf(files: Files, texts: ReadonlyMap<Oid, string>): string {
  return [...files.values()].map((blob) => texts.get(blob) ?? '').join('\n');
}

/** Every line counts when one release is told from the next: an import may be all that changed. */
const linesOf = (text: string): Set<string> => new Set(text.split('\n').map((line) => line.trim()));

/** The state of the original that a copy was made of. */
export interface CopiedState {
  readonly files: Files;
  readonly release: Release | null;
}

/**
 * The released state of the original nearest to the copy, whose names are already the original's again. A state that many
 * releases share is named by the newest of them under the fork's feet, else by the first that had it.
 */
export async function copiedState(
  text: string,
  source: string,
  { shelf, base, under }: Shelves,
  read: ReadTexts,
): Promise<CopiedState | null> {
  const editions: readonly Edition[] = shelf.editions(source);
  const here = base.get(source);
  const all = [...editions, ...(here ? [{ files: here, releases: [] }] : [])]; // the base may stand between releases
  const texts = await read(all.flatMap(({ files }) => [...files.values()]));
  const mine = linesOf(text);
  const scored = all.map((edition) => ({ edition, score: alike(mine, linesOf(textOf(edition.files, texts))) }));
  const isUnder = ({ edition }: (typeof scored)[number]): boolean =>
    edition.releases.some(({ commit }) => under(commit));
  const most = Math.max(...scored.map(({ score }) => score));
  const nearest = scored.filter(({ score }) => score === most);
  const best = nearest.find(isUnder) ?? nearest[0];
  if (!best) return null;
  const { files, releases } = best.edition;
  return { files, release: releases.findLast(({ commit }) => under(commit)) ?? releases[0] ?? null };
}

/** The file of the original that each file of the copy is most like. */
export function copiedFiles(
  own: ReadonlyMap<Path, string>,
  files: Files,
  texts: ReadonlyMap<Oid, string>,
): Map<Path, Path> {
  const originals = [...files].map(([path, blob]) => ({ path, lines: tellingLines(texts.get(blob) ?? '') }));
  return new Map(
    [...own].flatMap(([path, text]) => {
      const lines = tellingLines(text);
      const name = path.slice(path.lastIndexOf('/') + 1);
      const scored = originals.map((one) => ({
        path: one.path,
        score: alike(lines, one.lines) + (one.path.endsWith(`/${name}`) ? 0.01 : 0), // empty `__init__.py`s are alike
      }));
      const best = scored.sort((a, b) => b.score - a.score)[0];
      return best && best.score > 0 ? [[path, best.path] as const] : [];
    }),
  );
}
