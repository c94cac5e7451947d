import type { Where } from './cli/cli.ts';
import type { Trace } from './git/run.ts';
import { display } from './reporters/display.ts';
import type { World } from './world.ts';

/** Says on a terminal's stderr that work goes on, once it has lasted half a second, and wipes the line when it ends. */
export async function withProgress<T>(world: World, sentence: string, work: Promise<T>): Promise<T> {
  if (world.stderr.isTTY !== true || (world.env['CI'] ?? '') !== '') return work;
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    world.stderr.write(`${sentence} ...`);
  }, 500);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    if (shown) world.stderr.write('\r\u001b[K');
  }
}

/** Shows the line that work has come to, on a terminal's stderr; an empty one wipes it. */
export function progressOn({ stderr }: World): (line: string) => void {
  return (line) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${display(line)}`);
  };
}

/** `--debug`: each git command with its time, on stderr. */
export function tracer({ debug }: Pick<Where, 'debug'>, { stderr }: World): ((trace: Trace) => void) | undefined {
  if (!debug) return undefined;
  return ({ args, code, ms, bytes }) => {
    const shown = args.map((arg) => (/^[\w./:@%+,=^{}-]+$/.test(arg) ? arg : JSON.stringify(arg))).join(' ');
    stderr.write(
      `${performance.now().toFixed(0).padStart(6)} ${ms.toFixed(0).padStart(6)} ms  ${String(bytes).padStart(9)} bytes  exit ${code}  git ${display(shown)}\n`,
    );
  };
}
