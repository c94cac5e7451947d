import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { bundle }: { bundle(folder: string): Promise<void> } = await import(
  new URL('../../src/bundle.mjs', import.meta.url).href
);
let built: Promise<string> | undefined;
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * The program as it is installed, bundled from the sources once a test file: starting those takes a second each time.
 * @returns the path of its `bin.js`.
 */
export function program(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'fork-lint-program-')));
  folders.push(top);
  for (const name of ['package.json', 'rules', 'node_modules', '.github'])
    symlinkSync(join(root, name), join(top, name));
  const folder = join(top, 'dist');
  mkdirSync(folder);
  await bundle(folder);
  return join(folder, 'bin.js');
}
