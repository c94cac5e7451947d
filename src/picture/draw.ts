import { grouped } from '../grouped.ts';
import { changeAt } from '../landscape/change-at.ts';
import type { Change, Finding, OwnSource, Path } from '../model.ts';
import type { Report } from '../report.ts';
import { excerptOf } from './excerpt.ts';
import type { FindingRow, OwnRow, Picture, PictureFile, RoadStop, Sign } from './model.ts';
import { signs } from './model.ts';

/** What the page shows of a report. Texts are as others wrote them: whoever prints it makes them harmless. */
export function pictureOf(report: Report): Picture {
  const { comparison, findings, carries, landscape, about } = report;
  const { fork, base, target, changes, forecast } = comparison;
  const places: Places = new Map(
    changes.flatMap(({ from, path }, i) => [...(from === null ? [] : [[from, i] as const]), [path, i] as const]),
  );
  const byFile = grouped(findings, ({ path }) => places.get(path ?? ''));
  const conflicting = new Set(forecast.conflicts.map(({ path, ours }) => changeAt(changes, ours ?? path)?.path));
  const bytes = new Map(landscape?.files.map((file) => [file.path, file.bytes]));
  const rules = report.rules.filter(({ name }) => findings.some(({ rule }) => rule === name));
  const ruleAt = new Map(rules.map(({ name }, i) => [name, i]));
  return {
    version: about?.version ?? '',
    fork: { ...standpoint(fork), ownCommits: fork.ownCommits, ownMerges: fork.ownMerges },
    base: { ...standpoint(base), byContent: base.how === 'content' || base.how === 'virtual' },
    target: { ...standpoint(target), behind: target.behind },
    counts: report.counts,
    conflicts: { ours: forecast.conflicts.length, others: forecast.others },
    files: changes.map((change, i) => {
      const found = byFile.get(i) ?? [];
      const size = bytes.get(change.from ?? change.path) ?? null;
      return { ...fileOf(change, found), bytes: size, signs: signsOf(change, found, conflicting.has(change.path)) };
    }),
    untouched: (landscape?.files ?? []).filter(({ path }) => !places.has(path)),
    road: (landscape?.stops ?? []).map(({ line, release, releases, date, commits, ...paths }) => ({
      ...{ line, release, releases, date, commits },
      touches: indices(paths.touches, places),
      leaves: indices(paths.leaves, places),
      conflicts: indices(paths.conflicts, places),
      conflicting: paths.conflicts.length,
    })) satisfies RoadStop[],
    own: comparison.own.sources.map(ownRow),
    rules: rules.map(({ name, summary, advice }) => ({ name, summary, advice })),
    findings: findings.map((finding) => findingRow(finding, ruleAt.get(finding.rule) ?? 0, places)),
    carries: carries.standings.map(({ carry: { id, reason, owner, until, upstream }, covers }) => ({
      ...{ id, reason, owner, until, status: upstream.status, url: upstream.url },
      covers: covers.length,
    })),
    notes: report.notes,
  };
}

/** Index of the change at a path, old paths of renames too. */
type Places = ReadonlyMap<Path, number>;

const indices = (paths: readonly Path[], places: Places): number[] => paths.flatMap((path) => places.get(path) ?? []);

interface Commitish {
  readonly ref: string;
  readonly sha: string;
  readonly version: string | null;
  readonly date?: number;
}

const standpoint = ({ ref, sha, version, date }: Commitish) => ({ ref, sha, version, date: date ?? null });

/** What holds of a change, what matters most first. */
function signsOf(change: Change, findings: readonly Finding[], conflicts: boolean): Sign[] {
  const open = findings.filter(({ carried, severity }) => !carried && severity !== 'info');
  const isNew = change.before === null;
  const holds: Record<Sign, boolean> = {
    breaks: open.some(({ when }) => when === 'now'),
    conflicts,
    ahead: open.some(({ when, rule }) => when === 'next' && rule !== 'merge-conflict'),
    carried: findings.some(({ carried }) => carried),
    published: change.published,
    moved: !isNew && !change.homes.includes(change.from ?? change.path),
    own: isNew && !change.published,
    noted: false,
  };
  const held = signs.filter((sign) => holds[sign]);
  return held.length ? held : ['noted'];
}

function fileOf(change: Change, findings: readonly Finding[]): Omit<PictureFile, 'bytes' | 'signs'> {
  const { path, from, kind, area, source, added, deleted, homes, copiedFrom, copiedAt, upstreamCommits } = change;
  return {
    ...{ path, from, kind, area, source, added, deleted, copiedFrom, copiedAt, upstreamCommits },
    homes: homes.filter((home) => home !== (from ?? path)),
    commits: change.commits.map(({ sha, author, subject }) => ({ sha, author, subject })),
    ...excerptOf(change, findings),
  };
}

function ownRow({ source, main, files, copied, tests, fixtures, registration }: OwnSource): OwnRow {
  const behind = copied && {
    lacks: copied.lacks.length,
    of: copied.lacks.length + copied.has.length,
    commits: copied.commits.length,
  };
  return {
    ...{ source, path: main, files: files.length, behind },
    copiedFrom: copied?.source ?? null,
    copiedAt: copied?.at ?? null,
    tests: tests.length,
    fixtures: fixtures.length,
    registered: registration?.path ?? null,
  };
}

function findingRow(finding: Finding, rule: number, places: Places): FindingRow {
  const { severity, when, path, line, endLine, message, commands, fingerprint, carried } = finding;
  return {
    ...{ rule, severity, when, path, line, endLine, message, commands, fingerprint, carried },
    file: path === null ? null : (places.get(path) ?? null),
  };
}
