import { describe, expect, it } from 'vitest';
import { portTexts, type Texts } from './trees.ts';

const a = 'class A:\n    def one(self):\n        return first_of_them_all()\n';
const b = 'class B:\n    def two(self):\n        return second_of_them_all()\n';
const c = 'def three():\n    return third_of_them_all()\n';
const whole = `import os\n\n\n${a}\n\n${b}\n\n${c}`;

const rest: Texts = { 'app/__init__.py': '' };
const base: Texts = { ...rest, 'app/x.py': whole };
/** Upstream made a package of it. */
const split: Texts = {
  ...rest,
  'app/x/__init__.py': 'from app.x.a import A\n\n__all__ = ["A"]\n',
  'app/x/a.py': `import os\n\n\n${a}`,
  'app/x/b.py': `${b}\n\n${c}`,
};
const renamed = whole.replace('first', 'FIRST');
const user = (module: string): Texts => ({
  'app/new.py': `from ${module} import A\n\n\ndef new():\n    return A()\n`,
});

describe('a file that the fork deleted', () => {
  it('goes with every part that upstream made of it', () => {
    const { work, result } = portTexts(base, rest, split);
    expect(result).toEqual(rest);
    expect(work.left).toEqual([]);
  });

  it('stays where something of upstream still uses a part of it', () => {
    const target = { ...split, ...user('app.x.a') };
    const { work, result } = portTexts(base, rest, target);
    expect(result).toEqual(target);
    expect(work.left.map(({ symbol }) => symbol)).toEqual(['A', 'B', 'three']);
  });

  it('loses only what upstream left alone', () => {
    const { work, result } = portTexts(base, rest, { ...split, 'app/x/b.py': `${b.replace('second', '2nd')}\n\n${c}` });
    expect(work.left.map(({ symbol, reason }) => `${symbol}: ${reason}`)).toContain(
      'B: upstream changed what the fork deleted',
    );
    expect(result['app/x/b.py']).toBe(b.replace('second', '2nd'));
  });
});

describe('a file that the fork renamed', () => {
  const fork = { ...rest, 'app/y.py': renamed };

  it('is there once, under its new name, when upstream split it', () => {
    expect(portTexts(base, fork, split).result).toEqual(fork);
  });

  it('is found by what upstream alone has', () => {
    const { work, result } = portTexts(base, fork, { ...base, ...user('app.x') });
    expect(work.left).toEqual([]);
    expect(result).toEqual({ ...fork, ...user('app.y') });
  });
});

describe('definitions in another order', () => {
  const fork = { ...rest, 'app/x.py': `import os\n\n\n${c}\n\n${b}\n\n${a}` };

  it('are what the fork has, where upstream left the file alone', () => {
    expect(portTexts(base, fork, { ...base, 'app/z.py': '' }).result['app/x.py']).toBe(fork['app/x.py']);
  });

  it('are neither lost nor doubled, where upstream split the file', () => {
    const { work, result } = portTexts(base, fork, split);
    expect(work.left).toEqual([]);
    expect(result).toEqual(split);
  });
});
