import { describe, expect, it } from 'vitest';
import { analyzerFor } from '../../src/outline/index.ts';
import { type Entry, editImports } from '../../src/port/isort.ts';

const analyze = await analyzerFor('a.py')?.open();

const sections: Readonly<Record<string, number>> = { os: 1, ssl: 1, asyncio: 1, aiohttp: 2, sdk: 2, pkg: 3 };

/** Edits the imports of a text: `+from a import b`, `-b`. */
function edited(text: string, add: readonly string[], remove: readonly string[] = []): string {
  if (analyze === undefined) throw new Error('Python can be read');
  const outline = analyze(text);
  const entries = add.map((line): Entry => {
    const [, module = '', name = null, alias = null] = /^(?:from )?([\w.]+)(?: (\w+))?(?: as (\w+))?$/.exec(line) ?? [];
    return { module, name, alias };
  });
  const gone = new Set(outline.imports.filter((one) => remove.includes(one.name ?? one.module)));
  return editImports(
    text,
    outline,
    { add: entries, remove: gone },
    (module) => sections[module.split('.')[0] ?? ''] ?? 2,
  );
}

describe('imports', () => {
  it('join the statement of their module, in order', () => {
    expect(edited('from pkg.a import B, c\n', ['pkg.a A', 'pkg.a Z_CONST', 'pkg.a d'])).toBe(
      'from pkg.a import Z_CONST, A, B, c, d\n',
    );
  });

  it('keep one name a line where it was so', () => {
    const text = 'from pkg.a import (\n    A,  # why\n    c,\n)\n';
    expect(edited(text, ['pkg.a B'], ['c'])).toBe('from pkg.a import (\n    A,  # why\n    B,\n)\n');
  });

  it('open a group of their own', () => {
    const text = 'import os\n\nfrom pkg.a import A\n\nA()\n';
    expect(edited(text, ['aiohttp'])).toBe('import os\n\nimport aiohttp\n\nfrom pkg.a import A\n\nA()\n');
    expect(edited(text, ['ssl'])).toBe('import os\nimport ssl\n\nfrom pkg.a import A\n\nA()\n');
    expect(edited(text, ['asyncio'])).toBe('import asyncio\nimport os\n\nfrom pkg.a import A\n\nA()\n');
    expect(edited(text, ['pkg b as c'])).toBe('import os\n\nfrom pkg import b as c\nfrom pkg.a import A\n\nA()\n');
  });

  it('stand first in their group where they sort so', () => {
    const text = 'import os\n\nfrom sdk.x import y\n\nfrom pkg.a import A\n';
    expect(edited(text, ['aiohttp'])).toBe('import os\n\nimport aiohttp\nfrom sdk.x import y\n\nfrom pkg.a import A\n');
  });

  it('go with their line and their group', () => {
    const text = 'import os\n\nimport aiohttp\n\nfrom pkg.a import A\n';
    expect(edited(text, [], ['aiohttp'])).toBe('import os\n\nfrom pkg.a import A\n');
  });

  it('start below licence and docstring', () => {
    expect(edited('# licence\n\n"""Text."""\nx = 1\n', ['os'])).toBe('# licence\n\n"""Text."""\nimport os\n\nx = 1\n');
  });

  it('break a line that is too long', () => {
    const name = 'a_name_of_some_forty_characters_or_nearly';
    expect(edited(`from pkg.module import ${name}\n`, [`pkg.module ${name}_b`])).toBe(
      `from pkg.module import (\n    ${name},\n    ${name}_b,\n)\n`,
    );
  });
});
