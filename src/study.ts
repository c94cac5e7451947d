import type { CarryFile } from './carries/load.ts';
import type { CheckOptions, Where } from './cli/cli.ts';
import type { Compared } from './compare/compare.ts';
import type { Config } from './config/model.ts';
import type { Repository } from './git/repository.ts';
import type { Room } from './git/room.ts';
import type { Verdict } from './judge.ts';
import type { Layout } from './layout/layout.ts';
import type { Note, Oid } from './model.ts';

/** What to look at and by which rules, as typed. */
export interface StudyOptions
  extends Where,
    Partial<Pick<CheckOptions, 'only' | 'skip' | 'rule' | 'worktree' | 'newFrom'>> {
  /** True when the carries are to be edited: then those of the work tree count, whatever commit is looked at. */
  readonly editing?: boolean;
  /** True when the question is what may pass: then the configured `newFrom` counts. */
  readonly reviewing?: boolean;
  /** The commit whose configuration counts; without it the one of the work tree does. */
  readonly configFrom?: Oid;
  /** True when the findings that `newFrom` has too are told as well. */
  readonly all?: boolean;
}

/** A fork that was looked at, while its reading room is still open. */
export interface Studied {
  readonly repository: Repository;
  readonly room: Room;
  readonly config: Config;
  readonly layout: Layout;
  readonly compared: Compared;
  readonly declared: CarryFile;
  readonly verdict: Verdict;
  /** What limits the answer, beside what the comparison says itself. */
  readonly notes: readonly Note[];
}

/** Looks at a fork and hands over what was found; the room is closed when `use` has ended. */
export type Study = <T>(options: StudyOptions, use: (studied: Studied) => Promise<T>) => Promise<T>;
