// Makes what is published: the bundles, the wasm they load, the licences of all that, the schema of the configuration, and
// the library's types.
import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, bundleCompiler } from './bundle.mjs';
import { compileParts } from './compile.mjs';
import { declarations } from './declarations.mjs';
import { configSchema } from './schema.mjs';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
const require = createRequire(import.meta.url);

rmSync(dist, { recursive: true, force: true });
const inputs = [...(await bundle(dist)), ...(await bundleCompiler(dist))];
chmodSync(join(dist, 'bin.js'), 0o755);
compileParts(dist);
const parsers = ['web-tree-sitter/web-tree-sitter.wasm', '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'].map(
  (wasm) => require.resolve(wasm),
);
for (const wasm of parsers) copyFileSync(wasm, join(dist, wasm.replace(/.*\//, '')));
writeFileSync(join(dist, 'LICENSES.txt'), licenses([...inputs, ...parsers]));
writeFileSync(join(dist, 'fork-lint.schema.json'), `${JSON.stringify(configSchema(), null, 2)}\n`);
writeFileSync(join(dist, 'index.d.mts'), declarations());

/** The licence of every package that these files come from: each asks that its notice goes along. */
function licenses(files) {
  const folders = new Set(files.flatMap((path) => /.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []));
  return [...folders].sort().map(notice).join('\n');
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} comes without a licence`);
  return `${'-'.repeat(80)}\n${name} ${version}, ${license}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
