import { homepage } from './about.ts';
import { display } from './display.ts';
import { hyperlink, inAscii, type Paint, paintFor, type Terminal, table, wrap } from './terminal.ts';

/** Longer lines are hard to read, however wide the terminal is. */
const widest = 100;

/** A page of ours, Markdown, as a terminal shows it; a file or a pipe gets it as it is. Pure; ends in a line feed. */
export function explained(page: string, terminal: Terminal): string {
  if (terminal.width === Number.POSITIVE_INFINITY) return terminal.unicode ? page : inAscii(page);
  const ink: Ink = { terminal, paint: paintFor(terminal), width: Math.min(terminal.width, widest) };
  const text = page.replace(/<!--[\s\S]*?-->\n?/g, '');
  const drawn = `${blocksOf(text)
    .map((block) => drawBlock(block, ink).join('\n'))
    .join('\n\n')}\n`;
  return terminal.unicode ? drawn : inAscii(drawn);
}

interface Ink {
  readonly terminal: Terminal;
  readonly paint: Paint;
  readonly width: number;
}

/** A run of lines that belong together: a fence with what is in it, or lines up to the next empty one. */
function blocksOf(page: string): string[][] {
  const blocks: string[][] = [];
  let fence: string | null = null;
  let open = false;
  for (const line of page.split('\n')) {
    const [mark = null] = /^`{3,}/.exec(line) ?? [];
    const starts = fence === null && (mark !== null || /^#+ /.test(line));
    if (fence === null && line === '') open = false;
    else if (open && !starts) blocks.at(-1)?.push(line);
    else blocks.push([line]);
    if (fence === null && line !== '') open = !/^#+ /.test(line);
    if (fence === null) fence = mark;
    else if (mark === fence) [fence, open] = [null, false];
  }
  return blocks;
}

function drawBlock(lines: readonly string[], ink: Ink): string[] {
  const [first = ''] = lines;
  const [, level, heading = ''] = /^(#+) (.*)/.exec(first) ?? [];
  if (level !== undefined) return [drawHeading(display(heading), level.length, ink)];
  if (first.startsWith('```')) return drawCode(lines.slice(1, -1), first.replace(/^`+/, ''), ink);
  if (first.startsWith('|')) return drawTable(lines, ink);
  if (/^(?:[*-]|\d+\.) /.test(first)) return itemsOf(lines).flatMap((item) => drawItem(item, ink));
  return wrap(inline(lines.join(' '), ink), ink.width);
}

/** As manuals have it: in capitals where nothing else would set a heading off. */
function drawHeading(heading: string, level: number, { paint, terminal }: Ink): string {
  if (level === 1) return paint.bold(paint.underline(heading));
  return terminal.color ? paint.bold(heading) : heading.toUpperCase();
}

/** Code as it stands, two columns in: what is added green, what is removed red, what is typed in colour. */
function drawCode(lines: readonly string[], language: string, { paint }: Ink): string[] {
  const brush = (line: string): ((text: string) => string) => {
    if (language === 'console') return line.startsWith('$ ') ? paint.cyan : String;
    if (language !== 'diff' || /^(?:\+\+\+|---) /.test(line)) return language === 'diff' ? paint.dim : String;
    return line.startsWith('+')
      ? paint.green
      : line.startsWith('-')
        ? paint.red
        : line.startsWith('@@')
          ? paint.dim
          : String;
  };
  return lines.map((line) => (line === '' ? '' : `  ${brush(line)(display(line.replaceAll('\t', '    ')))}`));
}

/** The rows without the line of dashes; the head is dim, and the last column is wrapped. */
function drawTable(lines: readonly string[], ink: Ink): string[] {
  const cellsOf = (line: string): string[] =>
    line
      .replace(/^\|\s*|\s*\|$/g, '')
      .split(/\s*(?<!\\)\|\s*/)
      .map((cell) => inline(cell.replaceAll('\\|', '|'), ink));
  const [head = [], ...rows] = lines.filter((line) => !/^\|[\s:|-]+$/.test(line)).map(cellsOf);
  const shown = [head.map((cell) => ink.paint.dim(cell)), ...rows].filter((row) => row.some((cell) => cell !== ''));
  return table(shown, ink.width - 2).map((line) => `  ${line}`);
}

/** Items with the lines that go on with them. */
function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const last = items.at(-1);
    if (last === undefined || /^(?:[*-]|\d+\.) /.test(line)) items.push(line);
    else items[items.length - 1] = `${last} ${line.trim()}`;
  }
  return items;
}

function drawItem(item: string, ink: Ink): string[] {
  const [, number, text = ''] = /^(?:[*-]|(\d+\.)) (.*)/.exec(item) ?? [];
  const mark = number ?? '•';
  const start = ' '.repeat(mark.length + 3);
  return wrap(inline(text, ink), ink.width - start.length).map((line, i) =>
    i === 0 ? `  ${mark} ${line}` : `${start}${line}`,
  );
}

/** Code, strong words and links of a line; the marks around code stay where there is no colour to tell it by. */
function inline(text: string, { paint, terminal }: Ink): string {
  return display(text)
    .split(/(`[^`]+`)/)
    .map((part, i) => {
      if (i % 2) return terminal.color ? paint.cyan(part.slice(1, -1)) : part;
      return part
        .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => paint.bold(strong))
        .replace(/(?<![\w*])\*([^*\s][^*]*)\*(?!\w)/g, (_, stressed: string) => paint.underline(stressed))
        .replace(/<(https?:[^>]+)>/g, '$1');
    })
    .join('')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, to: string) => linkTo(label, to, terminal));
}

/** A link leads where it led on the page; without links in the terminal, only one to another site shows its address. */
function linkTo(label: string, to: string, terminal: Terminal): string {
  const isOurs = !/^https?:/.test(to);
  const url = isOurs ? new URL(to, `${homepage}/blob/main/rules/`).href : to;
  if (terminal.links) return hyperlink(label, url, terminal);
  return isOurs || label === to ? label : `${label} (${to})`;
}
