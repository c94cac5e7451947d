import type { CarryFacts } from './carries/model.ts';
import type { Landscape } from './landscape/model.ts';
import type { Comparison, Finding, Note, Path, Severity } from './model.ts';
import type { Rule } from './rule.ts';

/** What every reporter is given: plain data, nothing left to ask. */
export interface Report {
  readonly comparison: Comparison;
  /** Sorted by path, line, rule. */
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  /** What limits the answer; `undetermined` gaps stand in the JSON report too. */
  readonly notes: readonly Note[];
  /** The declared carries and how each fared. */
  readonly carries: CarryFacts;
  /** The rules that ran, in the order in which a report tells them. */
  readonly rules: readonly (Pick<Rule, 'name' | 'summary' | 'advice'> & Partial<Pick<Rule, 'severity'>>)[];
  /** What formats for other programs tell besides; each does without what is missing. */
  readonly about?: About;
  readonly view?: View;
  /** What lies around the comparison; gathered only for a format that draws it. */
  readonly landscape?: Landscape;
}

/** How much of it the reader asked to see. */
export interface View {
  /** The hunks behind each finding, in text and JSON. */
  readonly diff: boolean;
  /** Text in ten lines at most. */
  readonly summary: boolean;
}

/** What a report knows of the run that made it, and of the texts behind its findings. Its functions are pure and quick. */
export interface About {
  /** The version of fork-lint. */
  readonly version?: string;
  /** Tells runs over one commit apart: `check`, `ci`, `hook`. */
  readonly mode?: string;
  /** The folder in which the linted files lie, absolute; null when they are not checked out. */
  readonly root?: string | null;
  /** The URL of the fork's repository, as its remote has it. */
  readonly repository?: string;
  /** A rule's page, Markdown. */
  pageOf?(rule: string): string | null;
  /** The fork's text of a file, invalid UTF-8 replaced as `Buffer.toString` does; null when the fork has no such file. */
  textOf?(path: Path): string | null;
}

export interface Counts {
  readonly error: number;
  readonly warn: number;
  readonly info: number;
  /** Findings that a carry declares; they count under no severity. */
  readonly carried: number;
}

export function countOf(findings: readonly Finding[]): Counts {
  const at = (severity: Severity): number => findings.filter((f) => !f.carried && f.severity === severity).length;
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    carried: findings.filter((f) => f.carried).length,
  };
}

/** 0 clean, 1 findings that fail the run. What could not be checked at all never gets here: it is exit code 2. */
export function exitCodeOf(
  { counts }: Report,
  limits: { readonly maxWarnings: number | null; readonly exitZero: boolean },
): 0 | 1 {
  if (limits.exitZero) return 0;
  const tooMany = limits.maxWarnings !== null && counts.warn > limits.maxWarnings;
  return counts.error > 0 || tooMany ? 1 : 0;
}
