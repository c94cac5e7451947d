import { describe, expect, it } from 'vitest';
import { analyzerFor } from '../../src/outline/index.ts';
import { type Entry, editImports } from '../../src/port/isort.ts';

const analyze = await analyzerFor('a.py')?.open();

const sections: Readonly<Record<string, number>> = {
  ...{ __future__: 0, os: 1, ssl: 1, asyncio: 1, aiohttp: 2, sdk: 2, pkg: 3 },
  '': 4, // relative
};

/** Edits the imports of a text: `+from a import b`, `-b`. */
function edited(text: string, add: readonly string[], remove: readonly string[] = []): string {
  if (analyze === undefined) throw new Error('Python can be read');
  const outline = analyze(text);
  const entries = add.map((line): Entry => {
    const [, module = '', name = null, alias = null] =
      /^(?:from )?([\w.]+)(?: (?!as )(\w+))?(?: as (\w+))?$/.exec(line) ?? [];
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

  it('leave no blank lines at the top of a file', () => {
    expect(edited('import os\n\n\ndef one():\n    pass\n', [], ['os'])).toBe('def one():\n    pass\n');
    expect(edited('import os\n\nimport aiohttp\n', [], ['os'])).toBe('import aiohttp\n');
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

describe('an import joins', () => {
  it.each<[what: string, text: string, add: string[], remove: string[], result: string]>([
    [
      'no statement with an alias',
      'from pkg.a import B as C\n',
      ['pkg.a D'],
      [],
      'from pkg.a import B as C\nfrom pkg.a import D\n',
    ],
    [
      'no line with other code',
      'from pkg.a import B; x = 1\n',
      ['pkg.a D'],
      [],
      'from pkg.a import B; x = 1\nfrom pkg.a import D\n',
    ],
    ['no star', 'from pkg.a import *\n', ['pkg.a D'], [], 'from pkg.a import *\nfrom pkg.a import D\n'],
    ['no module', 'import pkg.a\n', ['pkg.a D'], [], 'import pkg.a\nfrom pkg.a import D\n'],
    [
      'nothing with an alias of its own',
      'from pkg.a import B\n',
      ['pkg.a C as D'],
      [],
      'from pkg.a import B\nfrom pkg.a import C as D\n',
    ],
    ['its statement, which has the name', 'from pkg.a import B\n', ['pkg.a B'], [], 'from pkg.a import B\n'],
    ['its statement, once', 'from pkg.a import B\n', ['pkg.a C', 'pkg.a C'], [], 'from pkg.a import B, C\n'],
    [
      'one of the relative modules',
      'from .b import c\n',
      ['.b d', 'pkg.b e'],
      [],
      'from pkg.b import e\n\nfrom .b import c, d\n',
    ],
    ['its comment', 'from pkg.a import B  # why\n', ['pkg.a C'], [], 'from pkg.a import B, C  # why\n'],
    [
      'names that hang behind the bracket',
      'from pkg.a import (B,\n    C)\n',
      ['pkg.a D'],
      [],
      'from pkg.a import B, C, D\n',
    ],
    [
      'them with their comments',
      'from pkg.a import (B,  # one\n    C)  # two\n',
      ['pkg.a D'],
      [],
      'from pkg.a import B, C, D  # one  # two\n',
    ],
    ['names that share a line', 'from pkg.a import (\n    B, C,\n)\n', ['pkg.a D'], [], 'from pkg.a import B, C, D\n'],
    [
      'lines, the last with a comma from now on',
      'from pkg.a import (\n    B,\n    D\n)\n',
      ['pkg.a E'],
      [],
      'from pkg.a import (\n    B,\n    D,\n    E,\n)\n',
    ],
    [
      'lines in order',
      'from pkg.a import (\n    B,\n    D,\n)\n',
      ['pkg.a C', 'pkg.a A'],
      [],
      'from pkg.a import (\n    A,\n    B,\n    C,\n    D,\n)\n',
    ],
    ['lines at their depth', 'from pkg.a import (\n\tB,\n)\n', ['pkg.a C'], [], 'from pkg.a import (\n\tB,\n\tC,\n)\n'],
    [
      'lines while others go',
      'from pkg.a import (\n    B,\n    D,\n)\n',
      ['pkg.a F', 'pkg.a E'],
      ['B'],
      'from pkg.a import (\n    D,\n    E,\n    F,\n)\n',
    ],
    [
      'constants, classes, the rest',
      'from pkg.a import a_1, A_1, A, AB, Ab, aB, ab\n',
      ['pkg.a B1', 'pkg.a X', 'pkg.a c'],
      [],
      'from pkg.a import A_1, AB, B1, A, Ab, X, a_1, aB, ab, c\n',
    ],
    [
      'its like in the other case',
      'from pkg.a import aa\n',
      ['pkg.a aA', 'pkg.a ab'],
      [],
      'from pkg.a import aA, aa, ab\n',
    ],
  ])('%s', (_, text, add, remove, result) => expect(edited(text, add, remove)).toBe(result));
});

describe('an import goes', () => {
  it.each<[what: string, text: string, remove: string[], result: string]>([
    ['from among others', 'import os, ssl  # both\n', ['os'], 'import ssl  # both\n'],
    ['and leaves the name of another', 'import os as o, ssl\n', ['ssl'], 'import os as o\n'],
    ['with its statement', 'import os, ssl\nx = 1\n', ['os', 'ssl'], 'x = 1\n'],
    ['and keeps the comment', 'from pkg.a import B, C  # why\n', ['C'], 'from pkg.a import B  # why\n'],
    ['from a line that it shares', 'from pkg.a import (\n    B, C,\n)\n', ['C'], 'from pkg.a import B\n'],
    [
      'with its own line',
      'from pkg.a import (\n    B,  # b\n    C,  # c\n)\n',
      ['C'],
      'from pkg.a import (\n    B,  # b\n)\n',
    ],
    [
      'and its group',
      'import os\n\nimport aiohttp\n\n\nfrom pkg.a import A\n\n\n\nx = 1\n',
      ['aiohttp'],
      'import os\n\nfrom pkg.a import A\n\n\n\nx = 1\n',
    ],
    [
      'and its group below lines',
      'from aiohttp import (\n    A,\n)\n\nimport os\n\nimport pkg\n',
      ['os'],
      'from aiohttp import (\n    A,\n)\n\nimport pkg\n',
    ],
  ])('%s', (_, text, remove, result) => expect(edited(text, [], remove)).toBe(result));
});

describe('a first import stands', () => {
  const function_ = 'def f():\n    pass\n';

  it.each<[where: string, text: string, add: string[], result: string]>([
    ['above code', 'x = 1\n', ['os'], 'import os\n\nx = 1\n'],
    ['above what only begins like a function', 'defer = 1\n', ['os'], 'import os\n\ndefer = 1\n'],
    ['two lines above a function', function_, ['os', 'pkg.a B'], `import os\n\nfrom pkg.a import B\n\n\n${function_}`],
    ['two lines above a coroutine', `async ${function_}`, ['os'], `import os\n\n\nasync ${function_}`],
    ['two lines above a decorator', `@d\n${function_}`, ['os'], `import os\n\n\n@d\n${function_}`],
    ['two lines above a class', 'class A:\n    pass\n', ['os'], 'import os\n\n\nclass A:\n    pass\n'],
    [
      'below the licence, in groups',
      `# c\n${function_}`,
      ['pkg.a B', 'os', 'aiohttp'],
      `# c\nimport os\n\nimport aiohttp\n\nfrom pkg.a import B\n\n\n${function_}`,
    ],
    ['below a long text', `r'''Text.\n\nMore.'''\nx = 1\n`, ['os'], `r'''Text.\n\nMore.'''\nimport os\n\nx = 1\n`],
    ['in an empty file', '', ['os'], 'import os\n'],
    ['below empty lines', '\n', ['os'], '\nimport os\n'],
    [
      'above one that is tried',
      'try:\n    import os\nexcept ImportError:\n    os = None\n',
      ['ssl'],
      'import ssl\n\ntry:\n    import os\nexcept ImportError:\n    os = None\n',
    ],
    [
      'with all of its module',
      'x = 1\n',
      ['pkg.b d', 'pkg.a c', 'pkg.b a', 'pkg.b B'],
      'from pkg.a import c\nfrom pkg.b import B, a, d\n\nx = 1\n',
    ],
  ])('%s', (_, text, add, result) => expect(edited(text, add)).toBe(result));
});

describe('an import stands', () => {
  it.each<[where: string, text: string, add: string[], result: string]>([
    ['around others of its group', 'import os\n', ['ssl', 'asyncio'], 'import asyncio\nimport os\nimport ssl\n'],
    [
      'in groups of its own, in order',
      '"""A"""\nimport os\n',
      ['pkg.a B', 'ssl', 'aiohttp'],
      '"""A"""\nimport os\nimport ssl\n\nimport aiohttp\n\nfrom pkg.a import B\n',
    ],
    [
      'first when it is of the future',
      'import os\n',
      ['__future__ annotations'],
      'from __future__ import annotations\n\nimport os\n',
    ],
    [
      'above what takes names from modules',
      'from pkg.b import B\n',
      ['pkg.a A', 'pkg.c C', 'pkg'],
      'import pkg\nfrom pkg.a import A\nfrom pkg.b import B\nfrom pkg.c import C\n',
    ],
    [
      'above what takes names, and among them',
      'import os\nfrom os import path\n',
      ['ssl', 'asyncio x'],
      'import os\nimport ssl\nfrom asyncio import x\nfrom os import path\n',
    ],
    [
      'above the first code',
      'import os\n\nx = 1\n\nfrom pkg.b import B\n',
      ['pkg.a A', 'aiohttp'],
      'import os\n\nimport aiohttp\n\nfrom pkg.a import A\n\nx = 1\n\nfrom pkg.b import B\n',
    ],
    [
      'below the comment of its group',
      'import os\n\n# ours\nfrom pkg.b import B\n',
      ['pkg.a A'],
      'import os\n\n# ours\nfrom pkg.a import A\nfrom pkg.b import B\n',
    ],
    [
      'not in a function',
      'def f():\n    import os\n\n\nimport ssl\n',
      ['os'],
      'def f():\n    import os\n\n\nimport os\nimport ssl\n',
    ],
    [
      'above relative ones',
      'from . import a\nfrom .b import c\n',
      ['pkg x', 'aiohttp'],
      'import aiohttp\n\nfrom pkg import x\n\nfrom . import a\nfrom .b import c\n',
    ],
  ])('%s', (_, text, add, result) => expect(edited(text, add)).toBe(result));
});
