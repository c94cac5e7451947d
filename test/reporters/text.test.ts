import { expect, it } from 'vitest';
import { plain } from '../../src/reporters/terminal.ts';
import { text } from '../../src/reporters/text.ts';
import { finding, reportOf } from './sample.ts';

it.each([
  ['::add-mask::python', /^\s*::/m],
  ['connectors/##[stop-commands]e.py', /##/],
  ['a\n::error::b', /^\s*::/m],
  ['connectors/\u001b[31mred.py', /\u001b/],
])('holds no command of a CI runner for a file called %j', (path, command) => {
  const shown = text(reportOf([finding({ path, line: 1 }), finding({ path: null, message: path })]), plain);
  expect(shown).not.toMatch(command);
});
