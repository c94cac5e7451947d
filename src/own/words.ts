import type { Oid, Path, When } from '../model.ts';

/** Where a registry names a class. */
export interface Registration {
  readonly path: Path;
  readonly line: number;
  readonly serviceType: string;
  readonly module: string;
  readonly className: string;
}

/** A name that a copy still shares with its original. */
export interface KeptName {
  readonly what: 'class' | 'name' | 'service_type' | 'registry key' | 'test';
  readonly value: string;
  readonly path: Path;
  readonly line: number;
}

/** What an own source was copied from, and what became of the original since. */
export interface Copied {
  readonly source: string;
  /** The upstream file, or the package's folder with a slash behind it. */
  readonly from: Path;
  /** The release whose text is nearest to the copy's; null when no release ever had it. */
  readonly at: string | null;
  /** The share of the original's own lines that is left, 0 to 1. */
  readonly left: number;
  readonly kept: readonly KeptName[];
  /** Commits of the target that touched the original after that release. */
  readonly commits: readonly Oid[];
  /** Changes of the original in between, by the definition each lies in: those that the copy lacks, and those it has. */
  readonly lacks: readonly string[];
  readonly has: readonly string[];
  /** The original's files as they were copied, and as the target has them: path -> blob. */
  readonly was: ReadonlyMap<Path, Oid>;
  readonly is: ReadonlyMap<Path, Oid>;
  /** Definitions that the copy calls otherwise, its class aside: the copy's name -> the original's. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** A data source that the fork added. */
export interface OwnSource {
  /** The module's or package's name: `acme_wiki`. */
  readonly source: string;
  readonly files: readonly Path[];
  /** The file that defines its class, else its first. */
  readonly main: Path;
  /** Where the class starts in `main`. */
  readonly line: number;
  /** As it is imported: `connectors.sources.acme_wiki`. */
  readonly module: string;
  readonly className: string | null;
  readonly name: string | null;
  readonly serviceType: string | null;
  readonly tests: readonly Path[];
  /** Folders, with a slash behind them. */
  readonly fixtures: readonly Path[];
  readonly registration: Registration | null;
  readonly copied: Copied | null;
}

/** Something of the target's that has the name of something the fork added. */
export interface Collision {
  readonly source: OwnSource;
  readonly taken: readonly { readonly what: string; readonly name: string }[];
  /** The first release that shipped it. */
  readonly since: string | null;
}

/** A file of the fork's, or a value in a registry, that lies where a layout does not look. */
export interface Stray {
  readonly path: Path;
  readonly kind: 'source' | 'source-test' | 'fixture' | 'registry';
  readonly source: string | null;
  /** `now`: the fork's own tree does not read it. `next`: the target will not. */
  readonly when: When;
  /** Where the layout looks for it; null when it has no place for such files, or when upstream's own source is there. */
  readonly belongs: Path | null;
  /** Upstream has a source of this name there. */
  readonly taken: boolean;
  readonly line: number | null;
}

/** What the fork added of its own beside upstream's sources. */
export interface OwnWork {
  /** Sorted by name. */
  readonly sources: readonly OwnSource[];
  readonly collisions: readonly Collision[];
  /** Sorted by path. */
  readonly strays: readonly Stray[];
  /** A configuration that git ignores, so that nobody sees here which sources it registers; null when it is tracked. */
  readonly unseen: Path | null;
}
