// Bundles the command line: one entry, and a chunk for each part that is loaded only when used. Loading single files instead
// costs about 100 ms at every start.
import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { configSchema } from './schema.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);

rmSync(dist, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ['src/bin.ts'],
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: '[name]-[hash]', // flat: pages and wasm are found relative to the file that asks
  alias: { 'string-width': './src/cli/width.ts' }, // see there
  external: ['ts-morph', 'simple-git'], // large, rarely used, and installed beside us
  banner: {
    // yargs brings parts that still say `require`
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  minifySyntax: true,
  minifyWhitespace: true, // a third less to load; names stay, so that a stack trace can be read
  logLevel: 'warning',
});
chmodSync(join(dist, 'bin.js'), 0o755);
copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(dist, 'web-tree-sitter.wasm'));
copyFileSync(
  require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'),
  join(dist, 'tree-sitter-python.wasm'),
);
writeFileSync(join(dist, 'fork-lint.schema.json'), `${JSON.stringify(configSchema(), null, 2)}\n`);
