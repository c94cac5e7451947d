import type { Standing } from '../carries/model.ts';
import type { Change, Finding, OwnSource } from '../model.ts';
import type { Report } from '../report.ts';

/** The contract of design section 8: one object, arrays sorted, the same input gives the same bytes. */
export function json({ comparison, findings, carries, counts, notes }: Report): string {
  const { fork, base, target, changes, forecast } = comparison;
  const undetermined = notes.filter(({ kind }) => kind === 'undetermined').map(({ text }) => text);
  const report = {
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
    findings: findings.map(findingRow),
    carries: carries.standings.map(carryRow),
    forecast,
    counts,
    checked: { complete: undetermined.length === 0, undetermined },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function changeRow(change: Change) {
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

function ownRow(own: OwnSource) {
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

function carryRow({ carry, covers, beyond, stale, ended, published, since }: Standing) {
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

/** A finding as the contract has it. */
export function findingRow(finding: Finding) {
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
  };
}
