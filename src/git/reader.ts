import type { Oid, Path } from '../model.ts';
import { type GitObject, headIn, isText, isTooLarge, type ObjectHead } from './blobs.ts';
import { environment, pinned } from './environment.ts';
import { below, entriesIn, type Listed } from './listing.ts';
import { foldersAbove, requireKept } from './lost.ts';
import { around, type Places, within } from './places.ts';
import { GitFailure, type Place } from './run.ts';
import { talk } from './talk.ts';
import { damaged } from './trouble.ts';

/**
 * Reads objects by name, as often as asked, in one process that starts at the first question. Nothing is asked for twice, and
 * the bytes of a file larger than `mostRead` are not asked for at all.
 */
export interface Reader {
  /**
   * The objects with these names (ids, or `<commit>:<path>` without a line feed), in the order asked; null where there is
   * none.
   * @throws Complaint for a file that its folder names and git has lost.
   */
  objects(names: readonly string[]): Promise<(GitObject | null)[]>;
  /** What objects are, unread. */
  heads(names: readonly string[]): Promise<(ObjectHead | null)[]>;
  /**
   * The bytes of blobs that are text; what holds a NUL or is too large is left out.
   * @throws Complaint when one is missing.
   */
  bytes(oids: Iterable<Oid>): Promise<ReadonlyMap<Oid, Buffer>>;
  /** The same as strings. */
  texts(oids: Iterable<Oid>): Promise<ReadonlyMap<Oid, string>>;
  /** What folders hold, by `<tree>:<path>` or the id of a tree, in the order asked; null where there is no folder. */
  folders(names: readonly string[]): Promise<(readonly Listed[] | null)[]>;
  /** The files of a tree, path -> blob, without submodules and symbolic links. What two trees share is read once. */
  files(tree: Oid): Promise<ReadonlyMap<Path, Oid>>;
  /** All that is no folder at or below these places of a tree, submodules and symbolic links too, by path. */
  entries(tree: Oid, places: Places): Promise<ReadonlyMap<Path, Listed>>;
  /** Ends the process; the reader must not be asked again. */
  close(): void;
}

/**
 * A check does not know at once what it has to read: which source a copy comes from tells which releases of it matter. The
 * number of git processes must not grow with such questions, so one is kept open (`--batch-command`, git >= 2.36).
 */
export function readerIn(place: Place): Reader {
  const heads = new Map<string, ObjectHead | null>();
  const known = new Map<Oid, GitObject>();
  const told = new Map<Oid, string>();
  const listed = new Map<Oid, readonly Listed[]>();
  let session: Session | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(question: () => Promise<T>): Promise<T> => {
    const mine = turn.then(question);
    turn = mine.catch(() => {}); // one question at a time
    return mine;
  };
  const ask: Session['ask'] = async (what, names) => {
    if (names.length === 0) return [];
    session ??= openSession(place);
    return session.ask(what, names);
  };
  const lookUp = async (names: readonly string[]): Promise<(ObjectHead | null)[]> => {
    const unknown = [...new Set(names)].filter((name) => !heads.has(name));
    const found = await ask('info', unknown);
    const missing = unknown.filter((_, i) => found[i] === null);
    const folders = foldersAbove(missing);
    const trees = await ask('contents', folders);
    requireKept(missing, new Map(folders.map((folder, i) => [folder, trees[i] ?? null])));
    for (const [i, head] of found.entries()) heads.set(unknown[i] ?? '', head);
    return names.map((name) => heads.get(name) ?? null);
  };
  const read = async (names: readonly string[]): Promise<(GitObject | null)[]> => {
    const found = await lookUp(names);
    const unread = found.flatMap((head) => (head && !known.has(head.oid) && !isTooLarge(head) ? [head.oid] : []));
    for (const object of await ask('contents', [...new Set(unread)])) if (object) known.set(object.oid, object);
    return found.map((head) => head && (known.get(head.oid) ?? { ...head, content: nothing }));
  };
  const objects = (names: readonly string[]) => inTurn(() => read(names));
  const bytes = async (oids: Iterable<Oid>): Promise<Map<Oid, Buffer>> => {
    const asked = [...new Set(oids)];
    const found = await objects(asked);
    return new Map(
      requireAll(asked, found).flatMap((object) => (isText(object) ? [[object.oid, object.content]] : [])),
    );
  };
  const textOf = (oid: Oid, content: Buffer): string => {
    const text = told.get(oid) ?? content.toString();
    told.set(oid, text);
    return text;
  };
  const listingOf = ({ oid, content }: GitObject): readonly Listed[] => {
    const entries = listed.get(oid) ?? entriesIn(content, oid);
    listed.set(oid, entries);
    return entries;
  };
  const folders = async (names: readonly string[]): Promise<(readonly Listed[] | null)[]> =>
    (await objects(names)).map((one) => (one?.type === 'tree' ? listingOf(one) : null));
  const trees = async (oids: readonly Oid[]) => {
    const found = await folders(oids);
    return new Map(
      oids.map((oid, i) => {
        const listing = found[i] ?? null;
        if (listing === null) throw damaged(`missing object ${oid}`);
        return [oid, listing] as const;
      }),
    );
  };
  return {
    objects,
    folders,
    heads: (names) => inTurn(() => lookUp(names)),
    bytes,
    texts: async (oids) => new Map([...(await bytes(oids))].map(([oid, content]) => [oid, textOf(oid, content)])),
    files: async (tree) => {
      const files = await below(tree, trees, { enters: () => true, takes: (_, kind) => kind === 'file' });
      return new Map([...files].map(([path, { oid }]) => [path, oid]));
    },
    entries: (tree, places) => {
      const [isWanted, isAround] = [within(places), around(places)];
      return below(tree, trees, { enters: (path) => isWanted(path) || isAround(path), takes: isWanted });
    },
    close: () => session?.close(),
  };
}

/** @throws Complaint when one of what a tree or a commit names is missing. */
function requireAll(asked: readonly Oid[], found: readonly (GitObject | null)[]): GitObject[] {
  return found.map((object, i) => {
    if (object === null) throw damaged(`missing object ${asked[i]}`);
    return object;
  });
}

const nothing = Buffer.alloc(0);

interface Session {
  /** Objects in the order asked, null where there is none. `info` leaves their contents out. */
  ask(what: 'info' | 'contents', names: readonly string[]): Promise<(GitObject | null)[]>;
  close(): void;
}

function openSession({ trace, explain, ...place }: Place): Session {
  const args = ['cat-file', '--batch-command', '--buffer'];
  const began = trace ? performance.now() : 0;
  let waiting: { readonly answer: Answer; done(all: (GitObject | null)[]): void; fail(error: Error): void } | null =
    null;
  let failure: Error | null = null;
  let bytes = 0;
  const fail = (error: Error): void => {
    failure ??= error;
    waiting?.fail(failure);
    waiting = null;
  };
  const git = talk({
    argv: [...pinned, ...args],
    cwd: place.cwd,
    env: environment(place),
    awaited: trace !== undefined,
    heard: (chunk) => {
      bytes += chunk.length;
      if (!waiting?.answer.take(chunk)) return;
      const { answer, done } = waiting;
      waiting = null;
      done(answer.read());
    },
    ended: (how) => {
      if (how instanceof Error) return fail(how);
      trace?.({ args, code: how.code, ms: performance.now() - began, bytes });
      const failed = new GitFailure(args, how.code, how.err);
      if (explain) void explain(failed).then(fail, fail);
      else fail(failed);
    },
  });
  return {
    ask: (what, names) =>
      new Promise((done, reject) => {
        if (failure) return reject(failure);
        waiting = { answer: answerTo(names.length, what === 'contents'), done, fail: reject };
        git.say(`${names.map((name) => `${what} ${name}\n`).join('')}flush\n`);
      }),
    close: () => git.end(),
  };
}

interface Answer {
  /** Takes more bytes. @returns whether the answer is complete. */
  take(chunk: Buffer): boolean;
  read(): (GitObject | null)[];
}

/** Collects `<oid> SP <type> SP <size> LF` and, with contents, `<content> LF` for each object, or `<name> SP missing LF`. */
function answerTo(count: number, contents: boolean): Answer {
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
        const head = headIn(out.toString('latin1', at, end));
        const stop = head !== null && contents ? end + 1 + head.size + 1 : end + 1;
        if (stop > out.length) {
          needed = stop - at;
          break;
        }
        found.push(head && { ...head, content: contents ? out.subarray(end + 1, stop - 1) : nothing });
        at = stop;
      }
      chunks.push(out.subarray(at));
      length = out.length - at;
      return found.length === count;
    },
    read: () => found,
  };
}
