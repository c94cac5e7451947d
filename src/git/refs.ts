import type { Oid } from '../model.ts';
import { decode, type Git, linesOf } from './run.ts';

/** A branch or tag as git lists it; `commit` is what an annotated tag stands for. */
export interface ListedRef {
  readonly name: string;
  readonly commit: Oid;
}

/** The refs below some prefixes, and where symbolic ones among them point. */
export interface Listing {
  readonly refs: readonly ListedRef[];
  /** Full name of a symbolic ref -> full name of what it stands for (`refs/remotes/upstream/HEAD`). */
  readonly symbolic: ReadonlyMap<string, string>;
}

const format = '%(objectname) %(*objectname) %(*objecttype) %(symref) %(refname)';

/** Asks for the refs below some prefixes, each ours or from `git config`. */
export const listing = (prefixes: readonly string[]): string[] => ['for-each-ref', `--format=${format}`, ...prefixes];

/** Lists refs in one process, whatever their number. Tags of trees or of other tags' tags keep what one peeling gives. */
export async function listRefs(git: Git, prefixes: readonly string[]): Promise<Listing> {
  const answer = await git(listing(prefixes));
  const refs: ListedRef[] = [];
  const symbolic = new Map<string, string>();
  for (const line of linesOf({
    ...answer,
    out: Buffer.from(decode(answer.out.toString('latin1'))),
  })) {
    const [object = '', peeled, peeledType, symref, ...name] = line.split(' ');
    const full = name.join(' '); // ref names hold no space, but this costs nothing
    if (symref) symbolic.set(full, symref);
    else
      refs.push({
        name: full,
        commit: peeled && peeledType === 'commit' ? peeled : object,
      });
  }
  return { refs, symbolic };
}
