import { readdirSync, readFileSync } from 'node:fs';
import { diskOf } from './drawn.ts';

/** Every page that people read, from the root of this repository. */
export const pages: readonly string[] = [
  'README.md',
  'src/README.md',
  'fixtures/README.md',
  ...readdirSync(diskOf('rules'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `rules/${name}`),
];

export const pageText = (path: string): string => readFileSync(diskOf(path), 'utf8');

/** A page without what is generated in it: that was printed by the program itself. */
const written = (page: string): string =>
  page.replace(/<!-- (?:story|run): [\s\S]*?<!-- \/(?:story|run) -->/g, '').replace(/^```console\n[\s\S]*?^```$/gm, '');

/** The lines that a page has its reader type, remarks left out: each block of shell code is one list. */
export function shellBlocks(page: string): string[][] {
  return [...written(page).matchAll(/^```(?:sh|bash|shell)\n([\s\S]*?)^```$/gm)].map(([, code = '']) =>
    code.split('\n').flatMap((line) => line.replace(/\s+# .*$|^# .*$/, '').trim() || []),
  );
}

/** The commands of ours that a page names in its text: `fork-lint explain RULE`. */
export function namedCommands(page: string): string[] {
  const text = written(page).replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/`(fork-lint(?: [^`]+)?)`/g)].map(([, command = '']) => command.replaceAll('\\|', '|'));
}

/** Where the links of a page lead: `[to](rules/x.md#why)`. */
export function linksIn(page: string): string[] {
  const text = page.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsIn(page: string): string[] {
  return [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
