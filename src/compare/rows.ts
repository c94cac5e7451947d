import type { PatchedChange } from '../git/changes.ts';
import { type Areas, areasOf } from '../layout/areas.ts';
import type { Area, Change, ChangeKind, Commit, Path } from '../model.ts';
import type { FoundWork } from '../own/own.ts';
import { lineEndsOnly } from './edits.ts';
import type { ReadFiles } from './files.ts';
import { oidOf, type Survey } from './survey.ts';
import type { Told } from './told.ts';

/** Makes the rows of the comparison: each difference with its area, verdict, homes, edits and commits. Sorted by path. */
export function rowsOf(
  survey: Survey,
  files: ReadFiles,
  { verdicts, ownCommits, upstreamCommits }: Told & { readonly upstreamCommits: ReadonlyMap<Path, readonly Commit[]> },
  copies: FoundWork['copies'],
): Change[] {
  const areas = areasOf(survey.trees.base.layout);
  const there = new Set(survey.theirs.map(({ path }) => path)); // asked only of what the base lacks
  const rows = pair(survey, areas).map(({ raw, from, kind, area }): Change => {
    const base = from ?? raw;
    const homes = oidOf(base.before) !== null ? files.homes(base.path) : there.has(raw.path) ? [raw.path] : [];
    const about = [base.path, ...homes];
    return {
      path: raw.path,
      from: from?.path ?? null,
      kind,
      area,
      source: areas.source(raw.path, area),
      before: oidOf(base.before),
      after: oidOf(raw.after),
      modes: [base.modes[0], raw.modes[1]],
      ...(verdicts.get(raw.path) ?? { published: false, stale: false }),
      added: raw.hunks && sum(raw.hunks.map(({ added }) => added.length)),
      deleted: base.hunks && sum(base.hunks.map(({ removed }) => removed.length)),
      hunks: kind === 'renamed' ? [] : (raw.hunks ?? []),
      lineEndsOnly: kind === 'modified' && lineEndsOnly(raw.hunks ?? []),
      edits: kind === 'modified' ? files.edits(raw.path) : [],
      homes,
      commits: distinct([raw.path, base.path].flatMap((path) => ownCommits.get(path) ?? [])),
      upstreamCommits: distinct(about.flatMap((path) => upstreamCommits.get(path) ?? [])).length,
      copiedFrom: copies.get(raw.path)?.from ?? null,
      copiedAt: copies.get(raw.path)?.at ?? null,
    };
  });
  return rows.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One path pair, before its files are read. */
interface Bare {
  readonly raw: PatchedChange;
  /** The deleted half of a rename. */
  readonly from: PatchedChange | null;
  readonly kind: ChangeKind;
  readonly area: Area;
}

/** One row per path pair: the deletion half of a rename has none of its own. */
function pair({ ours, renames }: Survey, areas: Areas): Bare[] {
  const byPath = new Map(ours.map((change) => [change.path, change]));
  const fromOf = new Map(renames.map(({ path, from }) => [path, from === null ? undefined : byPath.get(from)]));
  const gone = new Set(renames.map(({ from }) => from));
  return ours
    .filter(({ path, letter }) => !(letter === 'D' && gone.has(path)))
    .map((raw) => {
      const from = fromOf.get(raw.path) ?? null;
      const kind = from ? 'renamed' : kindOf(raw.letter);
      const isNew = kind === 'added' || kind === 'renamed';
      return {
        raw,
        from,
        kind,
        area: isNew ? areas.ofAdded(raw.path) : areas.of(raw.path),
      };
    });
}

function kindOf(letter: string): ChangeKind {
  return letter === 'A' ? 'added' : letter === 'D' ? 'deleted' : letter === 'T' ? 'type-changed' : 'modified';
}

function distinct(commits: readonly Commit[]): Commit[] {
  return [...new Map(commits.map((commit) => [commit.sha, commit])).values()];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
