import { describe, expect, it } from 'vitest';
import { areasOf } from '../../src/layout/areas.ts';
import { connectors } from '../../src/layout/connectors.ts';
import { detect, probePaths } from '../../src/layout/layout.ts';
import { lab, labGit, truth } from '../support/lab.ts';

interface Era {
  readonly id: string;
  readonly classes: readonly { readonly cls: string; readonly globs: readonly string[] }[];
  readonly refs: readonly string[];
}

/** The eras' own glob matching, to compare ours with: first class wins. */
async function eraAreas(era: Era): Promise<(path: string) => string> {
  const { Minimatch } = await import('minimatch');
  const classes = era.classes.map(({ cls, globs }) => ({
    cls,
    globs: globs.map((glob) => new Minimatch(glob, { dot: true })),
  }));
  const names: Readonly<Record<string, string>> = { 'protocol-code': 'protocol', 'protocol-doc': 'protocol' };
  return (path) => {
    const found = classes.find(({ globs }) => globs.some((glob) => glob.match(path)))?.cls ?? 'other';
    return names[found] ?? found;
  };
}

const eras = truth<Era[]>('layout-eras.json').flatMap((era) => era.refs.map((ref) => ({ era, ref, id: era.id })));

describe.skipIf(!lab)('areas of every release', () => {
  it.each(eras)('$ref is laid out as $id', async ({ era, ref }) => {
    const full = ref.replace(/^heads\//, 'refs/remotes/upstream/');
    const paths = labGit('ls-tree', '-r', '--name-only', '-z', full).split('\0').filter(Boolean);
    const there = new Set(
      paths.flatMap((path) => path.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))),
    );
    const probes = new Map(
      probePaths(connectors).map((path) => {
        const isFile = paths.includes(path);
        return [path, isFile ? labGit('show', `${full}:${path}`) : there.has(path) ? '' : null];
      }),
    );
    const areas = areasOf(detect(connectors, probes));
    const expected = await eraAreas(era);
    const differing = paths
      .filter((path) => areas.of(path) !== expected(path))
      .map((path) => `${path}: ${areas.of(path)}, era ${expected(path)}`);
    expect(differing).toEqual([]);
  });
});
