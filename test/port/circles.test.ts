import { describe, expect, it } from 'vitest';
import { function_, module, portTexts, type Texts } from './trees.ts';

const packages: Texts = { 'pkg/__init__.py': '' };
const base: Texts = {
  ...packages,
  'pkg/old.py': module(function_('one'), function_('two', 'one()'), function_('three')),
};
/** Upstream split the module in two, and the second part imports the first. */
const target: Texts = {
  ...packages,
  'pkg/old/__init__.py': '',
  'pkg/old/p.py': module(function_('one'), function_('three')),
  'pkg/old/q.py': module('from pkg.old.p import one\n', function_('two', 'one()')),
};
const port = (fork: Texts, onto = target) => {
  const { work, result } = portTexts(base, { ...base, ...fork }, onto);
  return { result, left: work.left.map(({ symbol, reason }) => `${symbol}: ${reason}`) };
};

describe('a circle of imports', () => {
  it('that an edit would close between two parts leaves the edit', () => {
    const fork = module(function_('one'), function_('two', 'one()'), function_('three', 'two()'));
    const { result, left } = port({ 'pkg/old.py': fork });
    expect(left).toEqual(['three: pkg.old.p and pkg.old.q would import each other']);
    expect(result).toEqual(target);
  });

  it('is none where the one import waits for a call', () => {
    const lines = '    from pkg.old.q import two\n\n    two()\n';
    const three = function_('three').replace('    first', `${lines}    first`);
    const fork = module(function_('one'), function_('two', 'one()'), three.replace('pkg.old.q', 'pkg.old'));
    expect(port({ 'pkg/old.py': fork }).left).toEqual([]);
  });

  it("that is the fork's own is carried", () => {
    const own = module('import pkg.old\n', 'def mine():\n    return pkg.old\n');
    const old = module('from pkg.own import mine\n', function_('one', 'mine()'), function_('two'));
    const simple = { ...packages, 'pkg/old.py': module(function_('one'), function_('two')) };
    const upstream = { ...packages, 'pkg/old.py': module(function_('one'), function_('two', 'theirs()')) };
    const { work } = portTexts(simple, { ...packages, 'pkg/old.py': old, 'pkg/own.py': own }, upstream);
    expect(work.left).toEqual([]);
  });
});
