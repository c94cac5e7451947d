import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { Complaint } from '../complaint.ts';
import { environment, pinned } from './environment.ts';
import { type Order, type Outcome, shellIn, stopShells } from './shell.ts';

/** What git answered. `out` is bytes; `err` is for people only and never parsed. */
export interface Answer {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

export interface Ask {
  /** Sent to standard input, which is then closed. Without it git has no standard input at all. */
  readonly input?: string | Buffer;
  /** Exit codes that are answers; any other is a {@link GitFailure}. Only 0 unless said otherwise. */
  readonly accept?: readonly number[];
  /** Further environment for this one process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether git writes elsewhere than to the room: then we start it ourselves, and its files may have any size. */
  readonly writes?: boolean;
  /** Bytes that the answer may have; else it is a {@link TooLong}. A quarter of a gigabyte unless said otherwise. */
  readonly most?: number;
}

/** One finished git process, for `--debug`. */
export interface Trace {
  readonly args: readonly string[];
  readonly code: number;
  readonly ms: number;
  readonly bytes: number;
}

/** Runs `git` once with these arguments in one fixed place: the directory and environment are bound when it is made. */
export type Git = (args: readonly string[], ask?: Ask) => Promise<Answer>;

/** git ended with an exit code that is no answer to what was asked. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
  readonly args: readonly string[];
  readonly code: number;
  readonly stderr: string;

  constructor(args: readonly string[], code: number, stderr: string) {
    super(`git ${commandOf(args)} ended with exit code ${code}: ${stderr.trim()}`);
    this.args = args;
    this.code = code;
    this.stderr = stderr;
  }
}

/** git has more to say than is read: whoever asked may have a smaller question. */
export class TooLong extends Complaint {
  constructor(args: readonly string[], most: number) {
    super(`git ${commandOf(args)} has more than ${most / 2 ** 20} MB to tell of this repository, and no more is read`, [
      'fork-lint --debug   # says what git was asked',
    ]);
  }
}

/** A string holds half a gigabyte at most, and what is made of an answer takes several times its size. */
const longest = 2 ** 28;

/** `merge-tree` of `-c key=value -C dir merge-tree …`. */
function commandOf(args: readonly string[]): string {
  return args.find((arg, i) => !arg.startsWith('-') && !/^-[cC]$/.test(args[i - 1] ?? '')) ?? '';
}

/** Where git runs and what it may see of the caller's world. */
export interface Place {
  readonly cwd: string;
  /** The caller's environment; its `GIT_*` are dropped (a hook sets GIT_DIR, GIT_PREFIX ...) before `set` is added. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly set?: Readonly<Record<string, string>>;
  readonly trace?: ((trace: Trace) => void) | undefined;
  /** Whether the user's own configuration may speak: only to find and open the repository, and to fetch. */
  readonly userConfig: boolean;
  /** What a failure says of the repository, where that is known. */
  readonly explain?: ((failure: GitFailure) => Promise<Error>) | undefined;
  /** What was asked before anybody could ask through {@link Git}. */
  readonly ahead?: Ahead | undefined;
}

/** Answers of git to questions asked before the program had been loaded (`ahead.ts`). */
export interface Ahead {
  /**
   * The answer to this question asked there, if it was asked; once only, for later the repository may be another. Null when
   * what was asked does not tell.
   */
  take(cwd: string, args: readonly string[], input?: string | Buffer): Promise<Answer | null> | undefined;
}

/** Binds {@link Git} to a place. */
export function gitIn(place: Place): Git {
  const answer = answersIn(place);
  return async (args, ask = {}) => {
    const early = place.ahead?.take(place.cwd, args, ask.input);
    const given = (await early) ?? (await answer(args, ask));
    if ((ask.accept ?? [0]).includes(given.code)) return given;
    const failure = new GitFailure(args, given.code, given.err);
    throw place.explain ? await place.explain(failure) : failure;
  };
}

/** As {@link gitIn}, without a word on the exit code. */
export function answersIn(place: Place): Git {
  const env = environment(place);
  return (args, ask = {}) => start([...pinned, ...args], args, { ...ask, ...place, env: { ...env, ...ask.env } });
}

interface Start extends Omit<Ask, 'env' | 'accept'>, Pick<Place, 'cwd' | 'trace'> {
  readonly env: NodeJS.ProcessEnv;
}

async function start(argv: readonly string[], args: readonly string[], how: Start): Promise<Answer> {
  const { cwd, most = longest } = how;
  if (!isDirectory(cwd)) throw noDirectory(cwd);
  const began = how.trace ? performance.now() : 0; // the clock takes 5 ms to load
  const order = { ...how, argv, most };
  const started = how.writes ? undefined : await shellIn(how.env)?.run(order);
  const { code, out, err } = started ?? (await alone(order));
  if (out === null) throw new TooLong(args, most);
  how.trace?.({ args, code, ms: performance.now() - began, bytes: out.length });
  return { code, out, err };
}

/** Starts git as a child of ours. */
function alone({ argv, cwd, env, input, most }: Order): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    // stdin only when there is input: a child that never reads it would end us with EPIPE
    const child = spawn('git', argv, { cwd, env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    running.add(child);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let length = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > most) child.kill('SIGTERM');
      else out.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin?.on('error', () => {}); // git may close its end early; its exit code tells the story
    child.stdin?.end(input);
    child.on('error', (error) => reject(cannotStart(error)));
    child.on('close', (exit) => {
      running.delete(child);
      const code = exit ?? 128; // killed by a signal
      resolve({ code, out: length > most ? null : Buffer.concat(out), err: Buffer.concat(err).toString() });
    });
  });
}

const running = new Set<ChildProcess>();

/** Ends every git that still runs, for a run that ends early. By SIGTERM, at which git takes its lock files along. */
export function stopGit(): void {
  stopShells();
  for (const child of running) child.kill('SIGTERM');
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Node reports a missing directory and a missing program alike, so it is looked at first. */
function noDirectory(cwd: string): Complaint {
  return new Complaint(`there is no directory ${cwd}`, 'fork-lint --repo DIR   # DIR is your clone of the fork');
}

function cannotStart(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ENOENT' && error.code !== 'EACCES') return error;
  const why = error.code === 'EACCES' ? 'it may not be executed' : 'there is no such program on PATH';
  return new Complaint(
    `git could not be started: ${why}`,
    'git --version   # must work first; https://git-scm.com/downloads has git',
    { cause: error },
  );
}

/** The non-empty lines of an answer that holds no paths. */
export function linesOf({ out }: Answer): string[] {
  return out.toString().split('\n').filter(Boolean);
}

/** The NUL-terminated records of an answer, still one character a byte; {@link decode} what is a path or a name. */
export function recordsOf(out: Buffer): string[] {
  const records = out.toString('latin1').split('\0');
  if (records.at(-1) === '') records.pop();
  return records;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as one character each -> text; see `Path` in model.ts for bytes that are not UTF-8. */
export function decode(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  try {
    return strict.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return bytes.replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(0xdc00 + byte.charCodeAt(0)));
  }
}

/** The reverse of {@link decode}: text -> the bytes git knows it by. */
export function encode(text: string): Buffer {
  // `u`: half of a pair, as in most emoji, stands for no byte
  if (!/[\udc80-\udcff]/u.test(text)) return Buffer.from(text);
  const parts = text
    .split(/([\udc80-\udcff])/u)
    .map((part, i) => (i % 2 ? Buffer.from([part.charCodeAt(0) - 0xdc00]) : Buffer.from(part)));
  return Buffer.concat(parts);
}
