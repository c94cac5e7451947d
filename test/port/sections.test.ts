import { expect, it } from 'vitest';
import { sectionsFor } from '../../src/port/sections.ts';

const paths = [
  'pyproject.toml',
  'app/setup.cfg',
  'app/a/b/c.py',
  'app/src/d.py',
  'app/f/x.txt',
  'e.py',
  'g/h.py',
  'app/fg.py',
];
const files = new Map(paths.map((path) => [path, path]));

it.each<[path: string, sections: string]>([
  ['app/a/b/new.py', '0 __future__, 1 os, 1 os.path, 2 e, 2 g, 2 b, 2 osx, 3 a, 3 a.b.c, 3 d, 3 f, 4 .x, 4 .'],
  ['g/new.py', '1 os, 2 a, 2 d, 2 h, 3 app, 3 e, 3 g'],
  ['new.py', '3 app, 3 e'],
])('imports of %s stand in the groups %s', (path, sections) => {
  const sectionOf = sectionsFor({ files }, path);
  const modules = sections.split(', ').map((one) => one.split(' ')[1] ?? '');
  expect(modules.map((module) => `${sectionOf(module)} ${module}`).join(', ')).toBe(sections);
});
