import type { Writable } from 'node:stream';
import type { Begun } from './begin.ts';
import type { Ahead } from './git/run.ts';

/** A stream to print to, and what its terminal can do if it is one. */
export type Output = Pick<Writable, 'write'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** All that the program takes from the process it runs in; given to it, so that tests can give another. */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks the person at the terminal, where there is one, and answers the line typed. */
  readonly ask?: (question: string) => Promise<string>;
  /**
   * All that standard input gives, to its end; null when nothing has come after so many milliseconds. Missing where a person
   * would have to type it.
   */
  readonly stdin?: (patience: number) => Promise<string | null>;
  /** Ends the process shortly after the answer, whatever work still goes on: somebody waits for it to end. */
  readonly endSoon?: () => void;
  /** The file of the program, to be started again by node. */
  readonly program?: string;
  /** What git was asked while the program was being loaded. */
  readonly ahead?: Ahead;
  /** The one look at the fork that there will be, begun while the program was being loaded. */
  readonly begun?: Promise<Begun> | undefined;
  /** Milliseconds since 1970, when the program began. */
  readonly now: number;
  /** What it runs on, for the report of a bug. */
  readonly runtime?: string;
}
