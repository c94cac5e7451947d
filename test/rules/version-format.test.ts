import { describe, expect, it } from 'vitest';
import { versionFormat } from '../../rules/version-format.ts';
import { compared, inspected, said } from './facts.ts';

const at = (version: string | null) => ({ comparison: compared({ base: { version } }) });
const main = (text: string) => ({ path: 'connectors/VERSION', text, ours: true });
const unreadable = (version: string): string => `the service cannot read "${version}" and would not start`;

describe('a VERSION', () => {
  it.each(['9.2.0', '9.2.0.1', '10.11.12.1314', '9.2.0+acme.1', '9.2.0.1+acme', '9.2.0+', '9.2.0\r\n'])(
    '%j is read',
    (text) => expect(said(versionFormat, { ...at('9.2.0'), versions: [main(text)] })).toEqual([]),
  );

  it.each(['9.2', 'v9.2.0', '9.2.0-acme', '9.2.0.acme', '9.2.x', '9.x.0', 'x.2.0', '9.2.0.', '9.2.0.1.2', ''])(
    '%j is not',
    (text) =>
      expect(said(versionFormat, { ...at('9.2.0'), versions: [main(`${text}\n`)] })).toEqual([unreadable(text)]),
  );

  it('is said by its content and first line, as an error', () => {
    const [found] = inspected(versionFormat, { ...at('9.2.0'), versions: [main('acme\n')] });
    expect(found).toMatchObject({ at: { line: 1 }, content: ['acme'], severity: 'error', when: 'now' });
  });

  it('is nothing to say where upstream wrote it', () =>
    expect(said(versionFormat, { ...at('9.2.0'), versions: [{ ...main('acme'), ours: false }] })).toEqual([]));
});

it.each([
  ['8.15.0', true],
  ['8.16.1', true],
  ['9.0.0', true],
  ['8.14.3', false],
  ['7.17.0', false],
  [null, false],
])('a service of %s reads it at start: %s', (version, reads) =>
  expect(said(versionFormat, { ...at(version), versions: [main('acme')] })).toEqual(reads ? [unreadable('acme')] : []),
);

describe('several VERSION files', () => {
  const second = (text: string, ours = true) => ({ path: 'lib/VERSION', text, ours });

  it('disagree', () => {
    const found = inspected(versionFormat, { ...at('9.2.0'), versions: [main('9.2.0\n'), second('9.2.1\n')] });
    expect(found).toEqual([
      {
        at: { path: 'lib/VERSION', line: 1 },
        data: { version: '9.2.1', differs: 'connectors/VERSION' },
        content: ['9.2.1'],
        when: 'now',
        severity: 'warn',
        message: 'says 9.2.1, but connectors/VERSION says something else',
        commands: [],
      },
    ]);
  });

  it('say the same, whatever ends the line', () =>
    expect(said(versionFormat, { ...at('9.2.0'), versions: [main('9.2.0\n'), second('9.2.0')] })).toEqual([]));

  it('disagree in upstream itself', () =>
    expect(said(versionFormat, { ...at('9.2.0'), versions: [main('9.2.0'), second('9.2.1', false)] })).toEqual([]));
});
