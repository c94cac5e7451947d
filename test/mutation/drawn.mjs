// Draws mutants: with FORK_LINT_DRAW="0.05 first" Stryker runs one in twenty. The word makes the draw: another one, others.
// Stryker asks a checker which mutants are worth a run; those that are not drawn count as invalid, not as noticed.
import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';

const [share = '1', word = ''] = (process.env['FORK_LINT_DRAW'] ?? '1').split(' ');

/** Whether a mutant is drawn; lines and columns count from 0. The same mutant of the same text always is, or never. */
export function isDrawn({ fileName, location: { start, end }, mutatorName, replacement }) {
  const path = relative(process.cwd(), fileName).split(sep).join('/');
  const place = [start.line, start.column, end.line, end.column];
  const id = [word, path, ...place, mutatorName, replacement].join(' ');
  return createHash('sha256').update(id).digest().readUInt32BE() < Number(share) * 2 ** 32;
}

const passed = { status: 'passed' };
const left = { status: 'compileError', reason: 'not drawn' };

export const strykerPlugins = [
  {
    kind: 'Checker',
    name: 'drawn',
    value: {
      init: async () => {},
      group: async (mutants) => [mutants.map(({ id }) => id)],
      check: async (mutants) => Object.fromEntries(mutants.map((one) => [one.id, isDrawn(one) ? passed : left])),
    },
  },
];
