import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Parser, Tree } from 'web-tree-sitter';
import { numbered } from './draft.ts';
import { linesOf } from './lines.ts';
import type { Analyze, Outline, Uses } from './outline.ts';
import type { Source } from './python/source.ts';
import { usesOf } from './python/uses.ts';
import { walk } from './python/walk.ts';

/** Loads tree-sitter and its Python grammar. No Python is needed to read Python. */
export async function openPython(): Promise<Analyze> {
  // Imported here, so that a bundle loads it here as well.
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init({
    locateFile: () => wasm('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm'),
  });
  const grammar = await Language.load(
    wasm('tree-sitter-python.wasm', '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'),
  );
  const parser = new Parser().setLanguage(grammar);
  const trees = recentTrees(parser);
  return (source) => outlineOf(trees, { text: source, lineAt: linesOf(source) });
}

/** Beside the bundle in the published package; in a package of its own when run from source. */
function wasm(beside: string, installed: string): string {
  const path = fileURLToPath(new URL(`./${beside}`, import.meta.url));
  return existsSync(path) ? path : createRequire(import.meta.url).resolve(installed);
}

function outlineOf(treeOf: (text: string) => Tree, source: Source): Outline {
  const tree = treeOf(source.text);
  const { imports, definitions, exports } = walk(tree.rootNode, source);
  const outline = { partial: tree.rootNode.hasError, imports, exports, definitions: numbered(definitions) };
  let uses: Uses | undefined;
  return {
    ...outline,
    uses: () => {
      uses ??= usesOf(treeOf(source.text), source, outline.definitions);
      return uses;
    },
  };
}

/** Trees are kept no longer than this many others: wasm memory is never collected, and parsing again is not that dear. */
const mostTrees = 4;

/** Parses, and remembers the last few trees: what a text uses is mostly asked for right after its outline. */
function recentTrees(parser: Parser): (text: string) => Tree {
  const recent = new Map<string, Tree>();
  return (text) => {
    const tree = recent.get(text) ?? parser.parse(text);
    // Null only without a language, or when a progress callback stops it; there is neither here.
    if (tree === null) throw new Error('tree-sitter did not parse');
    recent.delete(text);
    recent.set(text, tree);
    for (const [old, dated] of recent) {
      if (recent.size <= mostTrees) break;
      dated.delete();
      recent.delete(old);
    }
    return tree;
  };
}
