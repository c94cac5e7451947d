import { stripVTControlCharacters } from 'node:util';

/** What the place that a report is printed to can show. */
export interface Terminal {
  readonly color: boolean;
  /** Columns; lines are cut or wrapped to it. */
  readonly width: number;
  /** Box drawing and arrows; without it plain ASCII. */
  readonly unicode: boolean;
  /** OSC 8 hyperlinks. */
  readonly links: boolean;
}

/** A file or a pipe: no colour, no links, lines as long as they are. */
export const plain: Terminal = {
  color: false,
  width: Number.POSITIVE_INFINITY,
  unicode: true,
  links: false,
};

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan' | 'underline';

const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Paints text, or leaves it as it is where there is no colour. */
export type Paint = Readonly<Record<Style, (text: string) => string>>;

export function paintFor({ color }: Terminal): Paint {
  const brush = (style: Style) => (text: string) =>
    color && text !== '' ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text;
  return {
    bold: brush('bold'),
    dim: brush('dim'),
    underline: brush('underline'),
    red: brush('red'),
    green: brush('green'),
    yellow: brush('yellow'),
    cyan: brush('cyan'),
  };
}

/** How many columns a text takes: escape sequences and combining marks none, East Asian letters and emoji two. */
export function columns(text: string): number {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let count = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (/\p{M}|\p{Cf}/u.test(character)) continue;
    count += wide.test(character) ? 2 : 1;
  }
  return count;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Breaks text at spaces into lines of at most `width` columns; a word that is longer stands alone. */
export function wrap(text: string, width: number): string[] {
  return filled(text.split(' '), ' ', width);
}

/** Joins parts into lines of at most `width` columns, and breaks between parts only. */
export function filled(parts: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && columns(last) + columns(separator) + columns(part) <= width)
      lines[lines.length - 1] = `${last}${separator}${part}`;
    else if (part !== '') lines.push(part);
  }
  return lines;
}

/** Rows under each other, each column as wide as its widest cell; only the last one is wrapped. Cells may be painted, but not the last. */
export function table(rows: readonly (readonly string[])[], width: number): string[] {
  const wides = (rows[0] ?? []).slice(0, -1).map((_, i) => Math.max(...rows.map((row) => columns(row[i] ?? ''))));
  const start = wides.reduce((sum, wide) => sum + wide + 2, 0);
  return rows.flatMap((row) => {
    const cells = wides.map((wide, i) => padded(row[i] ?? '', wide));
    const [first = '', ...rest] = wrap(row.at(-1) ?? '', Math.max(24, width - start));
    return [[...cells, first].join('  ').trimEnd(), ...rest.map((line) => `${' '.repeat(start)}${line}`)];
  });
}

/** Text with spaces behind it up to so many columns. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)));

const plainOf: Readonly<Record<string, string>> = {
  '→': '->',
  '✔': 'ok',
  '✖': 'x',
  '·': '-',
  '…': '...',
  '─': '-',
  '•': '*',
  '│': '|',
  '’': "'",
  '☐': '[ ]',
};

/** Text for a terminal whose locale has nothing but ASCII: our marks in plain signs, what others wrote as `\u{e9}`. */
export function inAscii(text: string): string {
  return text.replace(/[^\u0000-\u007f]/gu, (one) => plainOf[one] ?? `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A hyperlink (OSC 8) where the terminal has them; the URL must be percent-encoded already. */
export function hyperlink(text: string, url: string | null, { links }: Terminal): string {
  return links && url !== null ? `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007` : text;
}
