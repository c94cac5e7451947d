import { spawn } from 'node:child_process';
import type { Oid, Path } from '../model.ts';
import type { GitObject } from './blobs.ts';
import { environment, pinned } from './environment.ts';
import { entriesIn, filesBelow } from './listing.ts';
import { GitFailure, type Place } from './run.ts';

/** Reads objects by name, as often as asked, in one process that starts at the first question. Nothing is asked for twice. */
export interface Reader {
  /** The objects with these names (ids, or `<commit>:<path>` without a line feed), in the order asked; null where there is none. */
  objects(names: readonly string[]): Promise<(GitObject | null)[]>;
  /** The bytes of blobs that are text; what is missing or holds a NUL is left out. */
  bytes(oids: Iterable<Oid>): Promise<ReadonlyMap<Oid, Buffer>>;
  /** The same as strings. */
  texts(oids: Iterable<Oid>): Promise<ReadonlyMap<Oid, string>>;
  /** The files of a tree, path -> blob, without submodules and symbolic links. What two trees share is read once. */
  files(tree: Oid): Promise<ReadonlyMap<Path, Oid>>;
  /** Ends the process; the reader must not be asked again. */
  close(): void;
}

/**
 * A check does not know at once what it has to read: which source a copy comes from tells which releases of it matter. The
 * number of git processes must not grow with such questions, so one is kept open (`--batch-command`, git >= 2.36).
 */
export function readerIn(place: Place): Reader {
  const known = new Map<string, GitObject | null>();
  const told = new Map<Oid, string>();
  let session: Session | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const objects = async (names: readonly string[]): Promise<(GitObject | null)[]> => {
    const ask = async (): Promise<void> => {
      const unknown = [...new Set(names)].filter((name) => !known.has(name));
      if (unknown.length === 0) return;
      session ??= openSession(place);
      for (const [i, object] of (await session.ask(unknown)).entries()) known.set(unknown[i] ?? '', object);
    };
    const mine = turn.then(ask); // one question at a time
    turn = mine.catch(() => {});
    await mine;
    return names.map((name) => known.get(name) ?? null);
  };
  const bytes = async (oids: Iterable<Oid>): Promise<Map<Oid, Buffer>> => {
    const found = await objects([...new Set(oids)]);
    return new Map(found.flatMap((object) => (isText(object) ? [[object.oid, object.content]] : [])));
  };
  const textOf = (oid: Oid, content: Buffer): string => {
    const text = told.get(oid) ?? content.toString();
    told.set(oid, text);
    return text;
  };
  return {
    objects,
    bytes,
    texts: async (oids) => new Map([...(await bytes(oids))].map(([oid, content]) => [oid, textOf(oid, content)])),
    files: (tree) =>
      filesBelow(tree, async (trees) => {
        const found = await objects(trees);
        return new Map(
          found.flatMap((one) => (one?.type === 'tree' ? [[one.oid, entriesIn(one.content, one.oid)] as const] : [])),
        );
      }),
    close: () => session?.close(),
  };
}

function isText(object: GitObject | null): object is GitObject {
  return object?.type === 'blob' && !object.content.includes(0);
}

interface Session {
  ask(names: readonly string[]): Promise<(GitObject | null)[]>;
  close(): void;
}

function openSession({ trace, ...place }: Place): Session {
  const args = ['cat-file', '--batch-command', '--buffer'];
  const began = performance.now();
  const child = spawn('git', [...pinned, ...args], {
    cwd: place.cwd,
    env: environment(place),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let waiting: { readonly answer: Answer; done(all: (GitObject | null)[]): void; fail(error: Error): void } | null =
    null;
  let failure: Error | null = null;
  let [bytes, err] = [0, ''];
  const fail = (error: Error): void => {
    failure ??= error;
    waiting?.fail(failure);
    waiting = null;
  };
  child.stdin.on('error', () => {}); // its exit code tells the story
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (!waiting?.answer.take(chunk)) return;
    const { answer, done } = waiting;
    waiting = null;
    done(answer.read());
  });
  child.on('error', fail);
  child.on('close', (exit) => {
    const code = exit ?? 128; // killed by a signal
    trace?.({ args, code, ms: performance.now() - began, bytes });
    const ended = new GitFailure(args, code, err);
    if (place.explain) void place.explain(ended).then(fail, fail);
    else fail(ended);
  });
  return {
    ask: (names) =>
      new Promise((done, reject) => {
        if (failure) return reject(failure);
        waiting = { answer: answerTo(names.length), done, fail: reject };
        child.stdin.write(`${names.map((name) => `contents ${name}\n`).join('')}flush\n`);
      }),
    close: () => child.stdin.end(),
  };
}

interface Answer {
  /** Takes more bytes. @returns whether the answer is complete. */
  take(chunk: Buffer): boolean;
  read(): (GitObject | null)[];
}

/** Collects `<oid> SP <type> SP <size> LF <content> LF` for each object, or `<name> SP missing LF`. */
function answerTo(count: number): Answer {
  const chunks: Buffer[] = [];
  const found: (GitObject | null)[] = [];
  let [length, needed] = [0, 1];
  return {
    take(chunk) {
      chunks.push(chunk);
      length += chunk.length;
      if (length < needed) return false;
      const out = Buffer.concat(chunks.splice(0));
      let at = 0;
      needed = 1;
      while (found.length < count) {
        const end = out.indexOf(10, at);
        if (end < 0) break;
        const [, oid = '', type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(out.toString('latin1', at, end)) ?? [];
        const stop = type === undefined ? end + 1 : end + 1 + Number(size) + 1;
        if (stop > out.length) {
          needed = stop - at;
          break;
        }
        found.push(type === undefined ? null : { oid, type, content: out.subarray(end + 1, stop - 1) });
        at = stop;
      }
      chunks.push(out.subarray(at));
      length = out.length - at;
      return found.length === count;
    },
    read: () => found,
  };
}
