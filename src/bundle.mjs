// How fork-lint is bundled, with everything it needs: an install that fetches nothing cannot fail.
import { copyFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { build } from 'rolldown';
import { bundle as bundlePage } from './picture/bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

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

/** ts-morph, which holds the TypeScript compiler: CommonJS that asks for its own file name, so it stays that. */
const compiler = {
  name: 'compiler',
  resolveId: (id, _importer, { kind }) =>
    id === 'ts-morph' && kind === 'dynamic-import' ? { id: './ts-morph.cjs', external: true } : undefined,
};

/** The page that `--format html` writes is bundled now, and stands in the package as text. */
const page = {
  name: 'page',
  async load(id) {
    if (id !== join(root, 'src/picture/assets.ts')) return;
    const { code, style } = await bundlePage();
    return `export const code = ${JSON.stringify(code)}, style = ${JSON.stringify(style)};`;
  },
};

/** V8 keeps a byte a character of a text that is ASCII, and two of any other. */
const ascii = {
  name: 'ascii',
  generateBundle(_options, chunks) {
    for (const chunk of Object.values(chunks))
      if (chunk.type === 'chunk')
        chunk.code = chunk.code.replace(
          /[^\0-\x7f]/g,
          (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
  },
};

/**
 * Bundles the command line and the library: what every run needs in one file, and a chunk for each part that is loaded only
 * when used. Every file more costs a start 1 to 2 ms: 70 ms when shared modules lie in chunks of their own, 40 ms so. What
 * runs there looks for `package.json` and `rules/` in the folder above. CommonJS, for of that V8's compiled form can be kept.
 * @param {string} folder an absolute path
 * @returns {Promise<string[]>} the files that went in
 */
export async function bundle(folder) {
  const { output } = await build({
    cwd: root,
    platform: 'node',
    // eval: in web-tree-sitter, for libraries that nobody loads; import.meta: in yargs, for settings that extend others
    checks: { eval: false, ineffectiveDynamicImport: false, emptyImportMeta: false },
    logLevel: 'warn',
    input: { main: 'src/bin.ts', index: 'src/index.ts' },
    resolve: { alias: { 'string-width': join(root, 'src/cli/width.ts') } }, // see there
    plugins: [compiler, page, ascii],
    output: {
      dir: folder,
      format: 'cjs',
      dynamicImportInCjs: false, // a script of `node:vm` has none without a warning
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js', // flat: pages and wasm are found relative to the file that asks
      codeSplitting: { groups: [reachOf('start', 'bin.ts', 2), reachOf('shared', 'commands.ts', 1)] },
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } }, // a stack trace can be read
    },
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  copyFileSync(join(root, 'src/load.cjs'), join(folder, 'bin.js'));
  copyFileSync(join(root, 'src/compiled.cjs'), join(folder, 'compiled.cjs'));
  const { exports } = output.find(({ fileName }) => fileName === 'index.js');
  const names = exports.join(', ');
  writeFileSync(join(folder, 'index.mjs'), `import library from './index.js';\nexport const { ${names} } = library;\n`);
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}

/**
 * Bundles the TypeScript compiler beside it; esbuild notes the names of what it exports in a way that Node.js finds.
 * @param {string} folder an absolute path
 * @returns {Promise<string[]>} the files that went in
 */
export async function bundleCompiler(folder) {
  const { metafile } = await esbuild({
    absWorkingDir: root,
    stdin: { contents: "export { Project, ts } from 'ts-morph';", resolveDir: root, sourcefile: 'ts-morph.cjs' },
    outfile: join(folder, 'ts-morph.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    minify: true,
    legalComments: 'eof', // the compiler's; LICENSES.txt has the others whole
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.inputs).map((path) => join(root, path));
}
