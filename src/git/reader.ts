import { spawn } from 'node:child_process';
import type { Oid, Path } from '../model.ts';
import { entriesIn, filesBelow } from './listing.ts';
import { environment, GitFailure, type Place, pinned } from './run.ts';

/** Reads texts of blobs and lists trees by id, as often as asked, in one process that starts at the first question. */
export interface TextReader {
  /** What is missing or is no text (holds a NUL) is left out. Nothing is asked for twice. */
  texts(oids: Iterable<Oid>): Promise<ReadonlyMap<Oid, string>>;
  /** The files of a tree, path -> blob, without submodules and symbolic links. What two trees share is read once. */
  files(tree: Oid): Promise<ReadonlyMap<Path, Oid>>;
  /** Ends the process; the reader must not be asked again. */
  close(): void;
}

interface Answered {
  readonly oid: Oid;
  readonly text: string | null;
  /** The bytes of a tree. */
  readonly tree: Buffer | null;
}

/**
 * A check does not know at once what it has to read: which source a copy comes from tells which releases of it matter. The
 * number of git processes must not grow with such questions, so one is kept open (`--batch-command`, git >= 2.36).
 */
export function readerIn(place: Place): TextReader {
  const known = new Map<Oid, Answered>();
  let session: Session | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const answers = async (oids: Iterable<Oid>): Promise<Answered[]> => {
    const wanted = [...new Set(oids)];
    const ask = async (): Promise<void> => {
      const unknown = wanted.filter((oid) => !known.has(oid));
      if (unknown.length === 0) return;
      session ??= openSession(place);
      for (const answer of await session.ask(unknown)) known.set(answer.oid, answer);
    };
    const mine = turn.then(ask); // one question at a time
    turn = mine.catch(() => {});
    await mine;
    return wanted.flatMap((oid) => known.get(oid) ?? []);
  };
  return {
    async texts(oids) {
      const found = await answers(oids);
      return new Map(found.flatMap(({ oid, text }) => (text === null ? [] : [[oid, text] as const])));
    },
    files: (tree) =>
      filesBelow(tree, async (trees) => {
        const found = await answers(trees);
        return new Map(found.flatMap(({ oid, tree: bytes }) => (bytes ? [[oid, entriesIn(bytes, oid)] as const] : [])));
      }),
    close: () => session?.close(),
  };
}

interface Session {
  ask(oids: readonly Oid[]): Promise<Answered[]>;
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
  let waiting: { readonly answer: Answer; done(all: Answered[]): void; fail(error: Error): void } | null = null;
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
    ask: (oids) =>
      new Promise((done, reject) => {
        if (failure) return reject(failure);
        waiting = { answer: answerTo(oids), done, fail: reject };
        child.stdin.write(`${oids.map((oid) => `contents ${oid}\n`).join('')}flush\n`);
      }),
    close: () => child.stdin.end(),
  };
}

interface Answer {
  /** Takes more bytes. @returns whether the answer is complete. */
  take(chunk: Buffer): boolean;
  read(): Answered[];
}

/** Collects `<oid> SP <type> SP <size> LF <content> LF` for each object, or `<oid> SP missing LF`. */
function answerTo(oids: readonly Oid[]): Answer {
  const chunks: Buffer[] = [];
  const found: Answered[] = [];
  let [length, needed] = [0, 1];
  return {
    take(chunk) {
      chunks.push(chunk);
      length += chunk.length;
      if (length < needed) return false;
      const out = Buffer.concat(chunks.splice(0));
      let at = 0;
      needed = 1;
      while (found.length < oids.length) {
        const end = out.indexOf(10, at);
        if (end < 0) break;
        const [, type, size] = /^\w+ (\w+) (\d+)$/.exec(out.toString('latin1', at, end)) ?? [];
        const stop = type === undefined ? end + 1 : end + 1 + Number(size) + 1;
        if (stop > out.length) {
          needed = stop - at;
          break;
        }
        const content = out.subarray(end + 1, stop - 1);
        const isText = type === 'blob' && !content.includes(0);
        const text = isText ? content.toString() : null;
        found.push({ oid: oids[found.length] ?? '', text, tree: type === 'tree' ? Buffer.from(content) : null });
        at = stop;
      }
      chunks.push(out.subarray(at));
      length = out.length - at;
      return found.length === oids.length;
    },
    read: () => found,
  };
}
