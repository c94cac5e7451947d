import { describe, expect, it } from 'vitest';
import { portTexts, type Texts } from './trees.ts';

const thing = 'def thing(wanted):\n    return look_for_the_thing(wanted)\n';
const user = (module: string, name: string): string =>
  `from ${module} import thing\n\n\ndef ${name}():\n    return thing("${name}")\n`;

/** Upstream keeps `thing` in `module`; its package takes it from another place than its tests do. */
const upstream = (module: string): Texts => ({
  'app/__init__.py': '',
  [`app/${module}.py`]: thing,
  'app/api.py': `from app.${module} import thing\n`,
  'app/a.py': user('app.api', 'a'),
  'app/b.py': user('app.api', 'b'),
  'app/c.py': 'def c():\n    return None\n',
  'tests/__init__.py': '',
  ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`tests/test_${name}.py`, user(`app.${module}`, name)])),
});

describe('a name that several modules offer', () => {
  it('is imported from where the code of the same package takes it', () => {
    const base = upstream('old');
    const { result } = portTexts(base, { ...base, 'app/c.py': user('app.old', 'c') }, upstream('home'));
    expect(result['app/c.py']).toBe(user('app.api', 'c'));
  });

  it('is imported from its home where the package does not use it', () => {
    const base = { ...upstream('old'), 'app/a.py': '', 'app/b.py': '' };
    const target = { ...upstream('home'), 'app/a.py': '', 'app/b.py': '', 'app/api.py': '' };
    const { result } = portTexts(base, { ...base, 'app/c.py': user('app.old', 'c') }, target);
    expect(result['app/c.py']).toBe(user('app.home', 'c'));
  });
});
