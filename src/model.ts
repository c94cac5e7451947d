/**
 * The words of fork-lint as types: upstream, fork, base, target, ours, published, area, home, finding.
 * Everything here is plain, readonly data; functions live with the folder that makes the data.
 */
import type { OwnWork } from './own/words.ts';

export type { DefinitionPlace } from './outline/outline.ts';
export type { Collision, Copied, KeptName, OwnSource, OwnWork, Registration, Stray } from './own/words.ts';

/** A git object id: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits. */
export type Oid = string;

/**
 * A path inside a repository, with `/` between its parts. Paths are bytes in git: valid UTF-8 is decoded, any other byte b
 * becomes the lone surrogate U+DC00+b (Python's surrogateescape), so that two paths never become one.
 */
export type Path = string;

/** Anything that survives `JSON.stringify` unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Who owns a path (design, section 6). `other` is what no layout claims. */
export const areas = [
  'fixture',
  'source-test',
  'source-helper',
  'source',
  'framework-test',
  'version',
  'registry',
  'protocol',
  'framework',
  'user-config',
  'deps',
  'docker',
  'tooling',
  'ci',
  'docs',
  'meta',
  'other',
] as const;
export type Area = (typeof areas)[number];

/** `error` fails the run, `warn` does not unless `--max-warnings`, `info` is context. */
export type Severity = 'error' | 'warn' | 'info';

/** `now`: the fork's tree against its base. `next`: what the target will break. */
export type When = 'now' | 'next';

/** A name somebody typed or git listed, and the commit it stood for when we looked. */
export interface Ref {
  readonly name: string;
  readonly sha: Oid;
}

/** One commit, as far as a report needs it. */
export interface Commit {
  readonly sha: Oid;
  readonly tree: Oid;
  readonly parents: readonly Oid[];
  readonly author: string;
  readonly committer: string;
  /** Committer date, seconds since 1970. */
  readonly date: number;
  readonly subject: string;
}

/** A run of lines that differs: `removed` at `baseLine` of the base's text became `added` at `forkLine` of the fork's (1-based). */
export interface Hunk {
  readonly baseLine: number;
  readonly forkLine: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The part of a change that lies in one definition of the fork's file, or outside all of them (`symbol: null`). */
export interface Edit {
  /** Qualified name, `Class.method`; null for text outside definitions and for files that no outline reads. */
  readonly symbol: string | null;
  /** Whether base, fork or both have the definition; `changed` where there is none. */
  readonly did: 'added' | 'changed' | 'deleted';
  /** First and last changed line in the fork's text (1-based). A pure deletion names the line before it, at least 1. */
  readonly line: number;
  readonly endLine: number;
  readonly added: number;
  readonly deleted: number;
  /** The fork's own lines, `+` or `-` and the line: what a fingerprint is made of. */
  readonly lines: readonly string[];
  /** Where the target keeps this definition (of an added one: what it lies in), when its file became several and it is certain which. */
  readonly home: Path | null;
}

export type ChangeKind = 'added' | 'modified' | 'deleted' | 'renamed' | 'type-changed';

/** One row per path pair that differs between base and fork; published content included and marked. */
export interface Change {
  readonly path: Path;
  /** The base's path of a renamed file, else null. */
  readonly from: Path | null;
  readonly kind: ChangeKind;
  readonly area: Area;
  /** The data source the file belongs to (`sharepoint_online`), null for files of no source. */
  readonly source: string | null;
  /** The base's blob, null for an added file; of a submodule, the commit. */
  readonly before: Oid | null;
  /** The fork's blob, null for a deleted file. */
  readonly after: Oid | null;
  /** git's file modes, `000000` where there is no file. */
  readonly modes: readonly [base: string, fork: string];
  /** True when upstream's release lines ever had this very content at this path. */
  readonly published: boolean;
  /** True when the base's own history had this content at this path and has left it behind. */
  readonly stale: boolean;
  /** Lines; null for binary content and submodules. */
  readonly added: number | null;
  readonly deleted: number | null;
  readonly hunks: readonly Hunk[];
  /** True when nothing but line ends differ (CRLF against LF). */
  readonly lineEndsOnly: boolean;
  readonly edits: readonly Edit[];
  /** Where the target keeps what this file holds: its own path, or the file or files that it became; empty if gone. */
  readonly homes: readonly Path[];
  /** The fork's own commits that touched the path, newest first. */
  readonly commits: readonly Commit[];
  /** How many of upstream's commits between base and target touched the path (of a rename: the base's path). */
  readonly upstreamCommits: number;
  /** The upstream file an added file was copied from, and the release it was copied at. */
  readonly copiedFrom: Path | null;
  readonly copiedAt: string | null;
}

/** How a base was found: in the graph, by content (no common history), by content inside a shared history, or told. */
export type BaseHow = 'graph' | 'content' | 'virtual' | 'given';

/** The upstream commit that the fork stands on. */
export interface Base {
  /** For people: the release line it lies on (`upstream/9.2`), else the tag or the abbreviated id. */
  readonly ref: string;
  readonly sha: Oid;
  /** All independent upstream commits under the fork's own; `sha` is the one with the fewest differing files. */
  readonly bases: readonly Oid[];
  /** The VERSION it declares, null if it has none. */
  readonly version: string | null;
  readonly how: BaseHow;
  /** Committer date, seconds since 1970. */
  readonly date: number;
}

/** The upstream commit that the fork would merge next. */
export interface Target {
  readonly ref: string;
  readonly sha: Oid;
  readonly version: string | null;
  /** Commits of the target that the base lacks. */
  readonly behind: number;
  readonly date: number;
  /** True when somebody named it (command line), so that what it breaks may fail the run. */
  readonly requested: boolean;
  /** Upstream's release tags newer than the base's VERSION, up to the target's, oldest first. */
  readonly releases: readonly string[];
}

/** A path in which merging the target conflicts, and git's kinds of conflict there (`contents`, `modify/delete` ...). */
export interface Conflict {
  readonly path: Path;
  readonly kinds: readonly string[];
  /** The fork's file behind it, where git names another place: `path` may be a folder, or where git would move the file. */
  readonly ours: Path | null;
  /** The fork's own lines that meet upstream's, `-` or `+` in front; none where no lines conflict, but files or folders. */
  readonly lines: readonly string[];
}

/** What `git merge-tree` says of merging the target into the fork. */
export interface Forecast {
  /** The fork's conflicts only. */
  readonly conflicts: readonly Conflict[];
  /** How many further paths conflict between upstream's own lines. */
  readonly others: number;
  /** No conflict of the fork's. */
  readonly clean: boolean;
}

/** The linted commit. */
export interface Fork {
  readonly ref: string;
  readonly sha: Oid;
  readonly version: string | null;
  /** Commits that no upstream release line has, merges included. */
  readonly ownCommits: number;
  readonly ownMerges: number;
}

/** Something true about the check itself that a reader must know; `undetermined` gaps also stand in the JSON report. */
export interface Note {
  readonly kind: 'note' | 'undetermined';
  readonly text: string;
}

/** Everything that git knows about a fork against its upstream. */
export interface Comparison {
  readonly upstream: { readonly remote: string; readonly newest: number };
  readonly fork: Fork;
  readonly base: Base;
  readonly target: Target;
  /** Sorted by path. */
  readonly changes: readonly Change[];
  readonly forecast: Forecast;
  readonly own: OwnWork;
  readonly notes: readonly Note[];
}

/** Where a finding points: a path, and lines of the fork's text when there are any (1-based, inclusive). */
export interface Place {
  readonly path: Path | null;
  readonly line?: number;
  readonly endLine?: number;
  readonly symbol?: string | null;
}

/** One thing that a rule found. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly when: When;
  readonly path: Path | null;
  readonly line: number | null;
  readonly endLine: number | null;
  readonly symbol: string | null;
  readonly message: string;
  readonly data: Json;
  readonly commands: readonly string[];
  /** 16 hexadecimal digits that survive line shifts: rule, path, symbol and the fork's own lines. */
  readonly fingerprint: string;
  /** The same over the fork's own content alone, without rule and place: what a carry declares. */
  readonly imprint: string;
  readonly carried: boolean;
}
