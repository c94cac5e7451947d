import { describe, expect, it } from 'vitest';
import { deadImports } from '../../src/api/dead.ts';
import { ownFile } from '../../src/api/own.ts';
import { outlineOf, type Package, surfaceOf } from './packages.ts';

const roots = [{ name: 'pkg', folder: 'pkg' }];

const hash = 'def hash_id(value):\n    return hashlib.md5(value.encode("utf8")).hexdigest()\n';
const base: Package = {
  'pkg/__init__.py': '',
  'pkg/utils.py': `import aiohttp\n${hash}def iso(d):\n    return d.isoformat(timespec="seconds")\n`,
  'pkg/source.py': 'class Base:\n    def fetch(self, url, retries=3):\n        return self.client.get(url, retries)\n',
  'pkg/gone.py': 'def lost(): return 1\nclass Gone:\n    def find(self): return 1\n',
};
const target: Package = {
  'pkg/__init__.py': '',
  'pkg/utils.py': 'from sdk.utils import iso\n',
  'sdk/__init__.py': '',
  'sdk/utils.py': `import aiohttp\n${base['pkg/utils.py']?.replace('import aiohttp\n', '')}`,
  'sdk/source.py': base['pkg/source.py'] ?? '',
};

/** `import > home, home (via) :line` of one own file. */
function dead(text: string, { own = ['pkg.acme'], path = 'pkg/acme.py' } = {}): string[] {
  const file = ownFile(path, text, outlineOf(path, text), roots);
  const found = deadImports([file], { target: surfaceOf(target), older: [surfaceOf(base)], own: new Set(own) });
  return (found.get(file) ?? []).map((one) => `${one.import} > ${one.homes.join(', ')} (${one.via}) :${one.line}`);
}

describe('what a target lacks', () => {
  it.each([
    ['a name', 'from pkg.source import Base\n', ['pkg.source.Base > sdk.source.Base (import) :1']],
    [
      'one of several',
      'from pkg.utils import (\n    iso,\n    hash_id as h,\n)\n',
      ['pkg.utils.hash_id > sdk.utils.hash_id (import) :3'],
    ],
    [
      'inside a function',
      'def f():\n    from pkg.source import Base\n',
      ['pkg.source.Base > sdk.source.Base (import) :2'],
    ],
    [
      'relative',
      'from .source import Base\nfrom . import gone\n',
      ['pkg.source.Base > sdk.source.Base (import) :1', 'pkg.gone >  (import) :2'],
    ],
    ['a module', 'import pkg.source as s\ns.Base\n', ['pkg.source > sdk.source (import) :1']],
    ['a star', 'from pkg.source import *\n', ['pkg.source > sdk.source (import) :1']],
    ['without a home', 'from pkg.gone import lost\n', ['pkg.gone.lost >  (import) :1']],
    [
      'an attribute of a module',
      'import pkg.utils\npkg.utils.hash_id(1)\n',
      ['pkg.utils.hash_id > sdk.utils.hash_id (import) :2'],
    ],
    [
      'of an imported one',
      'from pkg import utils as u\nu.hash_id(1)\nu.iso(2)\n',
      ['pkg.utils.hash_id > sdk.utils.hash_id (import) :2'],
    ],
    ['a patched name', 'with patch("pkg.utils.hash_id"): ...\n', ['pkg.utils.hash_id > sdk.utils.hash_id (string) :1']],
    [
      'a patched member',
      'patch("pkg.source.Base.fetch")\n',
      ['pkg.source.Base.fetch > sdk.source.Base.fetch (string) :1'],
    ],
    ['a patched member of what is gone', 'patch("pkg.gone.Gone.find")\n', ['pkg.gone.Gone.find >  (string) :1']],
    ['a registry value', 'x = {"a": "pkg.source:Base"}\n', ['pkg.source.Base > sdk.source.Base (string) :1']],
    [
      'what a module imports from outside',
      'patch("pkg.utils.aiohttp.ClientSession")\n',
      ['pkg.utils.aiohttp.ClientSession > sdk.utils.aiohttp.ClientSession (string) :1'],
    ],
    ['never was there, but is imported', 'import_module("pkg.never")\n', ['pkg.never >  (string) :1']],
  ])('%s', (_name, text, expected) => expect(dead(text)).toEqual(expected));
});

describe('silence', () => {
  it.each([
    ['what is still importable', 'from pkg.utils import iso\nimport pkg.utils\npatch("pkg.utils.iso")\n'],
    ['other packages', 'import requests.gone\nfrom os import path\npatch("os.nothing.there")\n'],
    [
      'caught failures',
      'try:\n    from pkg.source import Base\nexcept ImportError:\n    from sdk.source import Base\n',
    ],
    [
      'own modules',
      'from pkg.acme import Acme\nimport pkg.acme.client\npatch("pkg.acme.Acme.fetch")\nfrom .acme import x\n',
    ],
    ['what is only set', 'import pkg.utils\npkg.utils.hash_id = 1\n'],
    ['strings that are no imports', 'logger = name("pkg.never.was")\n'],
    [
      'a local of the same name',
      'from pkg import utils\nutils = make()\ndef f(utils):\n    utils.hash_id(1)\ndef g():\n    utils = 1\n    utils.hash_id\n',
    ],
  ])('%s', (_name, text) => expect(dead(text)).toEqual([]));
});

it.each(['import pkg.acme\n', 'from pkg import acme\n', 'from pkg import acme\nacme.client\n', 'from . import acme\n'])(
  'takes a folder of own modules for a package, with or without an __init__: %j',
  (text) => expect(dead(text, { own: ['pkg.acme.client'] })).toEqual([]),
);

it('reports strings into an own module that upstream ships as well', () => {
  const own = ['pkg.utils'];
  expect(dead('patch("pkg.utils.RETRIES")\n', { own })).toEqual(['pkg.utils.RETRIES >  (string) :1']);
  expect(dead('from pkg.utils import RETRIES\n', { own })).toEqual([]);
});

it('points at the tokens', () => {
  const text = 'import pkg.utils\nprint(pkg.utils.hash_id, "pkg.source:Base")\n';
  const file = ownFile('pkg/acme.py', text, outlineOf('pkg/acme.py', text), roots);
  const found =
    deadImports([file], { target: surfaceOf(target), older: [surfaceOf(base)], own: new Set() }).get(file) ?? [];
  const shown = found.map(({ spans }) =>
    spans.kind === 'statement' ? '' : text.slice(spans.span.start, spans.span.end),
  );
  expect(shown).toEqual(['pkg.utils.hash_id', 'pkg.source:Base']);
});
