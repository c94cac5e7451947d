import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Complaint } from './complaint.ts';
import { nearest } from './nearest.ts';
import type { Report } from './report.ts';
import { type Format, formats, reporters } from './reporters/index.ts';
import { plain, type Terminal } from './reporters/terminal.ts';
import type { Output, World } from './world.ts';

/** One format and where it goes: a file, or standard output. */
export interface Destination {
  readonly format: Format;
  readonly file: string | null;
}

/** `text`, `json=out.json` …; `-o` names the file of the first format that has none. */
export function destinations(flags: readonly string[], outputFile: string | undefined): Destination[] {
  let unclaimed = outputFile ?? null;
  const to = flags.map((flag) => {
    const [name = '', ...rest] = flag.split('=');
    const format = formats.find((one) => one === name);
    if (!format) {
      const meant = nearest(name, formats);
      throw new Complaint(
        `there is no format ${JSON.stringify(name)}${meant ? `; did you mean ${meant}?` : ''}`,
        `fork-lint --format FORMAT   # ${formats.join(', ')}`,
      );
    }
    const file = rest.length ? rest.join('=') : unclaimed;
    if (!rest.length) unclaimed = null;
    return { format, file };
  });
  if (unclaimed !== null)
    throw new Complaint(`--output-file ${unclaimed} is for a format without a file, and each has one`, [
      `fork-lint --format FORMAT=${unclaimed}`,
    ]);
  return to;
}

/** Whether a report must hold what lies around the comparison, which takes some more asking of git. */
export const needsLandscape = (to: readonly Destination[]): boolean => to.some(({ format }) => format === 'html');

/** Writes a report everywhere it is to go: the only thing a check ever writes. */
export async function publish(
  report: Report,
  to: readonly Destination[],
  terminal: Terminal,
  world: World,
): Promise<void> {
  // files first: where one cannot be written, nothing is printed that could be taken for the answer
  for (const { format, file } of [...to].sort((a, b) => Number(a.file === null) - Number(b.file === null))) {
    const reporter = await reporters[format]();
    deliver((place) => reporter(report, place), file, format === 'text' ? terminal : plain, world);
  }
}

/** Prints what `show` makes of a terminal, or writes what it makes of a plain file. */
export function deliver(
  show: (terminal: Terminal) => string,
  file: string | null,
  terminal: Terminal,
  world: World,
): void {
  if (file === null) {
    world.stdout.write(show(terminal));
    return;
  }
  try {
    writeFileSync(resolve(world.cwd, file), show(plain));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Complaint(`the report cannot be written to ${file}: ${reason}`, 'fork-lint --output-file FILE', {
      cause: error,
    });
  }
}

/** What a stream can show: colour, width and links only where there is a terminal that has them. */
export function terminalOf(stream: Output, env: World['env'], color: 'auto' | 'always' | 'never'): Terminal {
  const tty = stream.isTTY === true;
  const set = (name: string): boolean => (env[name] ?? '') !== '';
  const wanted = set('FORCE_COLOR')
    ? !/^(0|false)$/.test(env['FORCE_COLOR'] ?? '')
    : tty && !set('NO_COLOR') && env['TERM'] !== 'dumb';
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || (env['WT_SESSION'] ? 'UTF-8' : '');
  return {
    color: color === 'always' || (color === 'auto' && wanted),
    width: tty ? Math.max(40, Math.min(stream.columns ?? 80, 200)) : Number.POSITIVE_INFINITY,
    unicode: /utf-?8/i.test(locale) || (!tty && locale === ''), // a runner's log is UTF-8, and its environment empty
    links: tty && wanted && !set('CI') && linksIn(env),
  };
}

/** Whether a terminal is known to have hyperlinks: some of those without print the URL as rubbish. */
function linksIn(env: World['env']): boolean {
  const { TERM = '', TERM_PROGRAM = '', VTE_VERSION = '0' } = env;
  if (env['FORCE_HYPERLINK'] !== undefined) return env['FORCE_HYPERLINK'] !== '0';
  const named = /^(?:iTerm\.app|WezTerm|vscode|ghostty|Hyper|zed|tabby|rio|WarpTerminal)$/.test(TERM_PROGRAM);
  const known = /kitty|alacritty|ghostty|foot|contour/.test(TERM) || Number(VTE_VERSION) >= 5000;
  return named || known || ['WT_SESSION', 'KONSOLE_VERSION', 'DOMTERM'].some((name) => env[name] !== undefined);
}
