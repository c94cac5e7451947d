import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
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
  /** Ends what it has started, and itself. */
  stop(): void;
}

/** One shell for each environment that programs are started in: nearly always one. */
const shells = new Map<string, Shell>();

/** Starts git by way of a shell; null where there is none. */
export function throughShell(order: Order): Promise<Outcome | null> {
  if (platform() === 'win32') return Promise.resolve(null); // starts programs at the same price whatever our size
  const env = plainly(order.env);
  const key = JSON.stringify(env);
  const shell = shells.get(key) ?? openShell(env, () => shells.delete(key));
  if (shell === null) return Promise.resolve(null);
  shells.set(key, shell);
  return shell.run(order);
}

/** Ends all shells and what they have started. */
export function stopShells(): void {
  for (const shell of shells.values()) shell.stop();
}

/** What is git's own goes with each command; and a shell must not find in its environment what it would run. */
function plainly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:GIT_|BASH_|ENV$)/.test(name)));
}

/** Without a question for so long, in milliseconds, it ends: whoever uses us as a library goes on living. */
const patience = 1000;

interface Waiting {
  readonly most: number;
  readonly done: (outcome: Outcome | null) => void;
}

function openShell(env: NodeJS.ProcessEnv, closed: () => void): Shell | null {
  const place = temporary();
  if (place === null) return null;
  const waiting = new Map<number, Waiting>();
  let [last, stopped, heard] = [0, false, ''];
  let idle: NodeJS.Timeout | undefined;
  // a group of its own (`detached`), which one order can end; its own words would be on programs that were stopped
  const child = spawn('/bin/sh', [], { env, stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  if (child.stdout instanceof Socket) child.stdout.unref();
  child.unref();
  const settle = (id: number, outcome: (most: number) => Outcome | null): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) {
      child.unref();
      idle = setTimeout(close, patience).unref();
    }
    one?.done(outcome(one.most));
  };
  const close = (): void => {
    closed();
    clearTimeout(idle);
    child.stdin.end();
    for (const id of [...waiting.keys()]) settle(id, () => (stopped ? { code: 128, out: nothing, err: '' } : null));
    place.remove();
  };
  child.on('error', close);
  child.on('close', close);
  child.stdin.on('error', () => {}); // its end tells the story
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (heard + chunk.toString()).split('\n');
    heard = lines.pop() ?? '';
    for (const line of lines) {
      const [id = 0, code = 128] = line.split(' ').map(Number);
      settle(id, (most) => outcomeIn(place.dir, { id, code, most }));
    }
  });
  return {
    run: (order) =>
      new Promise((done) => {
        clearTimeout(idle);
        child.ref();
        const id = ++last;
        waiting.set(id, { most: order.most, done });
        if (order.input !== undefined) writeFileSync(join(place.dir, `${id}.in`), order.input);
        child.stdin.write(lineOf(order, place.dir, id));
      }),
    stop() {
      stopped = true;
      child.stdin.write('kill 0\n');
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

/** What the shell reads: in the background, with a word on the end of it. `ulimit` counts blocks of 512 bytes. */
function lineOf({ argv, cwd, env, input, most }: Order, dir: string, id: number): string {
  const own = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith('GIT_') && value !== undefined ? [`${name}=${quoted(value)}`] : [],
  );
  const file = (kind: string): string => quoted(join(dir, `${id}.${kind}`));
  const words = [...own, 'git', ...['-C', cwd, ...argv].map(quoted)].join(' ');
  const streams = `<${input === undefined ? '/dev/null' : file('in')} >${file('out')} 2>${file('err')}`;
  return `{ ulimit -f ${Math.ceil(most / 512)}; ${words} ${streams}; echo ${id} $?; } &\n`;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

const nothing = Buffer.alloc(0);

/** Null for what the shell itself could not do: find the program or start it (127, 126), make a file for its answer. */
function outcomeIn(dir: string, { id, code, most }: { id: number; code: number; most: number }): Outcome | null {
  const [out, err] = [join(dir, `${id}.out`), join(dir, `${id}.err`)];
  try {
    if (code === 126 || code === 127) return null;
    const tooLong = statSync(out).size >= most;
    return { code, out: tooLong ? null : readFileSync(out), err: readFileSync(err, 'utf8') };
  } catch {
    return null;
  } finally {
    for (const path of [join(dir, `${id}.in`), out, err]) rmSync(path, { force: true });
  }
}
