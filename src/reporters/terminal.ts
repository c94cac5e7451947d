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

/** Breaks text at spaces into lines of at most `width` columns; a word that is longer stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
