import type { DefinitionPlace } from '../outline.ts';

/**
 * Names and lines of classes, functions and module-level assignments, told from the text: strings, brackets and indentation
 * are followed, nothing is parsed. Some thirty times faster than an outline, which matters to a check that only wants to
 * name what was edited in two versions of a large file. Equal to the outlines of every file of three upstream releases
 * (`places.real.test.ts`).
 */
export function pythonPlaces(text: string): DefinitionPlace[] {
  const places: Open[] = [];
  let open: Open[] = [];
  let decorated = 0;
  for (const { line, lastLine, indent, start } of logicalLines(text)) {
    open = open.filter((block) => block.indent < indent);
    for (const block of open) block.endLine = lastLine;
    if (text[start] === '@') {
      decorated ||= line;
      continue;
    }
    head.lastIndex = start;
    const name = head.exec(text)?.[1];
    const first = decorated || line;
    decorated = 0;
    if (name !== undefined) {
      const around = open.at(-1);
      const block = {
        name: around ? `${around.name}.${name}` : name,
        line: first,
        endLine: lastLine,
        indent,
      };
      places.push(block);
      open.push(block);
    } else if (indent === 0) {
      assignment.lastIndex = start;
      const value = assignment.exec(text)?.[1];
      if (value !== undefined) places.push({ name: value, line, endLine: lastLine, indent });
    }
  }
  return places.map(({ name, line, endLine }) => ({ name, line, endLine }));
}

interface Open {
  readonly name: string;
  readonly line: number;
  endLine: number;
  readonly indent: number;
}

const head = /(?:async[ \t]+)?(?:def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/uy;
const assignment = /([\p{L}_][\p{L}\p{N}_]*)[ \t]*(?::[^=\n]*)?=(?!=)/uy;

/** A statement, however many lines its brackets, strings and backslashes span. Lines start at 1; `indent` counts columns. */
interface LogicalLine {
  readonly line: number;
  readonly lastLine: number;
  readonly indent: number;
  readonly start: number;
}

/** What may end a stretch of ordinary code: a line feed, a comment, a string, a bracket. */
const mark = /[\n#'"()[\]{}\\]/g;

function* logicalLines(text: string): Generator<LogicalLine> {
  let line = 1;
  for (let at = 0; at < text.length; ) {
    blank.lastIndex = at;
    const space = blank.exec(text)?.[0] ?? '';
    const start = at + space.length;
    if (start >= text.length) return;
    if (text[start] === '\n' || text[start] === '#') {
      const end = text.indexOf('\n', start); // blank, or a comment: no statement
      if (end < 0) return;
      at = end + 1;
      line++;
      continue;
    }
    const { end, lines } = statementEnd(text, start);
    yield { line, lastLine: line + lines, indent: columns(space), start };
    at = end + 1;
    line += lines + 1;
  }
}

const blank = /[ \t\f\r\ufeff]*/y;

/** Tabs reach to the next multiple of eight, as Python has it. */
function columns(space: string): number {
  let column = 0;
  for (const character of space) {
    if (character === '\t') column += 8 - (column % 8);
    else if (character === ' ') column++;
  }
  return column;
}

/** Where a statement's last line ends, and how many line feeds lie inside it. */
function statementEnd(text: string, start: number): { end: number; lines: number } {
  let depth = 0;
  let lines = 0;
  for (let at = start; at < text.length; ) {
    mark.lastIndex = at;
    const found = mark.exec(text);
    if (!found) break;
    at = found.index;
    const character = found[0];
    if (character === '\n') {
      if (depth === 0) return { end: at, lines };
      lines++;
      at++;
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === '\\') {
      if (/^\\\r?\n/.test(text.slice(at, at + 3))) lines++;
      at += text[at + 1] === '\r' ? 3 : 2;
    } else if (character === '"' || character === "'") {
      const end = stringEnd(text, at);
      for (let i = text.indexOf('\n', at); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) lines++;
      at = end;
    } else {
      depth = Math.max(0, depth + ('([{'.includes(character) ? 1 : -1));
      at++;
    }
  }
  return { end: text.length, lines };
}

/** Just behind a string that starts here. One in single quotes ends with its line at the latest, so that damage stays small. */
function stringEnd(text: string, at: number): number {
  const quote = text[at] ?? '"';
  const triple = text.startsWith(quote.repeat(3), at);
  const close = triple ? quote.repeat(3) : quote;
  for (let i = at + close.length; i < text.length; i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (!triple && character === '\n') return i;
    else if (character === quote && text.startsWith(close, i)) return i + close.length;
  }
  return text.length;
}
