import { spawn } from 'node:child_process';
import { existsSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { platform } from 'node:os';
import { newTemporary, type Temporary } from './temporary.ts';

/** One git to be started. */
export interface Order {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly input?: string | Buffer | undefined;
  /** Bytes that its answer may have: one that has more is stopped there. */
  readonly most: number;
}

/** How it ended. `out` is null when there was more than may be. */
export interface Outcome {
  readonly code: number;
  readonly out: Buffer | null;
  readonly err: string;
}

/**
 * A small process that starts git for us. Node starts a program by copying its own page tables, during which it stands still:
 * 4 ms when it is small, 9 with 80 MB, and as much again when it then writes to its own memory; a shell does so in one, beside
 * us. So we start one shell, early, and write to it what to start. Answers come in files, not through pipes: a pipe holds
 * 64 kB, and while we work and do not empty it, git waits.
 */
export interface Shell {
  /** Starts git; null when the shell cannot, and somebody else must. */
  run(order: Order): Promise<Outcome | null>;
  /** Starts git to be talked with; null when the shell cannot: it has lines for one at a time. */
  talk(order: Talking): Talk | null;
  /** Ends itself, unless somebody waits for what it has started. */
  leave(): void;
  /** Ends what it has started, and itself. */
  stop(): void;
}

/** A git that is asked by and by. */
export interface Talking extends Pick<Order, 'argv' | 'cwd' | 'env'> {
  /** Whether somebody wants to know how it ended after all had been said. */
  readonly awaited: boolean;
  heard(chunk: Buffer): void;
  /** Told once, of its end or of why it could not be started. */
  ended(how: Pick<Outcome, 'code' | 'err'> | Error): void;
}

export interface Talk {
  say(text: string): void;
  /** Nothing more will be said: then git ends. */
  end(): void;
}

/** One shell for each environment that programs are started in: nearly always one. */
const shells = new Map<string, Shell>();

/** The shell that starts git in this environment; null where there is none. */
export function shellIn(environment: NodeJS.ProcessEnv): Shell | null {
  if (platform() === 'win32') return null; // starts programs at the same price whatever our size
  const env = plainly(environment);
  const key = JSON.stringify(env);
  const shell = shells.get(key) ?? openShell(env, () => shells.delete(key));
  if (shell !== null) shells.set(key, shell);
  return shell;
}

/** Ends the shells that nobody waits for: a program that uses us as a library may end before they do so by themselves. */
export function leaveShells(): void {
  for (const shell of shells.values()) shell.leave();
}

/** Ends all shells and what they have started. */
export function stopShells(): void {
  for (const shell of shells.values()) shell.stop();
}

/** Variables that are not the same for all commands. */
const gits = /^(?:GIT_|GLIBC_TUNABLES$)/;

/** What is git's own goes with each command; and a shell must not find in its environment what it would run. */
function plainly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !gits.test(name) && !/^(?:BASH_|ENV$)/.test(name)));
}

/** Without a question for so long, in milliseconds, it ends: whoever uses us as a library goes on living. */
const patience = 1000;

function openShell(env: NodeJS.ProcessEnv, closed: () => void): Shell | null {
  const place = temporary();
  if (place === null) return null;
  const { child, lines, talking } = started(env);
  /** By number: who is told of an end, by its exit code, or null when nobody knows of one. */
  const waiting = new Map<number, (code: number | null) => void>();
  let [last, stopped, open] = [0, false, true];
  let idle: NodeJS.Timeout | undefined;
  /** Nobody finds it any more: by then there may be another for the same environment. */
  const forgotten = (): void => {
    if (open) closed();
    open = false;
  };
  const close = (): void => {
    forgotten();
    clearTimeout(idle);
    child.stdin?.end();
    for (const id of [...waiting.keys()]) settle(id, stopped ? 128 : null);
    place.remove();
  };
  const forget = (id: number): void => {
    if (!waiting.delete(id) || waiting.size > 0) return;
    child.unref();
    idle = setTimeout(close, patience).unref();
  };
  const settle = (id: number, code: number | null): void => {
    const tell = waiting.get(id);
    forget(id);
    tell?.(code);
  };
  const start = (order: Omit<Line, 'dir' | 'id'>, tell: (id: number, code: number | null) => void): number => {
    clearTimeout(idle);
    child.ref();
    const id = ++last;
    waiting.set(id, (code) => tell(id, code));
    if (order.input !== undefined) writeFileSync(fileOf(place.dir, id, 'in'), order.input);
    child.stdin?.write(lineOf({ ...order, dir: place.dir, id }));
    return id;
  };
  child.on('error', close);
  child.on('close', close);
  lines((line) => {
    const [id = 0, code = 128] = line.split(' ').map(Number);
    settle(id, code);
  });
  return {
    run: (order) =>
      new Promise((done) => {
        start(order, (id, code) => done(code === null ? null : outcomeIn(place.dir, { id, code, most: order.most })));
      }),
    talk: (order) => {
      const line = talking();
      if (line === null) return null;
      line.hear(order.heard);
      const number = start({ ...order, talks: true }, (id, code) => order.ended(endIn(place.dir, id, code ?? 128)));
      return {
        say: line.say,
        end: () => {
          line.end();
          if (!order.awaited) forget(number);
        },
      };
    },
    leave() {
      if (waiting.size === 0) close();
    },
    stop() {
      stopped = true;
      forgotten();
      child.stdin?.write('kill 0\n');
    },
  };
}

/** The shell itself, what it says line by line, and the one line to a program that it can put through. */
function started(env: NodeJS.ProcessEnv) {
  // a group of its own (`detached`), which one order can end; its own words would be on programs that were stopped
  const stdio = ['pipe', 'pipe', 'ignore', 'pipe', 'pipe'] as const;
  const child = spawn('/bin/sh', [], { env, stdio: [...stdio], detached: true });
  const [, out, , to, from] = child.stdio;
  for (const stream of [child.stdin, to]) stream?.on('error', () => {}); // its end tells the story
  for (const stream of [out, to, from]) if (stream instanceof Socket) stream.unref(); // what is waited for keeps us running
  child.unref();
  let [heard, free] = ['', true];
  return {
    child,
    lines: (take: (line: string) => void) =>
      out?.on('data', (chunk: Buffer) => {
        const all = (heard + chunk.toString()).split('\n');
        heard = all.pop() ?? '';
        for (const line of all) take(line);
      }),
    talking: () => {
      if (!free || !(to instanceof Socket)) return null;
      free = false;
      return {
        say: (text: string): void => void to.write(text),
        end: (): void => void to.end(),
        hear: (take: (chunk: Buffer) => void): void => void from?.on('data', take),
      };
    },
  };
}

/** Null where none can be made: then there is no shell, and whoever needs one of their own says so. */
function temporary(): Temporary | null {
  try {
    return newTemporary();
  } catch {
    return null;
  }
}

interface Line extends Pick<Order, 'argv' | 'cwd' | 'env' | 'input'> {
  readonly most?: number;
  /** Whether it reads from and writes to the line that is put through. */
  readonly talks?: boolean;
  readonly dir: string;
  readonly id: number;
}

const fileOf = (dir: string, id: number, kind: 'in' | 'out' | 'err'): string => `${dir}/${id}.${kind}`;

/** What the shell reads: in the background, with a word on the end of it. `ulimit` counts blocks of 512 bytes. */
function lineOf({ argv, cwd, env, input, most, talks = false, dir, id }: Line): string {
  const own = Object.entries(env).flatMap(([name, value]) =>
    gits.test(name) && value !== undefined ? [`${name}=${quoted(value)}`] : [],
  );
  const words = [...own, 'git', ...['-C', cwd, ...argv].map(quoted)].join(' ');
  const file = (kind: 'in' | 'out' | 'err'): string => quoted(fileOf(dir, id, kind));
  const streams = talks ? '<&3 >&4' : `<${input === undefined ? '/dev/null' : file('in')} >${file('out')}`;
  const limit = most === undefined ? '' : `ulimit -f ${Math.ceil(most / 512)}; `;
  return `{ ${limit}${words} ${streams} 2>${file('err')} 3<&- 4>&-; echo ${id} $?; } &\n`;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/**
 * Null for what the shell itself could not do: find the program or start it (127, 126), make a file for its answer. The files
 * go with the shell, but a large one, which lies in memory, goes at once.
 */
function outcomeIn(dir: string, { id, code, most }: { id: number; code: number; most: number }): Outcome | null {
  if (code === 126 || code === 127) return null;
  try {
    const path = fileOf(dir, id, 'out');
    const out = readFileSync(path);
    if (out.length > large) unlinkSync(path);
    return { code, out: out.length >= most ? null : out, err: readFileSync(fileOf(dir, id, 'err'), 'utf8') };
  } catch {
    return null;
  }
}

const large = 2 ** 18;

/** How a talk ended. */
function endIn(dir: string, id: number, code: number): Pick<Outcome, 'code' | 'err'> {
  const path = fileOf(dir, id, 'err');
  return { code, err: existsSync(path) ? readFileSync(path, 'utf8') : '' };
}
