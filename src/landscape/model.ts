import type { Area, Path } from '../model.ts';

/** What lies around a comparison: upstream as a whole, and the releases between base and target. Only a picture shows it. */
export interface Landscape {
  /** Every file of the base, sorted by path; empty where their sizes cannot be had (a clone without its blobs). */
  readonly files: readonly Plot[];
  /** From the base on, the target last; none when nothing is to be merged. */
  readonly stops: readonly Stop[];
}

/** A file of the base. */
export interface Plot {
  readonly path: Path;
  readonly area: Area;
  /** The data source it belongs to, null for files of no source. */
  readonly source: string | null;
  readonly bytes: number;
}

/** A release line on the way, as its newest release has it. What it did is counted from the stop before. */
export interface Stop {
  /** `9.3`; of a target that is no release, its ref. */
  readonly line: string;
  /** `v9.3.4`: the release that the rest is about. */
  readonly release: string;
  /** How many releases of the line lie on the way. */
  readonly releases: number;
  /** Committer date, seconds since 1970. */
  readonly date: number | null;
  readonly commits: number;
  /** Paths of changes (`Change.path`) that upstream's commits touched too, there or at their homes. */
  readonly touches: readonly Path[];
  /** Those of them whose file upstream moved away or deleted. */
  readonly leaves: readonly Path[];
  /** Conflicts of the fork's that merging this release has, and the stop before had not. */
  readonly conflicts: readonly Path[];
}
