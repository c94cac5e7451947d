import type {
  Invocation,
  Location,
  Log,
  ReportingDescriptor,
  Result,
  Run,
  Suppression,
  VersionControlDetails,
} from 'sarif';
import type { CarryFacts } from '../carries/model.ts';
import type { Finding, Note, Path, Severity } from '../model.ts';
import type { About, Report } from '../report.ts';
import { homepage, pageUrl, publicUrl, wholeFork } from './about.ts';
import { asJson, sarifText, uriOf, wellFormed } from './escape.ts';
import { lineHashes } from './line-hash.ts';

const levelOf = { error: 'error', warn: 'warning', info: 'note' } as const satisfies Record<Severity, Result.level>;
const problemOf = {
  error: 'error',
  warn: 'warning',
  info: 'recommendation',
} as const satisfies Record<Severity, string>;

/** SARIF 2.1.0 with what GitHub's code scanning asks for besides. No `security-severity`: nothing here is a security alert. */
export function sarif({ findings, rules, notes, comparison, carries, about = {} }: Report): string {
  const listed = [...rules, ...unlisted(findings, rules)];
  const index = new Map(listed.map(({ name }, i) => [name, i]));
  const reasons = reasonsOf(carries);
  const linesOf = linesIn(about);
  const { version, mode = 'check' } = about;
  const run: Run = {
    tool: {
      driver: {
        name: 'fork-lint',
        informationUri: homepage,
        ...(version === undefined ? {} : { version, semanticVersion: version }),
        rules: listed.map((rule) => descriptorOf(rule, about)),
      },
    },
    automationDetails: { id: `fork-lint/${mode}/` },
    invocations: [invocationOf(notes)],
    ...provenanceOf(comparison.fork, about),
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) => ({
      ...resultOf(finding, linesOf),
      ruleIndex: index.get(finding.rule) ?? -1,
      ...(finding.carried ? { suppressions: [suppressionOf(reasons.get(finding.fingerprint))] } : {}),
    })),
  };
  const log: Log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${asJson(log, 2)}\n`;
}

type Listed = Report['rules'][number];

/** Rules that found something and are not in the list, so that every result has its rule. */
function unlisted(findings: readonly Finding[], rules: readonly Listed[]): Listed[] {
  const known = new Set(rules.map(({ name }) => name));
  const names = new Set(findings.map(({ rule }) => rule).filter((rule) => !known.has(rule)));
  return [...names].map((name) => ({ name, summary: name, advice: name }));
}

function descriptorOf({ name, summary, advice, severity }: Listed, { pageOf }: About): ReportingDescriptor {
  const page = pageOf?.(name) ?? null;
  return {
    id: name,
    name: name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: `${advice}\n${pageUrl(name)}`, ...(page === null ? {} : { markdown: page }) },
    helpUri: pageUrl(name),
    ...(severity === undefined ? {} : { defaultConfiguration: { level: levelOf[severity] } }),
    properties: {
      tags: ['fork', 'upstream', 'maintainability'],
      precision: 'high',
      ...(severity === undefined ? {} : { 'problem.severity': problemOf[severity] }),
    },
  };
}

/** What could not be checked stands here, where programs look for it; a check that failed as a whole makes no report. */
function invocationOf(notes: readonly Note[]): Invocation {
  const toolExecutionNotifications = notes.map(({ kind, text }) => ({
    level: kind === 'undetermined' ? ('warning' as const) : ('note' as const),
    message: { text: sarifText(text) },
  }));
  return { executionSuccessful: true, ...(notes.length ? { toolExecutionNotifications } : {}) };
}

function provenanceOf(
  fork: { readonly sha: string; readonly ref: string },
  { repository }: About,
): { versionControlProvenance?: VersionControlDetails[] } {
  const repositoryUri = repository === undefined ? null : publicUrl(repository);
  if (repositoryUri === null) return {};
  const branch = fork.ref === fork.sha ? {} : { branch: wellFormed(fork.ref) };
  return { versionControlProvenance: [{ repositoryUri, revisionId: fork.sha, ...branch }] };
}

/** Why each carried finding is carried, by its fingerprint. */
function reasonsOf({ standings }: CarryFacts): Map<string, string> {
  return new Map(standings.flatMap(({ carry, covers }) => covers.map((fingerprint) => [fingerprint, carry.reason])));
}

function suppressionOf(reason: string | undefined): Suppression {
  return {
    kind: 'external',
    status: 'accepted',
    ...(reason === undefined ? {} : { justification: wellFormed(reason) }),
  };
}

function resultOf(finding: Finding, linesOf: LinesOf): Result {
  const { rule, severity, when, message, commands, fingerprint } = finding;
  const hash = hashOf(finding, linesOf);
  return {
    ruleId: rule,
    level: levelOf[severity],
    message: { text: sarifText(message) || rule },
    locations: [locationOf(finding, linesOf)],
    partialFingerprints: {
      ...(hash === null ? {} : { primaryLocationLineHash: hash }),
      'forkLint/v1': fingerprint,
    },
    properties: { when, commands: commands.map(wellFormed) },
  };
}

interface Lines {
  readonly widths: readonly number[];
  hash(line: number): string | null;
}

/** The lines of a file; null where the fork has none, undefined where nobody can tell. */
type LinesOf = (path: Path | null) => Lines | null | undefined;

/** Each text is taken apart once, however many findings it has. */
function linesIn({ textOf }: About): LinesOf {
  const known = new Map<Path, Lines | null>();
  return (path) => {
    if (path === null) return null;
    if (textOf === undefined) return undefined;
    const before = known.get(path);
    if (before !== undefined) return before;
    const text = textOf(path);
    const widths = text?.split(/\r\n|\r|\n/).map(({ length }) => length) ?? [];
    const lines = text === null ? null : { widths, hash: lineHashes(text) };
    known.set(path, lines);
    return lines;
  };
}

/** Lines from their first column to their last where the text is known; else whole lines, which is what no columns mean. */
function locationOf({ path, line, endLine, symbol }: Finding, linesOf: LinesOf): Location {
  const startLine = line ?? 1;
  const last = Math.max(startLine, endLine ?? startLine);
  const width = linesOf(path)?.widths[last - 1];
  const columns = width === undefined ? {} : { startColumn: 1, endColumn: width + 1 };
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path ?? wholeFork) },
      region: { startLine, endLine: last, ...columns },
    },
    ...(symbol === null || symbol === '' ? {} : { logicalLocations: [{ fullyQualifiedName: wellFormed(symbol) }] }),
  };
}

/**
 * Of a file at hand what GitHub's upload would compute, since another value there is a warning at every run. Of a file that
 * the fork has not, where the upload computes none and alerts would double, our own. Null where only the upload can tell.
 */
function hashOf({ path, line, fingerprint }: Finding, linesOf: LinesOf): string | null {
  const lines = linesOf(path);
  if (lines === undefined) return null;
  return lines?.hash(line ?? 1) ?? `${fingerprint}:1`;
}
