// Streams, signals and the exit code; everything else is main.ts.
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { beginEarly, namesAhead } from './early.ts';
import { askAhead } from './git/ahead.ts';
import { closeRooms } from './git/room.ts';
import { main } from './main.ts';
import { version } from './pages.ts';
import type { World } from './world.ts';

const argv = process.argv.slice(2);
const ahead = askAhead(argv, { cwd: process.cwd(), env: process.env }, namesAhead(argv));
const typed = isatty(0); // `process.stdin` itself is made when somebody reads from it: it takes 5 ms
const world: World = {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now(),
  ahead,
  ...(typed && isatty(1) ? { ask } : {}),
  ...(typed ? {} : { stdin }),
  endSoon: () => void setTimeout(() => process.exit(), 200),
  program: fileURLToPath(import.meta.url),
  runtime: `node ${process.version}`,
};
const begun = beginEarly(argv, world);

process.on('exit', closeRooms);
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.on(signal, () => process.exit(code));
}
// `fork-lint | head`: whoever reads has read enough, which is no failure of ours
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return terminal.question(question).finally(() => terminal.close());
}

function stdin(patience: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const answer = (text: string | null): void => {
      clearTimeout(timer);
      process.stdin.destroy(); // whoever never closes it must not keep us running
      resolve(text);
    };
    const timer = setTimeout(() => answer(null), patience);
    process.stdin.on('data', (chunk: Buffer) => {
      clearTimeout(timer);
      chunks.push(chunk);
    });
    process.stdin.on('end', () => answer(Buffer.concat(chunks).toString()));
    process.stdin.on('error', reject);
  });
}

// so that scripts may ask without waiting for all that could be told beside
if (argv.length === 1 && argv[0] === '--version') process.stdout.write(`${version()}\n`);
// set, not called with exit(): a pipe may still be draining
else
  void main(argv, { ...world, begun }).then((code) => {
    process.exitCode = code;
  });
