import type { Carry, Standing } from './carries/model.ts';
import { hunksBehind } from './hunks.ts';
import type { Base, Change, Conflict, Finding, Forecast, Fork, Hunk, OwnSource, Path, Target } from './model.ts';
import type { Counts, Report as Made } from './report.ts';

/**
 * A report as other programs read it: what `--format json` prints and what `check` answers. Plain data; arrays are sorted
 * by path, then line, then rule, and the same commits, configuration and day give the same report.
 */
export interface Report {
  /** Of this shape. A higher one is read otherwise; further keys may come without one. */
  readonly version: 1;
  /** The commit that was linted. */
  readonly fork: Fork;
  /** The upstream commit that it stands on. */
  readonly base: Omit<Base, 'date'>;
  /** The upstream commit that it would merge next. */
  readonly target: Pick<Target, 'ref' | 'sha' | 'version' | 'behind'>;
  /** All files that differ between base and fork, published ones included and marked. */
  readonly changes: readonly ChangeRow[];
  /** The data sources that the fork added. */
  readonly own: readonly OwnRow[];
  readonly findings: readonly FindingRow[];
  /** The declared carries, and how each fared. */
  readonly carries: readonly CarryRow[];
  /** What `git merge-tree` says of merging the target. */
  readonly forecast: Omit<Forecast, 'conflicts'> & { readonly conflicts: readonly Omit<Conflict, 'lines'>[] };
  readonly counts: Counts;
  /** Not having checked is never a pass: what could not be determined is listed, one sentence each. */
  readonly checked: { readonly complete: boolean; readonly undetermined: readonly string[] };
}

/** One path pair that differs between base and fork; a rename is one row with `from`. */
export interface ChangeRow
  extends Pick<
    Change,
    'path' | 'from' | 'kind' | 'area' | 'source' | 'published' | 'stale' | 'added' | 'deleted' | 'homes'
  > {
  /** Qualified names of the definitions that the change touches. */
  readonly symbols: readonly string[];
  /** The upstream file an added file was copied from, and the release it was copied at. */
  readonly copiedFrom: Path | null;
  readonly copiedAt: string | null;
}

/** A data source that the fork added. */
export interface OwnRow extends Pick<OwnSource, 'source' | 'files' | 'serviceType' | 'tests' | 'fixtures'> {
  readonly class: string | null;
  /** The registry file that names its class. */
  readonly registered: Path | null;
  readonly copiedFrom: Path | null;
  readonly copiedAt: string | null;
}

/** One thing that a rule found. Its `data` is told on the rule's page. */
export interface FindingRow extends Omit<Finding, 'imprint'> {
  /** With `--show-diff`, the runs of changed lines behind it. */
  readonly hunks?: readonly Hunk[];
}

/** A declared carry, and how it fared. */
export interface CarryRow
  extends Omit<Carry, 'fingerprint'>,
    Pick<Standing, 'covers' | 'beyond' | 'ended' | 'published' | 'since'> {
  /** How many of the imprints it declares no finding has any more. */
  readonly stale: number;
}

/** The report for other programs, of a report as it was made. */
export function contractOf(made: Made): Report {
  const { comparison, findings, carries, counts, notes } = made;
  const { fork, base, target, changes, forecast } = comparison;
  const undetermined = notes.filter(({ kind }) => kind === 'undetermined').map(({ text }) => text);
  return {
    version: 1,
    fork,
    base: {
      ref: base.ref,
      sha: base.sha,
      bases: base.bases,
      version: base.version,
      how: base.how,
    },
    target: {
      ref: target.ref,
      sha: target.sha,
      version: target.version,
      behind: target.behind,
    },
    changes: changes.map(changeRow),
    own: comparison.own.sources.map(ownRow),
    findings: findings.map((finding) => findingRow(finding, made)),
    carries: carries.standings.map(carryRow),
    forecast: { ...forecast, conflicts: forecast.conflicts.map(({ path, kinds, ours }) => ({ path, kinds, ours })) },
    counts,
    checked: { complete: undetermined.length === 0, undetermined },
  };
}

function changeRow(change: Change): ChangeRow {
  const { path, from, kind, area, source, published, stale, added, deleted, homes, copiedFrom, copiedAt } = change;
  const symbols = [...new Set(change.edits.flatMap(({ symbol }) => symbol ?? []))];
  return {
    path,
    from,
    kind,
    area,
    source,
    published,
    stale,
    added,
    deleted,
    symbols,
    homes,
    copiedFrom,
    copiedAt,
  };
}

function ownRow(own: OwnSource): OwnRow {
  const { source, files, className, serviceType, tests, fixtures, registration, copied } = own;
  return {
    source,
    files,
    class: className,
    serviceType,
    tests,
    fixtures,
    registered: registration?.path ?? null,
    copiedFrom: copied?.from ?? null,
    copiedAt: copied?.at ?? null,
  };
}

function carryRow({ carry, covers, beyond, stale, ended, published, since }: Standing): CarryRow {
  const { id, rule, path, symbol, reason, owner, upstream, until } = carry;
  return {
    id,
    rule,
    path,
    symbol,
    reason,
    owner,
    upstream,
    until,
    covers,
    beyond,
    stale: stale.length,
    ended,
    published,
    since,
  };
}

/** A finding without what only carries need, and with `--show-diff` the hunks behind it. */
export function findingRow(finding: Finding, { view, comparison }: Made): FindingRow {
  const { rule, severity, when, path, line, endLine, symbol, message, data, commands, fingerprint, carried } = finding;
  return {
    rule,
    severity,
    when,
    path,
    line,
    endLine,
    symbol,
    message,
    data,
    commands,
    fingerprint,
    carried,
    ...(view?.diff ? { hunks: hunksBehind(finding, comparison.changes) } : {}),
  };
}
