import { describe, expect, it } from 'vitest';
import { analyzerFor, Outlines } from '../../src/outline/index.ts';

describe('analyzerFor', () => {
  it.each([
    ['connectors/source.py', 'python'],
    ['stubs/a.pyi', 'python'],
    ['a/b.TS', 'typescript'],
    ['a.test.mjs', 'typescript'],
    ['a.d.ts', 'typescript'],
  ])('reads %s as %s', (path, language) => {
    expect(analyzerFor(path)?.language).toBe(language);
  });

  it.each(['Makefile', 'a.py/README.md', 'config.yml', '.py.orig', 'py'])('leaves %s alone', (path) => {
    expect(analyzerFor(path)).toBeUndefined();
  });

  it('opens each language once', () => {
    expect(analyzerFor('a.py')?.open()).toBe(analyzerFor('b/c.py')?.open());
  });
});

describe('Outlines', () => {
  it('reads a blob once, wherever it lies', async () => {
    const outlines = new Outlines();
    const first = await outlines.of('a.py', 'oid', 'x = 1\n');
    const again = await outlines.of('b/a.py', 'oid', () => {
      throw new Error('read twice');
    });
    expect(again).toBe(first);
    expect(first?.definitions.map(({ name }) => name)).toEqual(['x']);
    expect(first?.uses()).toBe(first?.uses());
  });

  it('does not mistake one language for another', async () => {
    const outlines = new Outlines();
    await outlines.of('__init__.py', 'e69de29', '');
    expect(await outlines.of('index.ts', 'e69de29', 'const x = 1')).toMatchObject({ definitions: [{ name: 'x' }] });
  });

  it('has nothing to say about other files', async () => {
    expect(await new Outlines().of('README.md', 'oid', '# x')).toBeUndefined();
  });
});
