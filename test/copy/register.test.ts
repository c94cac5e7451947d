import { describe, expect, it } from 'vitest';
import { withConfigEntry, withEntry } from '../../src/copy/register.ts';

const acme = {
  source: 'acme',
  className: 'Acme',
  serviceType: 'acme',
  name: 'Acme',
  module: 'connectors.sources.acme',
};
const python = { path: 'connectors/config.py', format: 'python' } as const;
const yaml = { path: 'config.yml', format: 'yaml' } as const;

describe('an entry in a registry', () => {
  it.each([
    [
      'below its original',
      python,
      '    "box": "a.box:B",\n    "zoom": "a.zoom:Z",\n',
      'a.box',
      '    "box": "a.box:B",\n    "acme": "connectors.sources.acme:Acme",\n    "zoom": "a.zoom:Z",\n',
    ],
    [
      'above a last one without comma',
      python,
      '  "box": "a.box:B"\n}',
      'a.box',
      '  "acme": "connectors.sources.acme:Acme",\n  "box": "a.box:B"\n}',
    ],
    [
      'at the end when there is no original',
      yaml,
      'sources:\n  box: a.box:B\n',
      'a.none',
      'sources:\n  box: a.box:B\n  acme: connectors.sources.acme:Acme\n',
    ],
    [
      'with the line ends of the file',
      python,
      '  "box": "a.box:B",\r\n',
      'a.box',
      '  "box": "a.box:B",\r\n  "acme": "connectors.sources.acme:Acme",\r\n',
    ],
  ])('stands %s', (_, registry, text, module, expected) => {
    expect(withEntry(text, registry, { module }, acme)).toBe(expected);
  });

  it('is not invented where there is none', () => expect(withEntry('x = 1\n', python, null, acme)).toBeNull());
});

describe('an entry in a configuration', () => {
  it.each([
    ['an empty one', '', 'sources:\n  acme: connectors.sources.acme:Acme\n'],
    ['one without sources', 'a: 1', 'a: 1\n\nsources:\n  acme: connectors.sources.acme:Acme\n'],
    [
      'one with some',
      'sources:\n    box: a:B\nb: 1\n',
      'sources:\n    acme: connectors.sources.acme:Acme\n    box: a:B\nb: 1\n',
    ],
    [
      'one with a comment of them',
      '# sources:\n#   box: a:B\n',
      '# sources:\n#   box: a:B\n\nsources:\n  acme: connectors.sources.acme:Acme\n',
    ],
  ])('is added to %s', (_, text, expected) => expect(withConfigEntry(text, acme)).toBe(expected));
});
