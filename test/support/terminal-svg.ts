import { xml } from '../../src/reporters/escape.ts';

/** What a terminal shows, as a picture: text with the colours that `paintFor` gives it. */
export interface Recording {
  /** What was typed. */
  readonly command: string;
  /** With escape sequences. */
  readonly output: string;
  /** More lines than these are left out, and the picture says so. */
  readonly most: number;
}

/** Pixels of a character and of a line; the runs of a line are placed by column, whatever the font. */
const cell = { width: 8.2, height: 19, size: 13.5 };
const margin = 20;

const classOf: Readonly<Record<string, string>> = {
  ...{ 1: 'bold', 2: 'dim', 4: 'under', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' },
};
/** Codes that end what others began. */
const ends: Readonly<Record<string, readonly string[]>> = { 22: ['1', '2'], 24: ['4'], 39: ['31', '32', '33', '36'] };

const style = `
text{font:${cell.size}px ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;fill:#1b1c1e;white-space:pre}
rect{fill:#fbfaf7;stroke:#dfdcd3}
.bold{font-weight:700}.dim{fill:#62605a}.under{text-decoration:underline}
.red{fill:#ae2a1f}.green{fill:#1c6b3c}.yellow{fill:#855600}.cyan{fill:#1d5c8f}
@media (prefers-color-scheme:dark){
text{fill:#e9e7e1}rect{fill:#1b1d20;stroke:#303237}
.dim{fill:#a09d95}.red{fill:#ff8b7d}.green{fill:#7fd3a1}.yellow{fill:#ecc06a}.cyan{fill:#8fc3ea}
}
`;

/** Draws a recording: an SVG that reads well on light and on dark pages. The same recording gives the same bytes. */
export function terminalSvg({ command, output, most }: Recording): string {
  const all = output.trimEnd().split('\n');
  const more = all.length - most;
  const lines = [
    `\u001b[2m$\u001b[22m \u001b[1m${command}\u001b[22m`,
    '',
    ...all.slice(0, most),
    ...(more > 0 ? [`\u001b[2m… ${more} lines more\u001b[22m`] : []),
  ];
  const columns = Math.max(...lines.map((line) => runsOf(line).reduce((sum, { text }) => sum + text.length, 0)));
  const [width, height] = [Math.ceil(columns * cell.width + 2 * margin), lines.length * cell.height + 2 * margin];
  const rows = lines.flatMap((line, i) => {
    const spans = drawn(line);
    return spans === '' ? [] : [`<text y="${margin + (i + 0.75) * cell.height}">${spans}</text>`];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${xml(command)}</title>`,
    `<style>${style}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

interface Run {
  readonly text: string;
  readonly classes: readonly string[];
}

/** Takes a line apart at its escape sequences. */
function runsOf(line: string): Run[] {
  const on = new Set<string>();
  return line.split(/(\u001b\[[\d;]*m)/).flatMap((part) => {
    const [, code] = /^\u001b\[([\d;]*)m$/.exec(part) ?? [];
    if (code === undefined)
      return part === '' ? [] : [{ text: part, classes: [...on].flatMap((one) => classOf[one] ?? []) }];
    for (const one of ends[code] ?? []) on.delete(one);
    if (classOf[code] !== undefined) on.add(code);
    return [];
  });
}

function drawn(line: string): string {
  let column = 0;
  return runsOf(line)
    .map(({ text, classes }) => {
      const x = (margin + column * cell.width).toFixed(1);
      const length = (text.length * cell.width).toFixed(1);
      column += text.length;
      if (text.trim() === '') return '';
      const looks = classes.length ? ` class="${classes.join(' ')}"` : '';
      return `<tspan x="${x}" textLength="${length}"${looks}>${xml(text).replaceAll(' ', '&#160;')}</tspan>`;
    })
    .join('');
}
