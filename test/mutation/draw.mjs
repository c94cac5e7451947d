import { createHash } from 'node:crypto';
import { relative } from 'node:path';

/** `36` draws one mutant in so many, by what it is: the same ones each time, whatever else is mutated. `36:1` draws others. */
const [oneIn = 1, rest = 0] = (process.env.FORK_LINT_DRAW ?? '1').split(':').map(Number);

/**
 * Stryker leaves out what a checker rejects, and counts it neither as killed nor as alive.
 * @implements {import('@stryker-mutator/api/check').Checker}
 */
class Draw {
  async init() {}
  group(mutants) {
    return Promise.resolve([mutants.map(({ id }) => id)]); // one question for all
  }
  check(mutants) {
    const told = (mutant) => (isDrawn(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not drawn' });
    return Promise.resolve(Object.fromEntries(mutants.map((mutant) => [mutant.id, told(mutant)])));
  }
}

function isDrawn({ fileName, location, replacement }) {
  const what = [relative('.', fileName), location.start.line, location.start.column, replacement].join(' ');
  return createHash('sha256').update(what).digest().readUInt32BE() % oneIn === rest;
}

export const strykerPlugins = [{ kind: 'Checker', name: 'draw', injectableClass: Draw }];
