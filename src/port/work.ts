import type { Homes } from '../api/homes.ts';
import type { Path } from '../model.ts';
import type { Change } from './align.ts';
import { type Draft, draftOf, renderDraft } from './draft.ts';
import type { FileHomes } from './homes.ts';
import type { Item, Part } from './items.ts';
import type { Reader, Tree } from './trees.ts';

/** How something of ours got where it is. */
export type How = 'taken' | 'merged' | 'added' | 'deleted' | 'upstream' | 'renamed' | 'merged by git';

/** A definition, or a whole file, that reached its home. */
export interface Placed {
  readonly from: Path;
  readonly symbol: string;
  readonly home: Path;
  readonly how: How;
  /** The change it was, as {@link Work.held} names it. */
  readonly id: string;
  /** The fork's text of it, or the base's of what it deleted. */
  readonly code: string;
  /** The base's text; empty where there is none. */
  readonly before: string;
}

/** What the port left to a person. */
export interface Left {
  readonly from: Path;
  readonly symbol: string;
  readonly reason: string;
  readonly candidates: readonly Path[];
  readonly patch: string;
  readonly conflict?: Conflict;
  /** The change itself; none for a whole file, for comments and for imports. */
  readonly change?: Change;
}

/** What conflicts, where git would write its markers. */
export interface Conflict {
  readonly spot: Spot;
  readonly headOnly: boolean;
  readonly base: string;
  readonly fork: string;
}

/** A file of ours, with its texts in base and fork; null where there is none. */
export interface OwnFile {
  readonly path: Path;
  readonly base: string | null;
  readonly fork: string | null;
  /** Texts the fork's own commits gave it, newest first, the fork's included. */
  readonly versions: readonly string[];
  /** Its texts were put together from several files: its definitions count, how they stand does not. */
  readonly joined?: boolean;
}

/** Where an item of an old file is now. */
export interface Spot {
  readonly path: Path;
  readonly keys: readonly string[];
}

/** Whose change is carried, whose tree it goes to, and what that tree is called: for the sentences about what is left. */
export interface Sides {
  readonly ours: string;
  readonly theirs: string;
  readonly target: string;
}

/** The sides of a port: the fork's change goes to upstream's target. */
export const portSides: Sides = { ours: 'the fork', theirs: 'upstream', target: 'the target' };

/** Everything a port works on. Drafts are the only thing that changes. */
export interface Work {
  readonly sides: Sides;
  readonly base: Tree;
  readonly fork: Tree;
  readonly target: Tree;
  readonly homes: FileHomes;
  /** Where upstream's API went, from base to target. */
  moved(): Homes;
  readonly reader: Reader;
  readonly files: ReadonlyMap<Path, OwnFile>;
  readonly drafts: Map<Path, Draft>;
  /** Files the port removes. */
  readonly removed: Set<Path>;
  /** Where added definitions went: old path and key -> spot. */
  readonly spots: Map<string, Spot>;
  readonly placed: Placed[];
  readonly left: Left[];
  /** Changes that an earlier attempt could not place without harm, and why. */
  readonly held: ReadonlyMap<string, string>;
  /** First parts of the names of upstream's modules, old and new. */
  readonly roots: ReadonlySet<string>;
  readonly fold: (code: string) => string;
  /** The target with what had been ported at the last `refresh`. */
  now(): Tree;
  refresh(): void;
}

/** Names a change in {@link Work.held}. */
export const changeId = (path: Path, keys: readonly string[]): string => [path, ...keys].join('\0');

/** The draft of a target file, begun at the first question; undefined where the target has no such text. */
export function openDraft({ drafts, target, reader }: Work, path: Path): Draft | undefined {
  const known = drafts.get(path);
  if (known !== undefined) return known;
  const text = target.text(path);
  if (text === null) return undefined;
  const draft = draftOf(path, text, reader.items(path, text));
  drafts.set(path, draft);
  return draft;
}

/** Replaces a draft's text, which is read anew. */
export function rewriteDraft({ drafts, reader }: Work, draft: Draft, text: string): Draft {
  const next = {
    ...draftOf(draft.path, draft.before, reader.items(draft.path, text)),
    unended: draft.unended,
    crlf: draft.crlf,
    origins: draft.origins,
  };
  drafts.set(draft.path, next);
  return next;
}

/** The current text of a path: the draft's, else the target's. */
export function textNow({ drafts, target }: Work, path: Path): string | null {
  const draft = drafts.get(path);
  return draft === undefined ? target.text(path) : renderDraft(draft);
}

/** The parts of a target file as they are now; none where there is no file. */
export function partsNow({ drafts, removed, target, reader }: Work, path: Path): readonly Part[] {
  if (removed.has(path)) return [];
  const draft = drafts.get(path);
  if (draft !== undefined) return draft.items;
  const text = target.text(path);
  return text === null ? [] : reader.items(path, text).items;
}

/** The items of a file of base or fork; none where it has no text. */
export function itemsOfText({ reader }: Work, path: Path, text: string | null): readonly Item[] {
  return text === null ? [] : reader.items(path, text).items;
}
