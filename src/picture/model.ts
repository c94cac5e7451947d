/** What the page is given: the report as its pieces need it, every text harmless already. Plain JSON, and no more of it than is drawn. */
import type { Area, ChangeKind, Severity, When } from '../model.ts';

/** What holds of a changed file; a file has one or more. In the order in which they decide its colour. */
export const signs = ['breaks', 'conflicts', 'ahead', 'carried', 'published', 'moved', 'own', 'noted'] as const;
export type Sign = (typeof signs)[number];

export interface Picture {
  /** The version of fork-lint that drew it. */
  readonly version: string;
  readonly fork: Standpoint & { readonly ownCommits: number; readonly ownMerges: number };
  /** `byContent`: fork and base share no history that says so. */
  readonly base: Standpoint & { readonly byContent: boolean };
  readonly target: Standpoint & { readonly behind: number };
  readonly counts: Readonly<Record<Severity | 'carried', number>>;
  readonly conflicts: { readonly ours: number; readonly others: number };
  readonly files: readonly PictureFile[];
  /** Files of the base that the fork left alone. */
  readonly untouched: readonly Untouched[];
  readonly road: readonly RoadStop[];
  readonly own: readonly OwnRow[];
  /** The rules that found something, in the order of the report. */
  readonly rules: readonly RuleRow[];
  readonly findings: readonly FindingRow[];
  readonly carries: readonly CarryRow[];
  readonly notes: readonly { readonly kind: 'note' | 'undetermined'; readonly text: string }[];
}

/** One of the three commits that everything is about. */
export interface Standpoint {
  readonly ref: string;
  readonly sha: string;
  readonly version: string | null;
  /** Seconds since 1970; null where nobody asked. */
  readonly date: number | null;
}

export interface PictureFile {
  readonly path: string;
  readonly from: string | null;
  readonly kind: ChangeKind;
  readonly area: Area;
  readonly source: string | null;
  /** Lines; null for what is no text. */
  readonly added: number | null;
  readonly deleted: number | null;
  /** Bytes in the base, null where the base has no such file or nobody asked. */
  readonly bytes: number | null;
  /** Never empty; the first decides the colour. */
  readonly signs: readonly Sign[];
  /** Where the target keeps it, when that is elsewhere. */
  readonly homes: readonly string[];
  readonly copiedFrom: string | null;
  readonly copiedAt: string | null;
  readonly commits: readonly { readonly sha: string; readonly author: string; readonly subject: string }[];
  readonly upstreamCommits: number;
  readonly hunks: readonly PictureHunk[];
  /** Lines of hunks that were left out because there are too many of them. */
  readonly cut: number;
}

/** A run of lines that differs, see `Hunk`. `-` and `+` are told by which list a line is in. */
export interface PictureHunk {
  readonly symbol: string | null;
  readonly baseLine: number;
  readonly forkLine: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export interface Untouched {
  readonly path: string;
  readonly area: Area;
  readonly source: string | null;
  readonly bytes: number;
}

/** A release line on the way; files are indices into `Picture.files`. See `Stop`. */
export interface RoadStop {
  readonly line: string;
  readonly release: string;
  readonly releases: number;
  readonly date: number | null;
  readonly commits: number;
  readonly touches: readonly number[];
  readonly leaves: readonly number[];
  readonly conflicts: readonly number[];
  /** Conflicts that begin there, those too whose file cannot be told. */
  readonly conflicting: number;
}

export interface OwnRow {
  readonly source: string;
  readonly path: string;
  readonly files: number;
  readonly copiedFrom: string | null;
  readonly copiedAt: string | null;
  /** Changes of the original since, and how many of them the copy lacks; null for what is no copy. */
  readonly behind: { readonly lacks: number; readonly of: number; readonly commits: number } | null;
  readonly tests: number;
  readonly fixtures: number;
  readonly registered: string | null;
}

export interface RuleRow {
  readonly name: string;
  readonly summary: string;
  readonly advice: string;
}

export interface FindingRow {
  /** Index into `Picture.rules`. */
  readonly rule: number;
  readonly severity: Severity;
  readonly when: When;
  /** Index into `Picture.files`; null for what is about the whole fork, or about a file that it did not change. */
  readonly file: number | null;
  readonly path: string | null;
  readonly line: number | null;
  readonly endLine: number | null;
  readonly message: string;
  readonly commands: readonly string[];
  readonly fingerprint: string;
  readonly carried: boolean;
}

export interface CarryRow {
  readonly id: string;
  readonly reason: string;
  readonly owner: string | null;
  readonly status: string;
  readonly url: string | null;
  readonly until: string | null;
  readonly covers: number;
}
