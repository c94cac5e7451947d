import { describe, expect, it } from 'vitest';
import { module, portTexts, type Texts } from './trees.ts';

const fn = (name: string, mark = 'one'): string =>
  `def ${name}():\n    first_line_of_${name}("${mark}")\n    second_line_of_${name}()\n    third_line_of_${name}()\n`;
const cls = (...members: readonly string[]): string => `class A:\n${members.map((line) => `    ${line}\n`).join('')}`;
const both = module(fn('one'), fn('two'));
const ours = module(fn('one', 'ours'), fn('two'));
const theirs = (one: string): string => module(one, fn('two', 'theirs'));

/** The file after the port, or what was left and why. */
function ported(base: string, fork: string, target: string): string {
  const { work, result } = portTexts({ 'a.py': base }, { 'a.py': fork }, { 'a.py': target });
  return work.left.map(({ symbol, reason }) => `${symbol}: ${reason}`).join('\n') || (result['a.py'] ?? 'gone');
}

describe('an edit', () => {
  const named = (name: string, text: string): string => text.replace(`def one`, `def ${name}`);

  it.each<[what: string, base: string, fork: string, target: string, result: string]>([
    ['is taken where upstream left the definition alone', both, ours, theirs(fn('one')), theirs(fn('one', 'ours'))],
    ['is known where upstream made it too', both, ours, theirs(fn('one', 'ours')), theirs(fn('one', 'ours'))],
    [
      'is merged',
      both,
      ours,
      module(fn('one').replace('third', '3rd'), fn('two')),
      module(fn('one', 'ours').replace('third', '3rd'), fn('two')),
    ],
    ['conflicts', both, ours, theirs(fn('one', 'theirs')), 'one: fork and upstream changed the same lines'],
    [
      'follows what went into a class',
      both,
      ours,
      theirs(`class K:\n${fn('one').replace(/^(?=.)/gm, '    ')}`),
      theirs(`class K:\n${fn('one', 'ours').replace(/^(?=.)/gm, '    ')}`),
    ],
    ['of what is gone is left', both, ours, fn('two', 'theirs'), 'one: the target no longer has it'],
    [
      'of a name goes with what upstream did',
      both,
      named('uno', both),
      module(fn('one').replace('third', '3rd'), fn('two')),
      module(named('uno', fn('one').replace('third', '3rd')), fn('two')),
    ],
    [
      'of a name conflicts with another',
      both,
      named('uno', both),
      theirs(named('eins', fn('one'))),
      'uno: fork and upstream changed the same lines',
    ],
    [
      'of a head conflicts',
      cls('x = 1'),
      cls('x = 1').replace('A', 'A(B)'),
      cls('x = 1').replace('A', 'A(C)'),
      'A: fork and upstream changed the same lines',
    ],
    [
      'of a comment is merged',
      `# a\n# b\n# c\n${fn('one')}`,
      `# A\n# b\n# c\n${fn('one')}`,
      `# a\n# b\n# C\n${fn('one', 'theirs')}`,
      `# A\n# b\n# C\n${fn('one', 'theirs')}`,
    ],
    [
      'of a comment that upstream rewrote is left',
      `# a\n${fn('one')}`,
      `# b\n${fn('one')}`,
      `# c\n${fn('one', 'theirs')}`,
      'one: fork and upstream both rewrote the comment above it',
    ],
    [
      'of a line that stands in both is left',
      both,
      module(fn('one').replace('    third', '    a = 1\n    b = 2\n    c = 3\n    third'), fn('two')),
      theirs(fn('one').replace('    second', '    a = 1\n    b = 2\n    c = 3\n    second')),
      'one: fork and upstream both inserted the same lines here',
    ],
  ])('%s', (_, base, fork, target, result) => expect(ported(base, fork, target)).toBe(result));

  it.each<[what: string, fork: string, target: string, result: string]>([
    ['ends its lines as upstream does', ours.replaceAll('\n', '\r\n'), theirs(fn('one')), theirs(fn('one', 'ours'))],
    [
      'ends its lines as upstream does now',
      ours,
      theirs(fn('one')).replaceAll('\n', '\r\n'),
      theirs(fn('one', 'ours')).replaceAll('\n', '\r\n'),
    ],
    ['ends the text as upstream does', ours, theirs(fn('one')).trimEnd(), theirs(fn('one', 'ours')).trimEnd()],
    [
      'does without what cannot be read',
      ours,
      module(theirs(fn('one')), 'def (:\n'),
      module(theirs(fn('one', 'ours')), 'def (:\n'),
    ],
  ])('%s', (_, fork, target, result) => expect(ported(both, fork, target)).toBe(result));
});

describe('an addition', () => {
  const a = (text: string): string => module(fn('one'), text);

  it.each<[what: string, base: string, fork: string, target: string, result: string]>([
    [
      'is known where upstream made it too',
      fn('one'),
      both,
      module(fn('one', 'x'), fn('two')),
      module(fn('one', 'x'), fn('two')),
    ],
    [
      'conflicts with another',
      fn('one'),
      both,
      a(fn('two', 'theirs')),
      'two: fork and upstream both added it, each its own way',
    ],
    [
      'of a class joins another',
      fn('one'),
      a(cls('x = 1', 'y = 2')),
      a(cls('x = 1', 'z = 3')),
      a(cls('x = 1', 'y = 2', 'z = 3')),
    ],
    [
      'of a class has another head',
      fn('one'),
      a(cls('x = 1').replace('A', 'A(B)')),
      a(cls('x = 1')),
      'A: fork and upstream both added it, each its own way',
    ],
    [
      'of a class has another member',
      fn('one'),
      a(cls('x = 1')),
      a(cls('x = 3')),
      'A.x: fork and upstream both added it, each its own way',
    ],
    [
      'to a class that is one line now',
      cls('x = 1'),
      cls('x = 1', 'y = 2'),
      'class A: pass\n',
      'A.y: the class it belongs to has been rewritten',
    ],
    [
      'to a class that is gone',
      a(cls('x = 1')),
      a(cls('x = 1', 'y = 2')),
      fn('one'),
      'A.y: the class it belongs to cannot be found',
    ],
  ])('%s', (_, base, fork, target, result) => expect(ported(base, fork, target)).toBe(result));
});

describe('a deletion', () => {
  it.each<[what: string, target: string, result: string]>([
    ['is made', theirs(fn('one')), fn('two', 'theirs')],
    ['is known where upstream made it too', fn('two', 'theirs'), fn('two', 'theirs')],
    ['is left where upstream changed it', theirs(fn('one', 'theirs')), 'one: upstream changed what the fork deleted'],
    [
      'is left where upstream renamed it',
      theirs(fn('one').replace('def one', 'def uno')),
      'one: upstream changed what the fork deleted',
    ],
  ])('%s', (_, target, result) => expect(ported(both, fn('two'), target)).toBe(result));
});

describe('a change of what upstream has in several files', () => {
  const base: Texts = { 'pkg/__init__.py': '', 'pkg/old.py': both };
  const parts = (p: string, q: string): Texts => ({
    'pkg/__init__.py': '',
    'pkg/old/__init__.py': '',
    'pkg/old/p.py': p,
    'pkg/old/q.py': q,
  });
  const p = 'pkg/old/p.py';
  const q = 'pkg/old/q.py';

  it.each<[what: string, fork: string, target: Texts, left: string]>([
    ['an edit', ours, parts(fn('one'), both), `one: the target keeps it in several places ${p} ${q}`],
    [
      'an edit that one of them has',
      ours,
      parts(fn('one', 'ours'), both),
      `one: the target keeps it in several places ${p} ${q}`,
    ],
    ['an edit that is there', ours, parts(fn('one', 'ours'), ours), ''],
    [
      'an edit of what none of them has',
      ours,
      parts('x = 1\n', fn('two')),
      `one: the target no longer has it pkg/old/__init__.py ${q}`,
    ],
    ['a deletion', fn('two'), parts(fn('one'), both), `one: the target keeps it in several places ${p} ${q}`],
    [
      'an addition that is there',
      module(both, fn('three')),
      parts(module(fn('one'), fn('three')), module(fn('two'), fn('three', 'z'))),
      '',
    ],
    [
      'an addition',
      module(both, fn('three', 'ours')),
      parts(module(fn('one'), fn('three')), module(fn('two'), fn('three', 'z'))),
      `three: the target has it in several places ${p} ${q}`,
    ],
  ])('%s', (_, fork, target, left) => {
    const { work, result } = portTexts(base, { ...base, 'pkg/old.py': fork }, target);
    expect(
      work.left.map(({ symbol, reason, candidates }) => `${symbol}: ${reason} ${candidates.join(' ')}`).join('\n'),
    ).toBe(left);
    expect(result).toEqual(target);
  });

  it.each<[where: string, target: Texts, now: Texts | string]>([
    [
      'one other',
      { 'a.py': fn('two', 'x'), 'b.py': module('x = 1\n', fn('one')) },
      { 'a.py': fn('two', 'x'), 'b.py': module('x = 1\n', fn('one', 'ours')) },
    ],
    [
      'two others',
      { 'a.py': fn('two', 'x'), 'b.py': module('x = 1\n', fn('one')), 'c.py': fn('one') },
      'one: the target no longer has it',
    ],
    [
      'one other that changed it',
      { 'a.py': fn('two', 'x'), 'b.py': module('x = 1\n', fn('one', 'x')) },
      'one: the target no longer has it',
    ],
  ])('an edit of what went to %s', (_, target, now) => {
    const rest = { 'b.py': 'x = 1\n' };
    const { work, result } = portTexts({ ...rest, 'a.py': both }, { ...rest, 'a.py': ours }, target);
    expect(work.left[0] ? `${work.left[0].symbol}: ${work.left[0].reason}` : result).toEqual(now);
  });
});

describe('a file that the fork added', () => {
  const rest: Texts = { 'pkg/__init__.py': '', 'pkg/zero.py': 'x = 1\n' };

  it.each<[what: string, text: string, target: Texts, left: string]>([
    [
      'is left beside a package of its name',
      fn('one'),
      { 'pkg/new/__init__.py': fn('two') },
      'pkg/new.py: the target ships a module pkg.new of its own',
    ],
    ['is known where upstream added it too', fn('one'), { 'pkg/new.py': fn('one') }, ''],
    [
      'is left where upstream added another',
      fn('one'),
      { 'pkg/new.py': fn('one', 'x') },
      'pkg/new.py: fork and upstream both added this file, each its own way',
    ],
    [
      'is left where half of it is another',
      module(both, fn('three')),
      { 'pkg/new.py': theirs(fn('one')) },
      'pkg/new.py: fork and upstream both added this file, each its own way',
    ],
    [
      'is left when it needs what is gone',
      'from pkg.zero import x\n\nx()\n',
      {},
      'pkg/new.py: pkg.zero does not offer x in the target',
    ],
    [
      'is left when it names what is gone',
      'f("pkg.zero.x")\n',
      {},
      'pkg/new.py: where pkg.zero.x lives now cannot be told',
    ],
  ])('%s', (_, text, target, left) => {
    const there = { 'pkg/__init__.py': '', ...target };
    const { work, result } = portTexts(rest, { ...rest, 'pkg/new.py': text }, there);
    expect(work.left.map(({ symbol, reason }) => `${symbol}: ${reason}`).join('\n')).toBe(left);
    expect(result).toEqual(there);
  });

  it('goes into the one that upstream added, where most is the same', () => {
    const more = module(both, fn('three'));
    const { work, result } = portTexts(rest, { ...rest, 'pkg/new.py': more }, { ...rest, 'pkg/new.py': both });
    expect([work.left, result['pkg/new.py']]).toEqual([[], more]);
  });

  it('is what a changed name in a string is not', () => {
    const edited = module(fn('one', 'pkg.zero.x'), fn('two'));
    const { work } = portTexts(
      { ...rest, 'a.py': both },
      { ...rest, 'a.py': edited },
      { 'pkg/__init__.py': '', 'a.py': theirs(fn('one')) },
    );
    expect(work.left.map(({ symbol, reason }) => `${symbol}: ${reason}`)).toEqual([
      'one: where pkg.zero.x lives now cannot be told',
    ]);
  });
});

describe('what does harm is held back:', () => {
  const helper = (parameters: string, line = ''): string =>
    `def helper(${parameters}):\n    first_line_of_helper()\n${line}    return second_line_of_helper()\n`;
  const user = (call: string): string => `def user():\n    return ${call}\n`;
  const built = (parameters: string, call: string): string =>
    `class A:\n    def __init__(${parameters}):\n        pass\n\n\n${user(call)}`;

  it.each<[what: string, base: Texts, fork: Texts, target: Texts, left: string[]]>([
    [
      'a call with the argument of what was left',
      { 'a.py': module(helper('x'), user('helper(1)')) },
      { 'a.py': module(helper('x, y'), user('helper(1, 2)')) },
      { 'a.py': module(helper('z'), user('helper(1)')) },
      ['helper: fork and upstream changed the same lines', 'user: it needs helper, which could not be placed'],
    ],
    [
      'not a call that is the same',
      { 'a.py': module(helper('x'), user('helper(1)')) },
      { 'a.py': module(helper('x, y'), user('log(helper( 1))')) },
      { 'a.py': module(helper('z'), user('helper(1)')) },
      ['helper: fork and upstream changed the same lines'],
    ],
    [
      'not a call of what has the same parameters',
      { 'a.py': module(helper('x', '    a()\n'), user('helper(1)')) },
      { 'a.py': module(helper('x', '    b()\n'), user('helper(2)')) },
      { 'a.py': module(helper('x', '    c()\n'), user('helper(1)')) },
      ['helper: fork and upstream changed the same lines'],
    ],
    [
      'a call of a class with the argument of its constructor',
      { 'a.py': built('self, x', 'A(1)') },
      { 'a.py': built('self, x, y', 'A(1, (2, 3))') },
      { 'a.py': built('self, z', 'A(1)') },
      ['A.__init__: fork and upstream changed the same lines', 'user: it needs A.__init__, which could not be placed'],
    ],
    [
      'a deletion of what upstream still imports',
      { 'a.py': both, 'b.py': '' },
      { 'a.py': fn('two'), 'b.py': '' },
      { 'a.py': theirs(fn('one')), 'b.py': 'from a import one\n\none()\n' },
      ['one: one is still used by b.py'],
    ],
    [
      'a deletion of what upstream still patches',
      { 'a.py': both, 'b.py': '' },
      { 'a.py': fn('two'), 'b.py': '' },
      { 'a.py': theirs(fn('one')), 'b.py': 'x("a.one")\n' },
      ['one: one is still used by b.py'],
    ],
    [
      'a deletion of a module that upstream still imports',
      { 'a.py': fn('one'), 'b.py': '' },
      { 'b.py': '' },
      { 'a.py': fn('one'), 'b.py': 'import a\n\na.one()\n' },
      ['one: a is still used by b.py'],
    ],
    [
      'not of one whose name upstream has for something else',
      { 'a.py': fn('one'), 'b.py': '' },
      { 'b.py': '' },
      { 'a.py': fn('one'), 'b.py': 'from os import a\n\na()\n' },
      [],
    ],
    [
      'not of one that upstream can do without',
      { 'a.py': fn('one'), 'b.py': '' },
      { 'b.py': '' },
      { 'a.py': fn('one'), 'b.py': 'try:\n    import a\nexcept ImportError:\n    a = None\n' },
      [],
    ],
    [
      'a use of what nobody offers any more',
      { 'a.py': fn('one'), 'b.py': both },
      { 'a.py': fn('one'), 'b.py': `from a import one as uno\n\n\n${both.replace('second_line_of_one', 'uno')}` },
      { 'b.py': theirs(fn('one')) },
      ['one: uno would not be defined in b.py'],
    ],
    [
      'a use of what is not defined any more',
      { 'a.py': module('X = 1\n', both) },
      { 'a.py': module('X = 1\n', both.replace('second_line_of_one', 'X.second')) },
      { 'a.py': theirs(fn('one')) },
      ['one: X would not be defined in a.py'],
    ],
    [
      'not of what never was',
      { 'a.py': both },
      { 'a.py': both.replace('second_line_of_one', 'nobody') },
      { 'a.py': theirs(fn('one')) },
      [],
    ],
  ])('%s', (_, base, fork, target, left) => {
    const { work } = portTexts(base, fork, target);
    expect(work.left.map(({ symbol, reason }) => `${symbol}: ${reason}`)).toEqual(left);
  });
});

describe('what the fork added and took out again, and upstream has', () => {
  const wiki = (...members: readonly string[]): string =>
    `class Wiki:\n${['x = 1', ...members].map((line) => `    ${line}\n`).join('')}`;

  it.each<[what: string, base: string, earlier: string, fork: string, target: string, result: string]>([
    ['goes', fn('one'), both, fn('one', 'ours'), both, fn('one', 'ours')],
    ['goes from its class', wiki(), wiki('y = 2'), wiki('z = 3'), wiki('y = 2'), wiki('z = 3')],
    [
      'stays where upstream changed it',
      fn('one'),
      both,
      fn('one', 'ours'),
      theirs(fn('one')),
      theirs(fn('one', 'ours')),
    ],
    ['stays where the fork never had it', fn('one'), fn('one', 'x'), fn('one', 'ours'), both, ours],
    [
      'stays with a class that the fork does not have',
      fn('one'),
      module(fn('one'), wiki('y = 2')),
      fn('one', 'ours'),
      module(fn('one'), wiki('y = 2')),
      module(fn('one', 'ours'), wiki('y = 2')),
    ],
  ])('%s', (_, base, earlier, fork, target, result) => {
    const { work, result: after } = portTexts(
      { 'a.py': base },
      { 'a.py': fork },
      { 'a.py': target },
      { 'a.py': earlier },
    );
    expect([work.left, after['a.py']]).toEqual([[], result]);
  });
});

describe('what the fork moved', () => {
  const base: Texts = { 'a.py': both, 'b.py': fn('three') };
  const moved: Texts = { 'a.py': fn('two'), 'b.py': module(fn('three'), fn('one')) };

  it('goes with what it was moved to', () => {
    const { work, result } = portTexts(base, moved, { 'a.py': theirs(fn('one')), 'b.py': fn('three', 'theirs') });
    expect([work.left, result]).toEqual([
      [],
      { 'a.py': fn('two', 'theirs'), 'b.py': module(fn('three', 'theirs'), fn('one')) },
    ]);
  });

  it('stays where it was when it cannot be put there', () => {
    const there = module(fn('three'), fn('one', 'theirs'));
    const { work, result } = portTexts(base, moved, { 'a.py': theirs(fn('one')), 'b.py': there });
    expect(work.left.map(({ symbol, reason }) => `${symbol}: ${reason}`)).toEqual([
      'one: fork and upstream both added it, each its own way',
      'one: it moves with one, which could not be placed',
    ]);
    expect(result).toEqual({ 'a.py': theirs(fn('one')), 'b.py': there });
  });
});

it.each<[what: string, fork: string, target: string, patch: string]>([
  [
    'an edit',
    ours,
    theirs(fn('one', 'theirs')),
    '@@ -1,4 +1,4 @@\n def one():\n-    first_line_of_one("one")\n+    first_line_of_one("ours")\n     second_line_of_one()\n     third_line_of_one()\n',
  ],
  [
    'an addition',
    module(both, fn('three')),
    module(both, fn('three', 'theirs')),
    `@@ -0,0 +1,4 @@\n${fn('three').replace(/^(?=.)/gm, '+')}`,
  ],
  ['a deletion', fn('two'), theirs(fn('one', 'theirs')), `@@ -1,4 +0,0 @@\n${fn('one').replace(/^(?=.)/gm, '-')}`],
])('%s that is left is shown as a patch', (_, fork, target, patch) => {
  const { work } = portTexts({ 'a.py': both }, { 'a.py': fork }, { 'a.py': target });
  expect(work.left.map((left) => left.patch)).toEqual([patch]);
});
