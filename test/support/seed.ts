import fc from 'fast-check';

/**
 * Properties try the same examples in every run of the suite: a change is never refused for what another change did.
 * `FORK_LINT_SEED=1234` tries others, `FORK_LINT_SEED=random` new ones each time; a failure prints its seed.
 */
const { FORK_LINT_SEED: seed = '20260101' } = process.env;

if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
