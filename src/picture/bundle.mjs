// Bundles the page's code and style, each as one text: for the package when it is built, and from source when a page is asked for.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('page', import.meta.url));

/** @returns {Promise<{ code: string, style: string }>} */
export async function bundle() {
  const [code, style] = await Promise.all(['main.ts', 'style.css'].map(bundled));
  return { code, style };
}

async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['chrome109', 'firefox115', 'safari16'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles[0].text.trim();
}
