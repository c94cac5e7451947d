/** A list of texts in a TOML file: `dependencies = ["aiohttp==3.10", ...]`. */
export interface TextList {
  /** `project.optional-dependencies.tests`. */
  readonly name: string;
  /** Behind its opening bracket, and at its closing one. */
  readonly start: number;
  readonly end: number;
  readonly entries: readonly ListEntry[];
}

/** One text of a list; the span includes its quotes. */
export interface ListEntry {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** What may stand in a list: a comment, a text in either quotes, a comma, blanks; anything else makes it no list of texts. */
const token = /#[^\n]*|"""|'''|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|,|\s+|\]/y;

/** Finds the lists of texts. What TOML else holds is passed over; a file that is none has none. */
export function listsIn(source: string): TextList[] {
  const lists: TextList[] = [];
  let table = '';
  const line = /^[ \t]*(?:\[+([^\]\n]*)\]+|([\w."'-]+)[ \t]*=[ \t]*(\[|"""|''')?)/gm;
  for (let found = line.exec(source); found !== null; found = line.exec(source)) {
    const [, header, key, opening] = found;
    if (header !== undefined) table = bare(header);
    else if (opening === '[') {
      const list = listAt(source, line.lastIndex);
      if (list === null) continue;
      lists.push({ name: [table, bare(key ?? '')].filter(Boolean).join('.'), ...list });
      line.lastIndex = list.end;
    } else if (opening !== undefined) {
      const end = source.indexOf(opening, line.lastIndex);
      line.lastIndex = end < 0 ? source.length : end + opening.length;
    }
  }
  return lists;
}

const bare = (key: string): string => key.replace(/["'\s]/g, '');

function listAt(source: string, start: number): Omit<TextList, 'name'> | null {
  const entries: ListEntry[] = [];
  token.lastIndex = start;
  for (let at = start; ; at = token.lastIndex) {
    const found = token.exec(source);
    if (found === null || (found[0].length === 3 && /^("""|''')$/.test(found[0]))) return null;
    if (found[0] === ']') return { start, end: at, entries };
    const value = found[1] === undefined ? found[2] : found[1].replace(/\\(["\\])/g, '$1');
    if (value !== undefined) entries.push({ value, start: at, end: token.lastIndex });
  }
}

/** Puts a text into a list before the entry of this index, as the list is written: one entry a line, or all in one. */
export function withEntry(
  source: string,
  list: TextList,
  index: number,
  value: string,
  comments: readonly string[],
): string {
  const put = quoted(source, list.entries[0], value);
  const [next, last] = [list.entries[index], list.entries[index - 1]];
  const sample = next ?? last;
  const inner = source.slice(list.start, list.end);
  if (sample === undefined) return splice(source, list.start, list.end, put);
  if (!/\n[ \t]*$/.test(source.slice(list.start, sample.start))) {
    return next
      ? splice(source, next.start, next.start, `${put}, `)
      : splice(source, last?.end ?? list.end, last?.end ?? list.end, `, ${put}`);
  }
  const indent = /[ \t]*$/.exec(source.slice(0, sample.start))?.[0] ?? '';
  const rows = [...comments, put].map((row) => indent + row).join('\n');
  if (next) {
    const at = aboveComments(source, lineStart(source, next.start));
    return splice(source, at, at, `${rows},\n`);
  }
  const end = last?.end ?? list.start;
  const comma = /^\s*,/.exec(source.slice(end))?.[0];
  const feed = source.indexOf('\n', end);
  const at = feed < 0 || feed > list.end ? end : feed;
  const kept = comma === undefined ? '' : ',';
  const grown = splice(source, at, at, `\n${rows}${kept}`);
  return comma === undefined && inner !== '' ? splice(grown, end, end, ',') : grown;
}

/** The comments right above a line are about it. */
function aboveComments(source: string, at: number): number {
  const above = lineStart(source, at - 1);
  return at > 0 && /^[ \t]*#/.test(source.slice(above, at)) ? aboveComments(source, above) : at;
}

/** Puts another text in an entry's place. */
export function withValue(source: string, entry: ListEntry, value: string): string {
  return splice(source, entry.start, entry.end, quoted(source, entry, value));
}

/** Takes an entry out, with its comma, and with its line when it has one of its own. */
export function withoutEntry(source: string, list: TextList, entry: ListEntry): string {
  const [from, feed] = [lineStart(source, entry.start), source.indexOf('\n', entry.end)];
  // its comma may stand first on the next line, behind a comment
  const behind = /^(?:\s|#[^\n]*\n)*,[ \t]*/.exec(source.slice(entry.end, list.end))?.[0];
  const alone =
    /^[ \t]*$/.test(source.slice(from, entry.start)) && /^\s*,?[ \t]*(?:#[^\n]*)?$/.test(source.slice(entry.end, feed));
  const ownComma = behind === undefined || !behind.includes('\n');
  if (alone && ownComma && feed >= 0 && from > list.start) return splice(source, from, feed + 1, '');
  if (behind !== undefined) return splice(source, entry.start, entry.end + behind.length, '');
  const before = /,\s*$/.exec(source.slice(list.start, entry.start))?.[0].length ?? 0;
  return splice(source, entry.start - before, entry.end, '');
}

/** In the quotes of another entry, unless the text holds them itself. */
function quoted(source: string, like: ListEntry | undefined, value: string): string {
  const usual = source[like?.start ?? -1] === "'" ? "'" : '"';
  const quote = value.includes(usual) ? (usual === '"' ? "'" : '"') : usual;
  return quote + value + quote;
}

const lineStart = (source: string, at: number): number => source.lastIndexOf('\n', at - 1) + 1;

function splice(source: string, start: number, end: number, put: string): string {
  return source.slice(0, start) + put + source.slice(end);
}
