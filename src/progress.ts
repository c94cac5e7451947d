import type { World } from './world.ts';

/** Says on a terminal's stderr that work goes on, once it has lasted half a second, and wipes the line when it ends. */
export async function withProgress<T>(world: World, sentence: string, work: Promise<T>): Promise<T> {
  if (world.stderr.isTTY !== true || (world.env['CI'] ?? '') !== '') return work;
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    world.stderr.write(`${sentence} …`);
  }, 500);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    if (shown) world.stderr.write('\r\u001b[K');
  }
}
