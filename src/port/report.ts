import type { Oid, Path, Ref } from '../model.ts';
import type { How, Left, Placed } from './work.ts';

/** A definition, or a file, that reached its home. */
export interface PlacedRow {
  readonly symbol: string;
  readonly home: Path;
  readonly how: How;
}

/** What a person has to place. */
export interface UnplacedRow {
  readonly symbol: string;
  readonly reason: string;
  readonly candidates: readonly Path[];
  /** The fork's change of it. */
  readonly patch: string;
}

/** What became of one file of ours. */
export interface PortedFile {
  /** The target's file that took most of it; null when nothing of it was placed. */
  readonly path: Path | null;
  /** The fork's file. */
  readonly from: Path;
  readonly placed: readonly PlacedRow[];
  readonly unplaced: readonly UnplacedRow[];
}

/** The copy that got what upstream did to its original (`--copy`). */
export interface CopyTold {
  readonly source: string;
  /** The upstream source it was copied from. */
  readonly original: string;
  /** The release it was copied at; null when none ever had this text. */
  readonly since: string | null;
}

/** What `fork-lint port` did: the contract of its JSON, and all that its reporters know. */
export interface PortReport {
  readonly version: 1;
  readonly base: Ref;
  readonly fork: Ref;
  readonly target: Ref;
  /** Null unless it was one copy that was brought up to its original. */
  readonly copy: CopyTold | null;
  /** Null when nothing was written: with `--dry-run`, and when there was nothing to bring. */
  readonly branch: string | null;
  readonly commit: Oid | null;
  /** Sorted by `from`. */
  readonly files: readonly PortedFile[];
  readonly counts: { readonly definitions: number; readonly placed: number; readonly unplaced: number };
}

/** Puts the report together. */
export function portReport(
  about: Pick<PortReport, 'base' | 'fork' | 'target' | 'copy' | 'branch' | 'commit'>,
  { placed, left }: { readonly placed: readonly Placed[]; readonly left: readonly Left[] },
): PortReport {
  const names = [...new Set([...placed, ...left].map(({ from }) => from))].sort();
  const files = names.map((from): PortedFile => {
    const here = placed.filter((one) => one.from === from);
    return {
      path: mainHome(here),
      from,
      placed: here.map(({ symbol, home, how }) => ({ symbol, home, how })),
      unplaced: left
        .filter((one) => one.from === from)
        .map(({ symbol, reason, candidates, patch }) => ({ symbol, reason, candidates, patch })),
    };
  });
  const { base, fork, target, copy, branch, commit } = about;
  const counts = { definitions: placed.length + left.length, placed: placed.length, unplaced: left.length };
  return { version: 1, base, fork, target, copy, branch, commit, files, counts };
}

function mainHome(placed: readonly Placed[]): Path | null {
  const counts = new Map<Path, number>();
  for (const { home } of placed) counts.set(home, (counts.get(home) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? null;
}
