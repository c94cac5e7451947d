// Bundles the command line: what every run needs in one file, and a chunk for each part that is loaded only when used.
// Every file more costs a start 1 to 2 ms: 70 ms when shared modules lie in chunks of their own, 40 ms so.
import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { configSchema } from './schema.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);

/** One file for all that the static imports of a module reach. */
function reachOf(name, file, priority) {
  const reached = new Set();
  const reach = (graph) => {
    const waiting = [...(graph.getModuleInfo(join(root, 'src', file))?.importedIds ?? [])];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
    }
    return reached;
  };
  const take = (id, graph) => ((reached.size ? reached : reach(graph)).has(id) ? name : null);
  return { name: take, priority, debugName: name };
}

rmSync(dist, { recursive: true, force: true });
await build({
  cwd: root,
  input: { bin: 'src/bin.ts' },
  platform: 'node',
  external: ['ts-morph', 'simple-git'], // large, rarely used, and installed beside us
  resolve: { alias: { 'string-width': join(root, 'src/cli/width.ts') } }, // see there
  checks: { eval: false, ineffectiveDynamicImport: false }, // in web-tree-sitter, for libraries that are loaded into it: we load none
  logLevel: 'warn',
  output: {
    dir: dist,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js', // flat: pages and wasm are found relative to the file that asks
    codeSplitting: { groups: [reachOf('start', 'bin.ts', 2), reachOf('shared', 'main.ts', 1)] },
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } }, // names stay: a stack trace can be read
  },
});
chmodSync(join(dist, 'bin.js'), 0o755);
copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(dist, 'web-tree-sitter.wasm'));
copyFileSync(
  require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'),
  join(dist, 'tree-sitter-python.wasm'),
);
writeFileSync(join(dist, 'fork-lint.schema.json'), `${JSON.stringify(configSchema(), null, 2)}\n`);
