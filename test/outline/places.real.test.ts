import { describe, expect, it } from 'vitest';
import { analyzerFor } from '../../src/outline/index.ts';
import { pythonPlaces } from '../../src/outline/python/places.ts';
import { lab, labGit } from '../support/lab.ts';

describe.skipIf(!lab)('places of definitions equal the outlines', () => {
  it.each(['v8.11.0.0', 'v9.2.0', 'v9.5.2'])('%s', async (tag) => {
    const analyze = await analyzerFor('x.py')?.open();
    const paths = labGit('ls-tree', '-r', '--name-only', tag)
      .split('\n')
      .filter((path) => path.endsWith('.py'));
    const differing: string[] = [];
    for (const path of paths) {
      const text = labGit('show', `${tag}:${path}`);
      const outline = analyze?.(text);
      const blocks = outline?.definitions.filter(({ kind }) => kind === 'class' || kind === 'function') ?? [];
      const expected = blocks.map(({ name, firstLine, endLine }) => `${name} ${firstLine}-${endLine}`);
      const values = new Set(outline?.definitions.filter(({ kind }) => kind === 'attribute').map(({ name }) => name));
      const found = pythonPlaces(text);
      const isBlock = (name: string): boolean => blocks.some((block) => block.name === name);
      const got = found
        .filter(({ name }) => isBlock(name))
        .map(({ name, line, endLine }) => `${name} ${line}-${endLine}`);
      if (JSON.stringify(got.sort()) !== JSON.stringify([...expected].sort())) {
        differing.push(
          `${path}: ${got.filter((one) => !expected.includes(one))} instead of ${expected.filter((one) => !got.includes(one))}`,
        );
      }
      differing.push(
        ...found.filter(({ name }) => !isBlock(name) && !values.has(name)).map(({ name }) => `${path}: ${name}?`),
      );
    }
    expect(paths.length).toBeGreaterThan(100);
    expect(differing).toEqual([]);
  });
});
