import { absorbedBy } from './carries/absorbed.ts';
import type { CarryFile } from './carries/load.ts';
import { isCarriable, match, placeOf } from './carries/match.ts';
import { type Carry, type CarryFacts, noCarries } from './carries/model.ts';
import { reviewOf } from './carries/review.ts';
import type { Compared } from './compare/compare.ts';
import { gather } from './facts.ts';
import type { Git } from './git/run.ts';
import { inOrder, type Levels, lint } from './lint.ts';
import type { Finding } from './model.ts';
import type { Rule } from './rule.ts';

/** One commit to be judged. */
export interface Judged {
  readonly compared: Compared;
  readonly declared: CarryFile;
  /** The carries before the change under review; null when none is under review. */
  readonly before: readonly Carry[] | null;
}

/** What it is judged by. */
export interface Law {
  readonly rules: readonly Rule[];
  /** Those of the rules that speak about carries: they run last, when it is known how each carry fared. */
  readonly carryRules: readonly Rule[];
  readonly levels: Levels;
  readonly failOnNext: boolean;
  /** Milliseconds since 1970: carries end. */
  readonly now: number;
}

/** Findings with the declared ones marked, and how the carries fared. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly carries: CarryFacts;
}

/** Loads what {@link judge} needs of Node.js. Whoever has git at work first asks for it then. */
export const hashing = () => import('./fingerprint.ts');

/**
 * Lints a comparison and applies the carries. A carry is matched against every rule, silenced ones included: what `--only`
 * leaves out is no reason to call it unused.
 */
export async function judge(room: Git, { compared, declared, before }: Judged, law: Law): Promise<Verdict> {
  const facts = gather(compared);
  const { levels, failOnNext, rules, carryRules } = law;
  const { fingerprint } = await hashing();
  if (declared.carries.length === 0)
    return { findings: lint(facts, rules, { levels, failOnNext, fingerprint }), carries: noCarries };
  const heard = new Map([...levels].filter(([, level]) => level !== 'off'));
  const all = lint(facts, rules, { levels: heard, failOnNext, fingerprint });
  const { comparison } = compared;
  const places = declared.carries.map(placeOf);
  const near = all.filter((finding) => isCarriable(finding) && places.some((covers) => covers(finding)));
  const matched = match(all, declared.carries, {
    clock: { now: law.now, base: comparison.base.version, target: comparison.target.version },
    changes: comparison.changes,
    absorbed: await absorbedBy(room, comparison, near),
    since: before === null ? () => null : reviewOf(before),
  });
  const carries = { file: declared.file, lines: declared.lines, standings: matched.standings };
  const about = lint({ ...facts, carries }, carryRules, { levels, failOnNext, fingerprint });
  const shown = matched.findings.filter(({ rule }) => levels.get(rule) !== 'off');
  return { findings: [...shown, ...about].sort(inOrder), carries };
}
