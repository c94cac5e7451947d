import type { Facts } from './facts.ts';
import type { fingerprint } from './fingerprint.ts';
import type { Finding, Severity } from './model.ts';
import type { Inspected, Rule } from './rule.ts';

/** How loud the user wants each rule; a rule that is not named keeps its own severity. */
export type Levels = ReadonlyMap<string, Severity | 'off'>;

export interface LintOptions {
  readonly levels: Levels;
  /** Whether what the target will break may fail the run: a fork must not turn red because upstream released something. */
  readonly failOnNext: boolean;
  /** What findings are told apart by: given, for the hash in it takes longer to load than all rules to run. */
  readonly fingerprint: typeof fingerprint;
}

/** Facts in, findings out: pure, sorted by path, line, rule and fingerprint. Same facts, same findings, same order. */
export function lint(facts: Facts, rules: readonly Rule[], options: LintOptions): Finding[] {
  return rules
    .filter(({ name }) => options.levels.get(name) !== 'off')
    .flatMap((rule) => rule.inspect(facts).map((inspected) => findingOf(rule.name, inspected, options)))
    .sort(inOrder);
}

function findingOf(rule: string, inspected: Inspected, options: LintOptions): Finding {
  const { at, when, message, data, commands, content } = inspected;
  return {
    rule,
    severity: severityOf(rule, inspected, options),
    when,
    path: at.path,
    line: at.line ?? null,
    endLine: at.endLine ?? at.line ?? null,
    symbol: at.symbol ?? null,
    message,
    data,
    commands,
    fingerprint: options.fingerprint([rule, at.path ?? '', at.symbol ?? '', ...content]),
    imprint: options.fingerprint(content),
    carried: false,
  };
}

/** A level the user set beats the rule's own; what only the next upgrade breaks is at most a warning unless asked for. */
function severityOf(rule: string, { severity, when }: Inspected, { levels, failOnNext }: LintOptions): Severity {
  const level = levels.get(rule);
  const chosen = level === undefined || level === 'off' ? severity : level;
  return when === 'next' && !failOnNext && chosen === 'error' ? 'warn' : chosen;
}

/** The order of findings in a report: path, line, rule, fingerprint. */
export function inOrder(a: Finding, b: Finding): number {
  return (
    byText(a.path ?? '', b.path ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    byText(a.rule, b.rule) ||
    byText(a.fingerprint, b.fingerprint)
  );
}

/** By code unit, the same on every machine: a locale's order is not. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
