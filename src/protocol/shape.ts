/** A structure as the protocol page shows it: dotted path -> type as written, '' for what has members or no type. */
export type Shape = ReadonlyMap<string, string>;

/** `[key]: {`, `pipeline: [`: something with members. */
const opening = /^(\[\w+\]|["']?\w+["']?)\s*:\s*([{[])/;
/** `name: string;`, `last_status: string:`, `label: string`: to the end of the statement. */
const field = /^(\[\w+\]|["']?\w+["']?)\s*:\s*([^;,{}]+?)\s*:?\s*(?:[;,]|$)/;
/** `job_type;`: a field whose type was forgotten. */
const bare = /^(\w+)\s*[;,]/;

/**
 * Reads a document's shape as upstream writes it, TypeScript in spirit: comments after `->` run over to the next line, types
 * are forgotten, commas stand for semicolons. Brackets are closed wrongly in the job's shape since 8.5: after the one
 * element of an array (`[ { … };`) a named field can belong to the array's parent only, and a bracket that closes nothing
 * is passed over. @returns null for what still cannot be understood.
 */
export function readShape(text: string): Shape | null {
  const shape = new Map<string, string>();
  const open: Level[] = [];
  let commented = false;
  for (const line of text.split('\n')) {
    const [code = '', comment] = line.split('->', 2);
    let rest = code.trim();
    if (commented && /^[\w ()./'`-]*$/.test(rest) && !/^\w+;$/.test(rest)) continue; // the comment's second line
    while (rest !== '') {
      const left = step(rest, open, shape);
      if (left === null || left === rest) return null;
      rest = left.trim();
    }
    commented = comment !== undefined;
  }
  return open.length === 0 && shape.size > 0 ? shape : null;
}

interface Level {
  readonly bracket: '{' | '[';
  readonly path: readonly string[];
  /** Of an array: its one unnamed element has been read. */
  hadElement: boolean;
}

/** Reads one part of a line. @returns what is left of it, null when it makes no sense. */
function step(text: string, open: Level[], shape: Map<string, string>): string | null {
  const named = opening.exec(text);
  if (named) {
    const path = [...placeOf(open), plain(named[1] ?? '')];
    shape.set(path.join('.'), '');
    open.push({ bracket: named[2] === '[' ? '[' : '{', path, hadElement: false });
    return text.slice(named[0].length);
  }
  if (/^[{[]/.test(text)) {
    open.push({ bracket: text.startsWith('[') ? '[' : '{', path: open.at(-1)?.path ?? [], hadElement: false });
    return text.slice(1);
  }
  const closer = /^([}\]])\s*[;,]?/.exec(text);
  if (closer) {
    close(closer[1] === ']' ? '[' : '{', open);
    return text.slice(closer[0].length);
  }
  const member = field.exec(text) ?? bare.exec(text);
  if (!member || open.length === 0) return null;
  shape.set([...placeOf(open), plain(member[1] ?? '')].join('.'), member[2] ?? '');
  return text.slice(member[0].length);
}

/** Where a named member belongs: not to an array whose element is complete. */
function placeOf(open: Level[]): readonly string[] {
  while (open.at(-1)?.bracket === '[' && open.at(-1)?.hadElement) open.pop();
  return open.at(-1)?.path ?? [];
}

/** Closes the innermost bracket of this kind and all inside it; what closes nothing is upstream's slip. */
function close(bracket: Level['bracket'], open: Level[]): void {
  const at = open.findLastIndex((level) => level.bracket === bracket);
  if (at < 0) return;
  const closed = open[at];
  open.length = at;
  const parent = open.at(-1);
  if (parent?.bracket === '[' && closed?.bracket === '{' && closed.path === parent.path) parent.hadElement = true;
}

const plain = (name: string): string => name.replace(/["']/g, '');
