import { parseVersion } from '../compare/versions.ts';

/**
 * What the connectors service decides at start. `crash`: its own rule cannot read one of the versions, and the service ends
 * with a Python exception.
 */
export type CompatVerdict = 'ok' | 'warn' | 'refuse' | 'crash';

/** A verdict and why. */
export interface Compatibility {
  readonly verdict: CompatVerdict;
  readonly reason: string;
}

/** What is compared. Both versions as they stand, line ends included: upstream does not trim either. */
export interface Pairing {
  readonly elasticsearch: string;
  readonly connectors: string;
  /** `version.build_flavor` of the answer of Elasticsearch. */
  readonly flavor?: string | undefined;
  /** The release whose text of the rule runs; without it the one that `connectors` names. */
  readonly rule?: string | undefined;
}

/** The texts of `PreflightCheck._versions_compatible` that upstream ever released. */
export type RuleText = 'none' | '8.15' | '8.16' | '9.1';

const since: readonly (readonly [RuleText, readonly [major: number, minor: number]])[] = [
  ['9.1', [9, 1]], // cuts the Elasticsearch number at its first dash; from 9.4 an environment variable can switch it off
  ['8.16', [8, 16]], // removes -SNAPSHOT alone, cuts the connectors' VERSION at the plus sign
  ['8.15', [8, 15]], // the first one: knows of no plus sign
];

/**
 * Which text a release runs: read from the release tags, v8.9.0.0 to v9.5.2. Builds of 8.15 with a plus sign
 * (`8.15.2+build202410101017`) were made from the branch that became 8.16 and have its text.
 */
export function ruleTextOf(release: string): RuleText {
  const [, major = '9', minor = '1', rest = ''] = /^\s*v?(\d+)\.(\d+)(.*)$/s.exec(release) ?? [];
  const at = [Number(major), Number(minor)] as const;
  const text = since.find(([, [a, b]]) => at[0] > a || (at[0] === a && at[1] >= b))?.[0] ?? 'none';
  return text === '8.15' && /\+build\d+\s*$/.test(rest) ? '8.16' : text;
}

/** Whether the service starts, by upstream's own rule as that release has it. */
export function compatibility({ elasticsearch, connectors, flavor, rule }: Pairing): Compatibility {
  if (flavor === 'serverless') return { verdict: 'ok', reason: 'serverless: upstream compares no versions there' };
  const text = ruleTextOf(rule ?? connectors);
  if (text === 'none') return { verdict: 'ok', reason: 'connectors before 8.15 compare no versions at start' };
  try {
    return compare(elasticsearch, connectors, text);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return { verdict: 'crash', reason: `the service ends at start with ${error.message}` };
  }
}

/** Line by line what upstream does, in its order: which version is read first decides which exception is raised. */
function compare(elasticsearch: string, connectors: string, text: RuleText): Compatibility {
  const number = text === '9.1' ? (elasticsearch.split('-')[0] ?? '') : elasticsearch.replaceAll('-SNAPSHOT', '');
  const es = number.split('.').map((part) => pythonInt(part, elasticsearch));
  const declared = text === '8.15' ? connectors : (connectors.split('+')[0] ?? '');
  const own = declared.split('.').map((part) => pythonInt(part, connectors));
  const part = (index: number): readonly [es: number, own: number] => [
    nth(es, index, elasticsearch),
    nth(own, index, connectors),
  ];
  const names = `Elasticsearch ${elasticsearch.trim()} and connectors ${connectors.trim()}`;
  const [esMajor, ownMajor] = part(0);
  if (esMajor !== ownMajor) return { verdict: 'refuse', reason: `${names} differ in the major version` };
  const [esMinor, ownMinor] = part(1);
  if (esMinor < ownMinor) return { verdict: 'refuse', reason: `${names}: the minor version of Elasticsearch is older` };
  if (esMinor > ownMinor) return { verdict: 'warn', reason: `${names}: the minor version of Elasticsearch is newer` };
  const [esPatch, ownPatch] = part(2);
  if (esPatch !== ownPatch) return { verdict: 'warn', reason: `${names} differ in the patch version` };
  return { verdict: 'ok', reason: `${names} match` };
}

/** What the Python of upstream's rule would raise. */
class PythonError extends Error {}

/** Python's `int()` of a decimal text: surrounding white space, a sign and single underscores between digits are fine. */
function pythonInt(part: string, whole: string): number {
  const text = part.trim();
  if (/^[+-]?\d+(?:_\d+)*$/.test(text)) return Number(text.replaceAll('_', ''));
  throw new PythonError(`ValueError: ${JSON.stringify(part)} in ${JSON.stringify(whole)} is no whole number`);
}

function nth(numbers: readonly number[], index: number, whole: string): number {
  const found = numbers[index];
  if (found !== undefined) return found;
  throw new PythonError(`IndexError: ${JSON.stringify(whole)} has fewer than three numbers`);
}

/** `9.2.0-SNAPSHOT` and `9.0.0-rc1` are no releases: nobody may upgrade from them. */
export function isPreRelease(version: string): boolean {
  return parseVersion(version)?.suffix.startsWith('-') ?? false;
}
