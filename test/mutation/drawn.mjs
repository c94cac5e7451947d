// Draws mutants. Stryker runs them in the order of a draw and notes each in coverage/drawn.jsonl, so that a run that is cut off
// at any time has tried a fair sample of all. FORK_LINT_DRAW is a word that makes the draw: another word, another order.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';

const { FORK_LINT_DRAW: word = '' } = process.env;
const notes = 'coverage/drawn.jsonl';
const pathOf = (fileName) => relative(process.cwd(), fileName).split(sep).join('/');

/** Where a mutant stands in the draw: the same mutant of the same text always there. */
function rank({ fileName, location: { start, end }, mutatorName, replacement }) {
  const place = [start.line, start.column, end.line, end.column];
  const id = [word, pathOf(fileName), ...place, mutatorName, replacement].join(' ');
  return createHash('sha256').update(id).digest('hex');
}

/** Stryker asks a checker which mutants to try, group by group, and tries them in that order. */
const checker = {
  init: async () => {},
  group: async (mutants) => {
    const drawn = mutants.map((one) => ({ id: one.id, rank: rank(one) }));
    return drawn.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ id }) => [id]);
  },
  check: async (mutants) => Object.fromEntries(mutants.map(({ id }) => [id, { status: 'passed' }])),
};

const reporter = {
  onMutationTestingPlanReady({ mutantPlans: { length } }) {
    mkdirSync('coverage', { recursive: true });
    writeFileSync(notes, `${JSON.stringify({ all: length })}\n`);
  },
  onMutantTested({ fileName, location, mutatorName, replacement, status }) {
    const row = { path: pathOf(fileName), location, mutatorName, replacement, status };
    appendFileSync(notes, `${JSON.stringify(row)}\n`);
  },
};

export const strykerPlugins = [
  { kind: 'Checker', name: 'drawn', value: checker },
  { kind: 'Reporter', name: 'drawn', value: reporter },
];
