import { expect } from 'vitest';
import type { RawChange } from '../../src/git/changes.ts';
import { detect, type Layout } from '../../src/layout/layout.ts';
import { analyzerFor, type Outline } from '../../src/outline/index.ts';
import { renderDraft } from '../../src/port/draft.ts';
import type { Gathered } from '../../src/port/gather.ts';
import { fileHomes } from '../../src/port/homes.ts';
import { patchOf } from '../../src/port/leave.ts';
import { portPython } from '../../src/port/port.ts';
import { type Reader, readerOf, type TreeInputs, treeOf } from '../../src/port/trees.ts';
import type { OwnFile, Work } from '../../src/port/work.ts';

/** Path -> text: a tree of a test. */
export type Texts = Readonly<Record<string, string>>;

/** A function with lines that tell it from others, the given ones first. */
export const function_ = (name: string, ...lines: readonly string[]): string =>
  `def ${name}():\n${[...lines, `first_line_of_${name}()`, `second_line_of_${name}()`].map((line) => `    ${line}\n`).join('')}`;

/** The parts of a module, two blank lines between them. */
export const module = (...parts: readonly string[]): string => parts.join('\n\n');

/** An upstream without any habits. */
const plainLayout: Layout = {
  name: 'plain',
  repositories: [],
  url: '',
  releaseLines: [],
  defaultBranches: ['main'],
  features: [],
};

const analyze = await analyzerFor('a.py')?.open();

/** Reads each text once in a port, and forgets all of them after it. */
function forgetfulReader(): Reader {
  const outlines = new Map<string, Outline>();
  return readerOf((_path, _oid, text) => {
    if (analyze === undefined) throw new Error('Python can be read');
    const outline = outlines.get(text) ?? analyze(text);
    outlines.set(text, outline);
    return outline;
  });
}

const zero = '0'.repeat(40);

function changesBetween(before: Texts, after: Texts): RawChange[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path): RawChange[] => {
    const [old, now] = [before[path], after[path]];
    if (old === now) return [];
    const letter = old === undefined ? 'A' : now === undefined ? 'D' : 'M';
    return [{ path, from: null, letter, modes: ['100644', '100644'], before: old ?? zero, after: now ?? zero }];
  });
}

/** Three trees that no git has ever seen; contents are their own ids. */
export function gathered(base: Texts, fork: Texts, target: Texts, layout = plainLayout): Gathered {
  const texts = new Map(
    [base, fork, target].flatMap((tree) => Object.values(tree).map((text) => [text, text] as const)),
  );
  const reader = forgetfulReader();
  const inputs = (tree: Texts): TreeInputs => ({
    files: new Map(Object.entries(tree)),
    layout,
    texts,
    reader,
  });
  const folders = (tree: Texts): [string, string][] =>
    Object.keys(tree).flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => [path.slice(0, index), '']));
  const layoutOf = (tree: Texts) => detect(layout, new Map([...folders(tree), ...Object.entries(tree)]));
  return {
    ours: changesBetween(base, fork),
    published: new Set(),
    theirs: changesBetween(base, target),
    renames: [],
    layouts: { base: layoutOf(base), target: layoutOf(target) },
    trees: { base: treeOf(inputs(base)), fork: treeOf(inputs(fork)), target: treeOf(inputs(target)) },
    texts,
    entries: new Map(Object.entries(target).map(([path, oid]) => [path, { mode: '100644', oid }])),
    reader,
    versions: (path) => (fork[path] === undefined ? [] : [fork[path]]),
    targetWith: (changed) => treeOf(inputs(target), changed),
  };
}

/** What a port makes of three trees. */
export interface PortedTexts {
  readonly work: Work;
  /** The target's tree with ours in it. */
  readonly result: Texts;
}

/**
 * Ports Python files in memory, and holds all that becomes of them to what is written down for the test that asks: the
 * test itself says what matters of it. `earlier` is what the fork had on its way.
 */
export function portTexts(...trees: Parameters<typeof portUntold>): PortedTexts {
  const ported = portUntold(...trees);
  expect(`\n${told(ported, trees[2])}`).toMatchSnapshot();
  return ported;
}

/** What was placed, what was left and why, and how each text differs from the target's. */
function told({ work, result }: PortedTexts, target: Texts): string {
  const byHome = new Map<string, string[]>();
  for (const { from, symbol, home, how } of work.placed) {
    const way = `${how}, ${from === home ? from : `${from} -> ${home}`}`;
    byHome.set(way, [...(byHome.get(way) ?? []), symbol]);
  }
  const placed = [...byHome].map(([way, symbols]) => `${way}: ${symbols.join(', ')}\n`);
  const left = work.left.map(
    ({ from, symbol, reason, candidates, patch }) =>
      `left: ${symbol} of ${from}, ${reason} [${candidates.join(' ')}]\n${patch}`,
  );
  const texts = Object.entries(result).filter(([path, text]) => text !== target[path]);
  const gone = Object.keys(target).filter((path) => result[path] === undefined);
  const shown = texts.map(([path, text]) => `--- ${path}\n${patchOf(target[path] ?? '', text)}`);
  const all = [...placed, ...left, ...gone.map((path) => `gone: ${path}\n`), ...shown].join('');
  return all.replaceAll('\r', '<CR>');
}

/** The same of trees that nobody has written down. */
export function portUntold(
  base: Texts,
  fork: Texts,
  target: Texts,
  earlier: Texts = {},
  layout = plainLayout,
): PortedTexts {
  const all = gathered(base, fork, target, layout);
  const files = all.ours.map(({ path }): OwnFile => {
    const versions = [...all.versions(path), ...(earlier[path] === undefined ? [] : [earlier[path]])];
    return { path, base: base[path] ?? null, fork: fork[path] ?? null, versions };
  });
  const homes = fileHomes({
    ...all.trees,
    theirs: all.theirs,
    renames: [],
    layouts: all.layouts,
    textOf: (oid) => all.texts.get(oid),
  });
  const work = portPython(all, homes, files);
  const result: Record<string, string> = { ...target };
  for (const [path, draft] of work.drafts) result[path] = renderDraft(draft);
  for (const path of work.removed) delete result[path];
  return { work, result };
}
