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

describe('a name that upstream moved out of a file which is still there', () => {
  const other = 'def other():\n    return None\n';
  const long = (last: string): string =>
    `def thing(wanted):\n    found = look_for(wanted)\n    if found is None:\n        return look_again(wanted)\n    ${last}\n`;
  const tree = (files: Texts): Texts => ({
    'app/__init__.py': '',
    'app/c.py': 'def c():\n    return None\n',
    ...files,
  });
  const base = tree({ 'app/utils.py': `${other}\n\n${long('return found')}` });

  it.each([
    ['as it was', long('return found'), 'app.sdk'],
    ['and changed since', long('return str(found)'), 'app.sdk'],
  ])('is imported from its home %s', (_, moved, home) => {
    const target = tree({ 'app/utils.py': other, 'app/sdk.py': moved });
    const { result } = portTexts(base, { ...base, 'app/c.py': user('app.utils', 'c') }, target);
    expect(result['app/c.py']).toBe(user(home, 'c'));
  });

  it('is left to a person where two places have it', () => {
    const changed = long('return str(found)');
    const target = tree({ 'app/utils.py': other, 'app/sdk.py': changed, 'app/lib.py': changed });
    const { result } = portTexts(base, { ...base, 'app/c.py': user('app.utils', 'c') }, target);
    expect(result['app/c.py']).toBe(target['app/c.py']);
  });
});
