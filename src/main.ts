import type { Commands } from './cli/cli.ts';
import { plainly } from './cli/plainly.ts';
import { Complaint } from './complaint.ts';
import { version } from './pages.ts';
import { display, harmless } from './reporters/display.ts';
import type { Output, World } from './world.ts';

/** Runs fork-lint. @returns the exit code: 0 clean, 1 findings at error level, 2 could not check. */
export async function main(argv: readonly string[], streams: World): Promise<number> {
  const world = { ...streams, stderr: asLog(streams.stderr) };
  const commands = async (): Promise<Commands> => (await import('./commands.ts')).commandsIn(world);
  try {
    const plain = plainly(argv);
    if (plain) return await (await commands()).check(plain);
    const { cli } = await import('./cli/cli.ts'); // and yargs, which take 30 ms to load and run
    return await cli(argv, commands, {
      version: version(),
      width: world.stdout.columns ?? 80,
      print: (text) => void world.stdout.write(text),
    });
  } catch (error) {
    world.stderr.write(failure(error, world));
    return 2;
  }
}

/** Whatever goes to standard error ends up in a log. */
function asLog(stream: Output): Output {
  const { isTTY = false, columns } = stream;
  const write = (text: unknown): boolean => stream.write(harmless(String(text)));
  return { write, isTTY, ...(columns === undefined ? {} : { columns }) };
}

/** A complaint is a sentence and what to type next; anything else is a bug of ours and says how to report it. */
function failure(error: unknown, { runtime }: World): string {
  if (error instanceof Complaint) {
    const next = error.next.map((line) => `  ${display(line)}\n`).join('');
    return `fork-lint: ${display(error.message)}\n${next}`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'fork-lint: this is a bug of fork-lint, not of your fork. Please report it with the lines below:',
    'https://github.com/fork-lint/fork-lint/issues/new',
    `fork-lint ${version()}, ${runtime ?? 'no runtime told'}`,
    ...stack.split('\n').map(display),
    '',
  ].join('\n');
}
