import { grouped } from '../grouped.ts';
import type { Finding, Severity } from '../model.ts';
import type { Report } from '../report.ts';
import { xml } from './escape.ts';

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly place: { readonly file: string; readonly line: number | null } | null;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What stands inside of the element. */
  readonly inside: string;
}

/**
 * JUnit's report: a suite for each file, a test for each finding. Errors fail, what is carried or could not be checked is
 * skipped, warnings and infos pass and say their piece, so that a pipeline's verdict is fork-lint's. Nothing found is one
 * passing test, because many readers take an empty report for a broken one.
 */
export function junit({ findings, notes }: Report): string {
  const gaps = notes.filter(({ kind }) => kind === 'undetermined').map(({ text }) => gapOf(text));
  const found = [...gaps, ...findings.map(caseOf)];
  const cases = found.length ? found : [{ ...gapOf(''), name: 'no findings', outcome: 'passed', inside: '' } as const];
  const suites = [...grouped(cases, ({ suite }) => suite)].map(([suite, own]) =>
    [`  <testsuite name="${xml(suite)}" ${sums(own)}>`, ...named(own), '  </testsuite>'].join('\n'),
  );
  const head = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="fork-lint" ${sums(cases)}>`];
  return `${[...head, ...suites, '</testsuites>'].join('\n')}\n`;
}

function sums(cases: readonly Case[]): string {
  const count = (outcome: Case['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="0"`;
}

function gapOf(text: string): Case {
  const inside = `<skipped message="${xml(`not checked: ${text}`)}"/>`;
  return { suite: 'fork-lint', name: 'not checked', place: null, outcome: 'skipped', inside };
}

const wordOf = { error: 'error', warn: 'warning', info: 'info' } as const satisfies Record<Severity, string>;

function caseOf({ rule, severity, path, line, symbol, message, commands, carried }: Finding): Case {
  const said = [message, ...commands.map((command) => `$ ${command}`)].map(xml).join('\n');
  const [outcome, inside] = carried
    ? (['skipped', `<skipped message="${xml(`carried: ${message}`)}"/>`] as const)
    : severity === 'error'
      ? (['failed', `<failure type="${xml(rule)}" message="${xml(message)}">${said}</failure>`] as const)
      : (['passed', `<system-out>${wordOf[severity]}: ${said}</system-out>`] as const);
  return {
    suite: path ?? 'fork-lint',
    name: `${rule}${symbol === null ? '' : ` ${symbol}`}`,
    place: path === null ? null : { file: path, line },
    outcome,
    inside,
  };
}

/** The tests of one suite; of several with one name, which readers would take for one test, the second says so. */
function named(cases: readonly Case[]): string[] {
  const seen = new Map<string, number>();
  return cases.map(({ suite, name, place, inside }) => {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const unique = nth === 1 ? name : `${name} (${nth})`;
    const file = place === null ? '' : ` file="${xml(place.file)}"`;
    const line = place?.line == null ? '' : ` line="${place.line}"`;
    const start = `    <testcase name="${xml(unique)}" classname="${xml(suite.replace(/\.\w+$/, ''))}"${file}${line} time="0"`;
    return inside === '' ? `${start}/>` : `${start}>${inside}</testcase>`;
  });
}
