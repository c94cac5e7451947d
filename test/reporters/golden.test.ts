import { describe, expect, it } from 'vitest';
import { type Format, formats, reporters } from '../../src/reporters/index.ts';
import { plain } from '../../src/reporters/terminal.ts';
import { reportOf, sample } from './sample.ts';

/** The text and JSON reports are held by the stories and by the contract. */
const told: readonly Format[] = formats.filter((format) => format !== 'text' && format !== 'json');

describe.each(told)('%s', (format) => {
  // a page is mostly its own code and style; test/picture holds what it shows
  it.skipIf(format === 'html')('tells the sample as the golden file has it', async () => {
    const reporter = await reporters[format]();
    await expect(reporter(sample, plain)).toMatchFileSnapshot(`golden/${format}.txt`);
  });

  it('gives the same bytes for the same report', async () => {
    const reporter = await reporters[format]();
    expect(reporter(structuredClone({ ...sample, about: {} }), plain)).toBe(reporter({ ...sample, about: {} }, plain));
  });

  it('ends in a line feed, or says nothing at all', async () => {
    const reporter = await reporters[format]();
    expect(reporter(reportOf([]), plain)).toMatch(/^$|\n$/);
  });
});

const nothing: readonly (readonly [Format, string])[] = [
  ['compact', ''],
  ['jsonl', ''],
  ['gitlab', '[]\n'],
  ['github', 'fork-lint: no findings in 0 changed files\n'],
];

it.each(nothing)('%s of no findings', async (format, expected) => {
  const reporter = await reporters[format]();
  expect(reporter(reportOf([]), plain)).toBe(expected);
});
