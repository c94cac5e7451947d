import { isFile, type RawChange } from '../git/changes.ts';
import { areasOf } from '../layout/areas.ts';
import type { TreeLayout } from '../layout/layout.ts';
import type { Oid, Path } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import { type CodeChange, type CodeFile, compareCode } from './code.ts';
import { comparePages, type PageChange } from './compare.ts';

/** What happened to the connector protocol between base and target. A part is null only when both have the same blobs. */
export interface ProtocolChange {
  readonly page: (PageChange & { readonly path: Path }) | null;
  readonly code: (CodeChange & { readonly path: Path }) | null;
}

/** The protocol's files that differ; nothing has been read yet. */
export interface ProtocolBlobs {
  readonly pages: readonly ProtocolBlob[];
  readonly code: readonly ProtocolBlob[];
}

/** A file of the protocol; null is a side that lacks it. */
export interface ProtocolBlob {
  readonly path: Path;
  readonly before: Oid | null;
  readonly after: Oid | null;
}

/** Picks them out of theirs (base -> target): costs no look at the repository. */
function protocolBlobs(theirs: readonly RawChange[], base: TreeLayout, target: TreeLayout): ProtocolBlobs {
  const [then, now] = [areasOf(base), areasOf(target)];
  const blobs = theirs.flatMap(({ path, modes, before, after }) => {
    const [was, is] = [
      isFile(modes[0]) && then.of(path) === 'protocol',
      isFile(modes[1]) && now.of(path) === 'protocol',
    ];
    return was || is ? [{ path, before: was ? before : null, after: is ? after : null }] : [];
  });
  return {
    pages: blobs.filter(({ path }) => path.endsWith('.md')),
    code: blobs.filter(({ path }) => analyzerFor(path) !== undefined),
  };
}

/** The blobs to read. */
function oidsOf({ pages, code }: ProtocolBlobs): Oid[] {
  return [...pages, ...code].flatMap(({ before, after }) => [before, after].filter((oid) => oid !== null));
}

/** Compares what was read. A text that is missing although there is a blob was not readable: never "no change". */
async function compareProtocol(
  { pages, code }: ProtocolBlobs,
  texts: ReadonlyMap<Oid, string>,
): Promise<ProtocolChange> {
  const textOf = (oid: Oid | null): string | null => (oid === null ? null : (texts.get(oid) ?? null));
  const [page] = pages;
  const [first] = code;
  const side = (which: 'before' | 'after'): CodeFile[] =>
    code.flatMap((blob) => (blob[which] === null ? [] : [{ path: blob.path, text: textOf(blob[which]) }]));
  const find = first ? await analyzerFor(first.path)?.openPlaces() : undefined;
  const shown = code.find(({ after, path }) => after !== null && !path.endsWith('__init__.py')) ?? first;
  return {
    page: page ? { path: page.path, ...comparePages(textOf(page.before), textOf(page.after)) } : null,
    code: find && shown ? { path: shown.path, ...compareCode(side('before'), side('after'), find) } : null,
  };
}

/**
 * Finds, reads and compares the protocol of two trees. `read` is asked once, and only when blobs differ: most forks are one
 * patch behind and read nothing here.
 */
export async function protocolChange(
  theirs: readonly RawChange[],
  trees: { readonly base: { readonly layout: TreeLayout }; readonly target: { readonly layout: TreeLayout } },
  read: (oids: readonly Oid[]) => Promise<ReadonlyMap<Oid, string>>,
): Promise<ProtocolChange> {
  const blobs = protocolBlobs(theirs, trees.base.layout, trees.target.layout);
  const oids = oidsOf(blobs);
  return oids.length === 0 ? { page: null, code: null } : compareProtocol(blobs, await read(oids));
}
