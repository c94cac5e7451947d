import { describe, expect, it } from 'vitest';
import { ownFile } from '../../src/api/own.ts';
import { changedSignatures } from '../../src/api/signatures.ts';
import { outlineOf, type Package, surfaceOf } from './packages.ts';

const init = { 'pkg/__init__.py': '' };

/** `line use symbol: problem`. */
function broken(own: string, base: Package, target: Package): string[] {
  const path = 'pkg/acme.py';
  const file = ownFile(path, own, outlineOf(path, own), [{ name: 'pkg', folder: 'pkg' }]);
  const found = changedSignatures([file], {
    base: surfaceOf({ ...init, ...base }),
    target: surfaceOf({ ...init, ...target }),
  });
  return (found.get(file) ?? []).map((one) => `${one.line} ${one.use} ${one.symbol}: ${one.problem}`);
}

const put = (parameters: string): Package => ({
  'pkg/utils.py': `class Tasks:\n    def __init__(self, size=1): ...\n    async def put(self, ${parameters}):\n        ...\n`,
});
const fn = (header: string, body = 'return 1'): Package => ({ 'pkg/utils.py': `${header}:\n    ${body}\n` });

const calls: readonly (readonly [
  name: string,
  own: string,
  base: Package,
  target: Package,
  expected: readonly string[],
])[] = [
  [
    'a keyword that is gone',
    'from pkg.utils import Tasks\nasync def f():\n    tasks = Tasks(3)\n    await tasks.put(1, callback=2)\n    await tasks.put(1)\n',
    put('work, callback=None'),
    put('work, name=None'),
    ['4 call pkg.utils.Tasks.put: takes no keyword callback'],
  ],
  [
    'through an instance attribute',
    'from pkg import utils\nclass A:\n    def __init__(self):\n        self.tasks = utils.Tasks()\n    async def f(self):\n        await self.tasks.put(1, callback=2)\n',
    put('work, callback=None'),
    put('work'),
    ['6 call pkg.utils.Tasks.put: takes no keyword callback'],
  ],
  [
    'on self',
    'from pkg.utils import Tasks\nclass A(Tasks):\n    async def f(self):\n        await self.put(1, callback=2)\n',
    put('work, callback=None'),
    put('work'),
    ['4 call pkg.utils.Tasks.put: takes no keyword callback'],
  ],
  [
    'an inherited method, and super()',
    'from pkg.utils import Tasks\nclass A(Tasks):\n    async def f(self):\n        await self.put(1, 2)\n    async def put(self, work, x=None):\n        await super().put(work, x)\n',
    put('work, callback=None'),
    put('work'),
    ['6 call pkg.utils.Tasks.put: takes 1 positional argument, not 2'],
  ],
  [
    'a constructor',
    'from pkg.utils import Tasks\nTasks(size=2)\n',
    put('a'),
    { 'pkg/utils.py': 'class Tasks:\n    def __init__(self, length): ...\n' },
    ['2 call pkg.utils.Tasks.__init__: takes no keyword size'],
  ],
  [
    'a required parameter',
    'from pkg.utils import f\nf(1)\n',
    fn('def f(a)'),
    fn('def f(a, b)'),
    ['2 call pkg.utils.f: needs b'],
  ],
  [
    'a decorator',
    'from pkg.utils import retry\n@retry(times=3)\ndef g(): ...\n',
    fn('def retry(times)'),
    fn('def retry(count)'),
    ['2 call pkg.utils.retry: takes no keyword times'],
  ],
  [
    'a moved function',
    'from pkg.utils import f\nf(1)\n',
    fn('def f(a)', 'return sum(x for x in a if x.ready and x.size > 1)'),
    { 'pkg/other.py': 'def f(a, b):\n    return sum(x for x in a if x.ready and x.size > 1)\n' },
    ['2 call pkg.utils.f: needs b'],
  ],
  [
    'not awaited',
    'from pkg.utils import f\nx = f()\n',
    fn('def f()'),
    fn('async def f()'),
    ['2 call pkg.utils.f: is a coroutine, to be awaited, not an ordinary function'],
  ],
  [
    'awaited in vain',
    'from pkg.utils import f\nasync def g():\n    await f()\n',
    fn('async def f()'),
    fn('def f()'),
    ['3 call pkg.utils.f: is an ordinary function, not a coroutine, to be awaited'],
  ],
  [
    'a method that goes by another name',
    'from pkg.utils import Tasks\nTasks().put(1)\n',
    { 'pkg/utils.py': 'class Tasks:\n    def put(self, work): return self.queue.put(work, timeout=self.timeout)\n' },
    { 'pkg/utils.py': 'class Tasks:\n    def push(self, work): return self.queue.put(work, timeout=self.timeout)\n' },
    ['2 call pkg.utils.Tasks.put: is now pkg.utils.Tasks.push'],
  ],
  [
    'a method that is gone',
    'from pkg.utils import Tasks\nTasks().put(1)\n',
    put('a'),
    { 'pkg/utils.py': 'class Tasks:\n    def __init__(self, size=1): ...\n' },
    ['2 call pkg.utils.Tasks.put: is gone'],
  ],
];

const abc = (body: string): Package => ({
  'pkg/base.py': `class Base:\n${body}`,
  'pkg/run.py': 'def run(source):\n    source.docs()\n',
});
const own = 'from pkg.base import Base\nclass Acme(Base):\n    async def docs(self):\n        yield 1\n';
const overrides: typeof calls = [
  [
    'a keyword newly passed down',
    own,
    abc('    async def docs(self): ...\n'),
    {
      ...abc('    async def docs(self, filtering=None): ...\n'),
      'pkg/run.py': 'def run(source):\n    source.docs(filtering=1)\n',
    },
    ['3 override pkg.base.Base.docs: is now called as docs(filtering=…), and this override takes no keyword filtering'],
  ],
  [
    'an override that others must await',
    'from pkg.base import Base\nclass Acme(Base):\n    def ping(self): ...\n',
    abc('    def ping(self): ...\n'),
    abc('    async def ping(self): ...\n'),
    ['3 override pkg.base.Base.ping: is a coroutine, to be awaited now, this override is an ordinary function'],
  ],
  [
    'an override of what is a property now',
    'from pkg.base import Base\nclass Acme(Base):\n    def name(self): ...\n',
    abc('    def name(self): ...\n'),
    abc('    @property\n    def name(self): ...\n'),
    ['3 override pkg.base.Base.name: is a property now, this override a method'],
  ],
  [
    'an override nothing calls any more',
    own,
    abc('    async def docs(self):\n        raise NotImplementedError("docs")\n'),
    {
      'pkg/base.py': 'class Base:\n    async def documents(self):\n        raise NotImplementedError("docs")\n',
      'pkg/run.py': 'def run(source):\n    source.documents()\n',
    },
    ['3 override pkg.base.Base.docs: is now pkg.base.Base.documents, so that nothing calls this override'],
  ],
  [
    'an abstract method that came',
    own,
    abc('    async def docs(self): ...\n'),
    abc('    async def docs(self): ...\n    @abstractmethod\n    def ping(self): ...\n'),
    ['2 class pkg.base.Base.ping: has an abstract method ping now, which Acme lacks'],
  ],
];

describe('what really breaks', () => {
  it.each([...calls, ...overrides])('%s', (_name, text, base, target, expected) =>
    expect(broken(text, base, target)).toEqual(expected),
  );
});

const silent: readonly (readonly [name: string, own: string, base: Package, target: Package])[] = [
  ['a call that still fits', 'from pkg.utils import f\nf(1)\n', fn('def f(a, b=1)'), fn('def f(a, *, c=2)')],
  ['*args and **kwargs', 'from pkg.utils import f\nf(*x)\nf(**y)\n', fn('def f(a)'), fn('def f(a, b, c)')],
  ['a constructor’s parameter nobody passes', 'from pkg.utils import f\nf()\n', fn('def f(a=1)'), fn('def f()')],
  ['a call that was wrong before', 'from pkg.utils import f\nf(1, 2, 3)\n', fn('def f(a)'), fn('def f()')],
  ['a local of that name', 'from pkg.utils import f\ndef g(f):\n    f(1, 2)\n', fn('def f(a, b)'), fn('def f(a)')],
  [
    'an own function, even if upstream has its like',
    'def f(a):\n    return sum(x for x in a if x.ready and x.size > 1)\nf(1)\n',
    {},
    fn('def f(a, b)', 'return sum(x for x in a if x.ready and x.size > 1)'),
  ],
  [
    'an own override in between',
    'from pkg.utils import Tasks\nclass A(Tasks):\n    async def put(self, a, b): ...\n    async def f(self):\n        await self.put(1, 2)\n',
    put('a, b'),
    put('a, b, c=1'),
  ],
  [
    'an override that takes anything',
    'from pkg.base import Base\nclass Acme(Base):\n    async def docs(self, **kwargs): ...\n',
    abc('    async def docs(self): ...\n'),
    {
      ...abc('    async def docs(self, filtering=None): ...\n'),
      'pkg/run.py': 'def run(source):\n    source.docs(filtering=1)\n',
    },
  ],
  [
    'an override of what a base from outside may have',
    own,
    abc('    async def docs(self): ...\n'),
    { 'pkg/base.py': 'from x import Y\nclass Base(Y):\n    pass\n' },
  ],
  ['an override of what is a value now', own, abc('    async def docs(self): ...\n'), abc('    docs = None\n')],
  [
    'an abstract method the class has',
    `${own}    def ping(self): ...\n`,
    abc('    async def docs(self): ...\n'),
    abc('    async def docs(self): ...\n    @abstractmethod\n    def ping(self): ...\n'),
  ],
  [
    'a wrapper that returns what is awaited',
    'from pkg.utils import f\nasync def g():\n    await f()\n',
    fn('def f()'),
    fn('async def f()'),
  ],
  [
    'what a damaged file may still have',
    'from pkg.utils import Tasks\nTasks().put(1)\n',
    put('a'),
    { 'pkg/utils.py': 'class Tasks:\n    def __init__(self, size=1): ...\n<<<<<<< ours\ndef x(:\n' },
  ],
  [
    'what a class from outside may have',
    'from pkg.utils import Tasks\nTasks().put(1)\n',
    put('a'),
    { 'pkg/utils.py': 'from x import Tasks\n' },
  ],
  [
    'a method of what is no class any more',
    'from pkg.utils import Tasks\nasync def f(tasks: Tasks):\n    await Tasks.put(tasks, 1)\n',
    put('a'),
    { 'pkg/utils.py': 'def Tasks(): ...\n' },
  ],
  [
    'what a base from outside may bring',
    'from pkg.utils import Tasks\nTasks().put(1)\n',
    put('a'),
    { 'pkg/utils.py': 'from x import Y\nclass Tasks(Y):\n    def __init__(self, size=1): ...\n' },
  ],
];

describe('silence', () => {
  it.each(silent)('%s', (_name, text, base, target) => expect(broken(text, base, target)).toEqual([]));
});
