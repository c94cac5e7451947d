import { describe, expect, it } from 'vitest';
import { changesBetween, type Package, told, unseen } from './packages.ts';

/** One module, `pkg.m`, in two versions, and what is to be said. */
type Row = readonly [name: string, old: string, now: string, expected: readonly string[]];

const lines = (...text: string[]): string => `${text.join('\n')}\n`;
const inClass = (...body: string[]): string => lines('class C:', ...body.map((line) => `    ${line}`));

const functions: Row[] = [
  ['a function is gone', 'def f(a): return a + 1\n', 'x = 1\n', ['removed pkg.m.f callers']],
  ['a private function is gone', 'def _f(a): return a + 1\n', '', ['removed pkg.m._f callers']],
  ['a class is gone', 'class C: pass\n', '', ['removed pkg.m.C both']],
  ['a constant is gone', 'LIMIT = 5\n', '', ['removed pkg.m.LIMIT callers']],
  ['a small value is gone, and one like it came', 'LIMIT = 5\n', 'SIZE = 5\n', ['removed pkg.m.LIMIT callers']],
  ['a required parameter more', 'def f(a): ...\n', 'def f(a, b): ...\n', ['parameter-added-required pkg.m.f callers']],
  ['an optional parameter more', 'def f(a): ...\n', 'def f(a, b=1): ...\n', ['parameter-added-optional pkg.m.f none']],
  [
    'an optional one in the middle',
    'def f(a, c=2): ...\n',
    'def f(a, b=1, c=2): ...\n',
    ['parameter-added-optional pkg.m.f none', 'parameter-moved pkg.m.f callers'],
  ],
  [
    'a parameter renamed',
    'def f(a, table=None): ...\n',
    'def f(a, tables=None): ...\n',
    ['parameter-removed pkg.m.f callers', 'parameter-added-optional pkg.m.f none'],
  ],
  ['a parameter gone', 'def f(a, b): ...\n', 'def f(a): ...\n', ['parameter-removed pkg.m.f callers']],
  ['two swapped', 'def f(a, b): ...\n', 'def f(b, a): ...\n', ['parameter-moved pkg.m.f callers']],
  ['stars gone', 'def f(*a): ...\n', 'def f(): ...\n', ['parameter-removed pkg.m.f callers']],
  ['keyword-only', 'def f(a, b=1): ...\n', 'def f(a, *, b=1): ...\n', ['parameter-kind-changed pkg.m.f callers']],
  ['another default', 'def f(a=1): ...\n', 'def f(a=2): ...\n', ['parameter-default-changed pkg.m.f none']],
  ['a default gone', 'def f(a=1): ...\n', 'def f(a): ...\n', ['parameter-now-required pkg.m.f callers']],
  ['another return type', 'def f() -> int: ...\n', 'def f() -> str: ...\n', ['return-type-changed pkg.m.f none']],
  ['async', 'def f(): ...\n', 'async def f(): ...\n', ['now-async pkg.m.f callers']],
  ['no longer async', 'async def f(): ...\n', 'def f(): ...\n', ['now-sync pkg.m.f callers']],
  ['an async generator', 'async def f(): return []\n', 'async def f(): yield 1\n', ['now-generator pkg.m.f callers']],
  ['deprecated', 'def f(): ...\n', '@deprecated("use g")\ndef f(): ...\n', ['kind-changed pkg.m.f none']],
  ['another value', 'LIMIT = 5\n', 'LIMIT = 6\n', ['value-changed pkg.m.LIMIT none']],
  ['another annotation', 'limit: int = 5\n', 'limit: float = 5\n', ['value-changed pkg.m.limit none']],
  ['a value turned class', 'X = 1\n', 'class X: pass\n', ['kind-changed pkg.m.X callers']],
  ['a class turned function', 'class f: pass\n', 'def f(): ...\n', ['kind-changed pkg.m.f both']],
  [
    'renamed with its body',
    'class Bulker:\n    """Sends."""\n    def send(self, docs):\n        for doc in docs:\n            self.queue.put(doc, timeout=self.timeout)\n',
    'class Sink:\n    def send(self, docs):\n        for doc in docs:  # one by one\n            self.queue.put(doc, timeout=self.timeout)\n',
    ['renamed pkg.m.Bulker both > pkg.m.Sink'],
  ],
];

const members: Row[] = [
  [
    'a method is gone',
    inClass('def a(self): ...', 'def b(self): return 1 + 1'),
    inClass('def a(self): ...'),
    ['removed pkg.m.C.b both'],
  ],
  [
    'a long method is gone, and nothing says the same',
    inClass('x = 1', 'def b(self): return sum(one.size for one in self.all if one.ready)'),
    inClass('x = 1', 'def c(self): return self.all'),
    ['removed pkg.m.C.b both'],
  ],
  ['a private one', inClass('def _b(self): return 1 + 1', 'x = 1'), inClass('x = 1'), ['removed pkg.m.C._b both']],
  [
    'a method renamed',
    inClass('def get(self): return self._v'),
    inClass('def get_value(self): return self._v'),
    ['renamed pkg.m.C.get both > pkg.m.C.get_value'],
  ],
  [
    'a property renamed, and what it reads',
    inClass('@property', 'def type(self):', '    return self._type'),
    inClass('@property', 'def field_type(self):', '    return self._field_type'),
    ['renamed pkg.m.C.type both > pkg.m.C.field_type'],
  ],
  [
    'an instance attribute gone',
    inClass('def __init__(self):', '    self.x = 1', '    self.y = 2'),
    inClass('def __init__(self):', '    self.x = 1'),
    ['removed pkg.m.C.y both'],
  ],
  ['static', inClass('def a(self, x): ...'), inClass('@staticmethod', 'def a(x): ...'), ['now-static pkg.m.C.a both']],
  [
    'a class method',
    inClass('def a(self, x): ...'),
    inClass('@classmethod', 'def a(cls, x): ...'),
    ['now-class-method pkg.m.C.a both'],
  ],
  [
    'an instance method',
    inClass('@classmethod', 'def a(cls, x): ...'),
    inClass('def a(self, x): ...'),
    ['now-instance-method pkg.m.C.a both'],
  ],
  [
    'a property',
    inClass('def a(self): ...'),
    inClass('@property', 'def a(self): ...'),
    ['kind-changed pkg.m.C.a both'],
  ],
  [
    'abstract',
    inClass('def a(self): ...'),
    inClass('@abstractmethod', 'def a(self): ...'),
    ['now-abstract pkg.m.C.a subclasses'],
  ],
  [
    'a new abstract method',
    inClass('def a(self): ...'),
    inClass('def a(self): ...', '@abstractmethod', 'def b(self): ...'),
    ['now-abstract pkg.m.C.b subclasses'],
  ],
  [
    'a parameter of a method',
    inClass('def a(self): ...'),
    inClass('def a(self, x=None): ...'),
    ['parameter-added-optional pkg.m.C.a subclasses'],
  ],
  [
    'a constructor',
    inClass('def __init__(self): ...'),
    inClass('def __init__(self, x): ...'),
    ['parameter-added-required pkg.m.C.__init__ both'],
  ],
  [
    'an alias of another',
    'class A:\n    def m(self): ...\nclass B:\n    def m(self, x): ...\nC = A\n',
    'class A:\n    def m(self): ...\nclass B:\n    def m(self, x): ...\nC = B\n',
    ['parameter-added-required pkg.m.C.m both'],
  ],
  [
    'a setter gone',
    inClass('@property', 'def a(self): return 1', '@a.setter', 'def a(self, v): ...'),
    inClass('@property', 'def a(self): return 1'),
    ['kind-changed pkg.m.C.a both'],
  ],
  [
    'a base gone',
    'class A:\n    def m(self): return 1\nclass C(A): pass\n',
    'class A:\n    def m(self): return 1\nclass C: pass\n',
    ['base-removed pkg.m.C subclasses', 'removed pkg.m.C.m both'],
  ],
  [
    'a base gone, with what it was of',
    'class A:\n    def m(self): return 1\nclass C(A[\n    int,\n]): pass\n',
    'class A:\n    def m(self): return 1\nclass C: pass\n',
    ['base-removed pkg.m.C subclasses', 'removed pkg.m.C.m both'],
  ],
  [
    'another base',
    'class A: pass\nclass B: pass\nclass C(A): pass\n',
    'class A: pass\nclass B: pass\nclass C(B): pass\n',
    ['base-changed pkg.m.C subclasses'],
  ],
  [
    'an exception derives from another',
    'class E(ValueError): pass\n',
    'class E(KeyError): pass\n',
    ['base-changed pkg.m.E both'],
  ],
];

const silent: readonly (readonly [name: string, old: string, now: string])[] = [
  [
    'a comment, a docstring, blanks',
    'def f(a):\n    return a\n',
    '# why\ndef f( a ):\n    """Says it."""\n\n    return a  # so\n',
  ],
  ['another body', 'def f(a):\n    return a\n', 'def f(a):\n    return a + 1\n'],
  ['quotes and trailing commas', "X = ['a', 'b']\n", 'X = [\n    "a",\n    "b",\n]\n'],
  ['an annotation more', 'def f(a): ...\n', 'def f(a: int) -> int: ...\n'],
  ['self renamed', inClass('def a(self): ...'), inClass('def a(this): ...')],
  ['a parameter that **kwargs takes', 'def f(a, b=1): ...\n', 'def f(a, **kwargs): ...\n'],
  ['a definition that stood twice', 'def f(a): ...\ndef f(a, b): ...\n', 'def f(a, b): ...\n'],
  ['a definition that stands twice', 'def f(a, b): ...\n', 'def f(a): ...\ndef f(a, b): ...\n'],
  ['names that __all__ makes on the fly', '__all__ = make()\ndef f(): ...\n', '__all__ = make()\ndef f(): return 1\n'],
  ['stars under another name', 'def f(*a, **b): ...\n', 'def f(*c, **d): ...\n'],
  ['new things', 'x = 1\n', 'x = 1\ny = 2\ndef g(): ...\n'],
  [
    'a method moved to a base',
    'class C:\n    def m(self): return 1\n',
    'class A:\n    def m(self): return 1\nclass C(A): pass\n',
  ],
  ['a base put in between', 'class A: pass\nclass C(A): pass\n', 'class A: pass\nclass B(A): pass\nclass C(B): pass\n'],
  [
    'an attribute turned property',
    inClass('def __init__(self):', '    self.x = 1'),
    inClass('def __init__(self):', '    pass', '@property', 'def x(self): return 1'),
  ],
  [
    'the old name kept as an alias',
    'class Old:\n    def m(self): return 1\n',
    'class New:\n    def m(self): return 1\nOld = New\n',
  ],
  [
    'a method kept as an alias',
    inClass('def get(self): return 1'),
    inClass('def get_value(self): return 1', 'get = get_value'),
  ],
  ['what is left of a damaged file', 'def f(): ...\ndef g(): ...\n', 'def f(): ...\n<<<<<<< ours\ndef h(:\n'],
  [
    'a member a new outside base may bring',
    'class C:\n    def m(self): return 1\n',
    'from x import Base\nclass C(Base): pass\n',
  ],
  ['a name that a module makes on the fly', 'def f(): return 1 + 2\n', 'def __getattr__(name): ...\n'],
  ['private to its class', inClass('x = 1', 'def __m(self): ...'), inClass('x = 1')],
];

describe('one module in two versions', () => {
  it.each([...functions, ...members])('%s', (_name, old, now, expected) => {
    expect(told(changesBetween({ 'pkg/m.py': old }, { 'pkg/m.py': now }))).toEqual(expected);
  });
  it.each(silent)('says nothing of %s', (_name, old, now) => {
    expect(told(changesBetween({ 'pkg/m.py': old }, { 'pkg/m.py': now }))).toEqual([]);
  });
});

const body = [
  'def f(items):',
  '    total = sum(item.size for item in items)',
  '    return total / len(items)',
  '',
].join('\n');
const many = Array.from({ length: 12 }, (_, i) => `value_${i} = make(${i})\n`).join('');
const other = ['def f(a, b, c):', '    raise NotImplementedError(a, b, c)', ''].join('\n');

/** Several modules: where things went. */
const moves: readonly (readonly [name: string, old: Package, now: Package, expected: readonly string[]])[] = [
  [
    'to another module',
    { 'pkg/a.py': body, 'pkg/b.py': '' },
    { 'pkg/a.py': 'x = 1\n', 'pkg/b.py': body },
    ['moved pkg.a.f callers > pkg.b.f'],
  ],
  [
    'still imported at the old place',
    { 'pkg/a.py': body },
    { 'pkg/a.py': 'from pkg.b import f\n', 'pkg/b.py': body },
    [],
  ],
  ['still there by a star', { 'pkg/a.py': body }, { 'pkg/a.py': 'from .b import *\n', 'pkg/b.py': body }, []],
  [
    'a star that __all__ filters',
    { 'pkg/a.py': 'from .b import *\n', 'pkg/b.py': `${body}g = 1\n` },
    { 'pkg/a.py': 'from .b import *\n', 'pkg/b.py': `${body}g = 1\n__all__ = ["g"]\n` },
    ['moved pkg.a.f callers > pkg.b.f'],
  ],
  [
    'at every public path',
    { 'pkg/__init__.py': 'from .a import f\n', 'pkg/a.py': body },
    { 'pkg/__init__.py': '', 'pkg/a.py': '', 'pkg/b.py': body },
    ['moved pkg.a.f callers > pkg.b.f', 'moved pkg.f callers > pkg.b.f'],
  ],
  [
    'handed on no more, and changed as well',
    { 'pkg/__init__.py': 'from .a import f, g\n', 'pkg/a.py': 'def f(a=1): ...\ndef g(): ...\n' },
    { 'pkg/__init__.py': 'from .a import g\n', 'pkg/a.py': 'def f(a): ...\ndef g(): ...\n' },
    [
      'parameter-now-required pkg.a.f callers',
      'moved pkg.f callers > pkg.a.f',
      'parameter-now-required pkg.f callers > pkg.a.f',
    ],
  ],
  [
    'an import that is nobody else’s',
    { 'pkg/a.py': `from .b import f\n`, 'pkg/b.py': body },
    { 'pkg/a.py': '', 'pkg/b.py': body },
    [],
  ],
  [
    'changed on the way',
    { 'pkg/a.py': 'def f(items):\n    total = sum(item.size for item in items)\n    return total\n' },
    {
      'pkg/a.py': 'x = 1\n',
      'pkg/b.py': 'def f(items, unit):\n    total = sum(item.size for item in items)\n    return total\n',
    },
    ['moved pkg.a.f callers > pkg.b.f', 'parameter-added-required pkg.a.f callers > pkg.b.f'],
  ],
  [
    'with a class in it',
    {
      'pkg/a.py':
        'class Client:\n    class Meta:\n        "Says."\n        size = 3\n    def get(self): return self.Meta.size\n',
    },
    {
      'pkg/a.py': 'x = 1\n',
      'pkg/b.py': 'class Client:\n    class Meta:\n        size: int = 3\n    def get(self): return self.Meta.size\n',
    },
    ['moved pkg.a.Client both > pkg.b.Client'],
  ],
  [
    'a module split in two',
    { 'pkg/a.py': `LIMIT = 3\n${body}class Client:\n    base = LIMIT\n    def get(self): return self.base\n` },
    {
      'pkg/a/__init__.py': '',
      'pkg/a/client.py': 'LIMIT = 3\nclass Client:\n    base = LIMIT\n    def get(self): return self.base\n',
      'pkg/a/tools.py': `LIMIT = 3\n${body}`,
    },
    [
      'moved pkg.a.Client both > pkg.a.client.Client',
      'moved pkg.a.LIMIT callers > pkg.a.client.LIMIT, pkg.a.tools.LIMIT',
      'moved pkg.a.f callers > pkg.a.tools.f',
    ],
  ],
  ['a name alone is no home', { 'pkg/a.py': body }, { 'pkg/a.py': '', 'pkg/b.py': other }, ['removed pkg.a.f callers']],
  [
    'changed on the way to a module that was there',
    { 'pkg/a.py': body, 'pkg/b.py': many },
    { 'pkg/a.py': 'x = 1\n', 'pkg/b.py': `${many}${body.replace('(items):', '(items, unit):')}` },
    ['moved pkg.a.f callers > pkg.b.f', 'parameter-added-required pkg.a.f callers > pkg.b.f'],
  ],
  [
    'rewritten on the way there',
    { 'pkg/a.py': body, 'pkg/b.py': many },
    { 'pkg/a.py': 'x = 1\n', 'pkg/b.py': `${many}${body.replace('len(items)', 'max(1, len(items))')}` },
    ['moved pkg.a.f callers > pkg.b.f'],
  ],
  [
    'a small value that nothing else had',
    { 'pkg/a.py': 'TRY = 3\n', 'pkg/b.py': many },
    { 'pkg/a.py': '', 'pkg/b.py': `${many}TRY = 3\n` },
    ['moved pkg.a.TRY callers > pkg.b.TRY'],
  ],
  [
    'an annotated value',
    { 'pkg/a.py': 'limit: int = make(5)\n', 'pkg/b.py': '' },
    { 'pkg/a.py': 'x = 1\n', 'pkg/b.py': 'limit: int = make(5)\n' },
    ['moved pkg.a.limit callers > pkg.b.limit'],
  ],
  [
    'nor a small value that many have',
    { 'pkg/a.py': 'RETRIES = 3\n', 'pkg/b.py': 'RETRIES = 3\n' },
    { 'pkg/a.py': '', 'pkg/b.py': 'RETRIES = 3\n', 'pkg/c.py': 'RETRIES = 3\n' },
    ['removed pkg.a.RETRIES callers'],
  ],
  [
    'a module renamed',
    { 'pkg/old.py': body },
    { 'pkg/new.py': body },
    ['moved pkg.old callers > pkg.new', 'moved pkg.old.f callers > pkg.new.f'],
  ],
  ['a file that cannot be read in the new version', { 'pkg/a.py': body }, { 'pkg/a.py': 'def f(:\n    <<<' }, []],
  ['tests are no API', { 'pkg/test_a.py': body, 'pkg/fixtures/x.py': body }, {}, []],
];

/** What a framework calls on the classes that others derive from its own. */
const base = (signature: string): string =>
  `class Base:\n    async def get_docs(${signature}):\n        raise NotImplementedError\n`;
const source = 'from .base import Base\nclass Source(Base):\n    async def get_docs(self): yield 1\n';
const calls: readonly (readonly [name: string, old: Package, now: Package, expected: readonly string[]])[] = [
  [
    'a keyword newly passed down',
    { 'pkg/base.py': base('self'), 'pkg/job.py': 'def run(source):\n    source.get_docs()\n', 'pkg/s.py': source },
    {
      'pkg/base.py': base('self, filtering=None'),
      'pkg/job.py': 'def run(source):\n    source.get_docs(\n        filtering=1  # new\n    )\n',
      'pkg/s.py': source,
    },
    ['parameter-added-optional pkg.base.Base.get_docs subclasses', 'call-changed pkg.base.Base.get_docs subclasses'],
  ],
  [
    'one that the base took all along',
    {
      'pkg/base.py': base('self, filtering=None'),
      'pkg/job.py': 'def run(source):\n    source.get_docs()\n',
      'pkg/s.py': source,
    },
    {
      'pkg/base.py': base('self, filtering=None'),
      'pkg/job.py': 'def run(source):\n    source.get_docs(filtering=1)\n',
      'pkg/s.py': source,
    },
    ['call-changed pkg.base.Base.get_docs subclasses'],
  ],
  [
    'a call that only moved',
    {
      'pkg/base.py': base('self, filtering=None'),
      'pkg/job.py': 'def run(source):\n    source.get_docs(filtering=1)\n',
      'pkg/s.py': source,
    },
    {
      'pkg/base.py': base('self, filtering=None'),
      'pkg/run.py': 'def run(source):\n    source.get_docs(filtering=1)\n',
      'pkg/s.py': source,
    },
    ['moved pkg.job callers > pkg.run', 'moved pkg.job.run callers > pkg.run.run'],
  ],
  [
    'a call in a class of its own',
    { 'pkg/base.py': base('self, a=None'), 'pkg/s.py': source },
    { 'pkg/base.py': base('self, a=None'), 'pkg/s.py': `${source}    def m(self, other): other.get_docs(a=1)\n` },
    [],
  ],
];

describe('several modules', () => {
  it.each([...moves, ...calls])('%s', (_name, old, now, expected) => {
    expect(told(changesBetween(old, now))).toEqual(expected);
  });
});

it('shows every kind', () => {
  expect(unseen([...functions, ...members, ...moves, ...calls].map((row) => row[3]))).toEqual([]);
});

it('tells where, and how things look', () => {
  const old = { 'pkg/m.py': '\ndef f(a, /, b=1, *c, d: int, **e): ...\n' };
  const now = { 'pkg/m.py': 'async def f(a, /, b=1, *c, d: int, **e) -> None: ...\n' };
  expect(changesBetween(old, now)).toEqual([
    {
      symbol: 'pkg.m.f',
      kind: 'now-async',
      breaks: 'callers',
      old: '(a, /, b=1, *c, d: int, **e)',
      new: 'async (a, /, b=1, *c, d: int, **e) -> None',
      home: null,
      homes: [],
      at: 'pkg/m.py:2',
      toAt: 'pkg/m.py:1',
    },
  ]);
});
