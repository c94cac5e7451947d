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
  return flags.map((flag) => {
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
}

/** Writes a report everywhere it is to go: the only thing a check ever writes. */
export async function publish(
  report: Report,
  to: readonly Destination[],
  terminal: Terminal,
  world: World,
): Promise<void> {
  for (const { format, file } of to) {
    const reporter = await reporters[format]();
    if (file === null) {
      world.stdout.write(reporter(report, format === 'text' ? terminal : plain));
      continue;
    }
    try {
      writeFileSync(resolve(world.cwd, file), reporter(report, plain));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Complaint(`the report cannot be written to ${file}: ${reason}`, 'fork-lint --output-file FILE', {
        cause: error,
      });
    }
  }
}

/** What a stream can show: colour, width and links only where there is a terminal that has them. */
export function terminalOf(stream: Output, env: World['env'], color: 'auto' | 'always' | 'never'): Terminal {
  const tty = stream.isTTY === true;
  const set = (name: string): boolean => (env[name] ?? '') !== '';
  const forced = set('FORCE_COLOR') && env['FORCE_COLOR'] !== '0';
  const wanted = forced || (tty && !set('NO_COLOR') && env['TERM'] !== 'dumb');
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return {
    color: color === 'always' || (color === 'auto' && wanted),
    width: tty ? Math.max(40, Math.min(stream.columns ?? 80, 200)) : Number.POSITIVE_INFINITY,
    unicode: !tty || /utf-?8/i.test(locale),
    links: tty && wanted && env['TERM_PROGRAM'] !== 'Apple_Terminal' && !set('CI'),
  };
}
