import type { Finding } from '../model.ts';

/** Where a divergence stands with upstream (Yocto's closed vocabulary): a closed list is filled in, a free field is not. */
export const statuses = ['pending', 'submitted', 'accepted', 'denied', 'inappropriate'] as const;
export type Status = (typeof statuses)[number];

/** The statuses that mean nothing without a link. */
export const linked: readonly Status[] = ['submitted', 'accepted'];

/** One declared, deliberate divergence: what, why, whose, and until when. */
export interface Carry {
  /** How people and commands call it; unique in its file. */
  readonly id: string;
  /** A rule's name, or `*` for all of them. */
  readonly rule: string;
  /** A glob of the paths it covers; null when the symbol says it all. */
  readonly path: string | null;
  /** `Class` covers `Class.method` too. */
  readonly symbol: string | null;
  readonly reason: string;
  readonly owner: string | null;
  readonly upstream: { readonly status: Status; readonly url: string | null };
  /** An ISO date, or the upstream version with which it ends; null when it has no end. */
  readonly until: string | null;
  /**
   * One imprint for each finding it covers (`Finding.imprint`): over the fork's own lines, never the whole file, so that a
   * merge from upstream leaves it valid and a further edit of the fork's does not.
   */
  readonly fingerprint: readonly string[];
}

/** What became of a carry in one check. */
export interface Standing {
  readonly carry: Carry;
  /** Findings it covers, by their fingerprints. Empty for one that has ended. */
  readonly covers: readonly string[];
  /** Findings at its place that have other lines than it declares. */
  readonly beyond: readonly string[];
  /** Imprints it declares that no finding has any more. */
  readonly stale: readonly string[];
  /** `now`: it has ended, and covers nothing. `next`: it ends with the target. */
  readonly ended: 'now' | 'next' | null;
  /** Where upstream has published what it carries: in content that the fork shares already, or only in the target. */
  readonly published: 'now' | 'next' | null;
  /** What the change under review did to it; null when nothing, or when no change is under review. */
  readonly since: 'added' | 'widened' | null;
}

/** The carries of a fork, as the rules about them know them. */
export interface CarryFacts {
  /** The file that declares them; null when there is none. */
  readonly file: string | null;
  /** Line of the file at which each is declared. */
  readonly lines: ReadonlyMap<string, number>;
  readonly standings: readonly Standing[];
}

/** No carries: what the ordinary rules are run with. */
export const noCarries: CarryFacts = { file: null, lines: new Map(), standings: [] };

/** Findings with those marked that a carry declares, and how each carry fared. */
export interface Matched {
  readonly findings: readonly Finding[];
  readonly standings: readonly Standing[];
}
