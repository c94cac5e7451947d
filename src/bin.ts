#!/usr/bin/env node
// Streams, signals and the exit code; everything else is main.ts.
import { closeRooms } from './git/room.ts';
import { main } from './main.ts';

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

// set, not called with exit(): a pipe may still be draining
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now(),
  ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
  runtime: `node ${process.version}`,
});
