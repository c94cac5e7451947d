import { describe, expect, it } from 'vitest';
import { lab, run, truth } from '../support/lab.ts';

interface TrueChange {
  readonly path: string;
  readonly status: 'A' | 'M' | 'D' | 'T';
  readonly area: string;
  readonly published: boolean;
  readonly stale: boolean;
}

interface TrueFork {
  readonly fork: string;
  readonly branch: string;
  readonly sha: string;
  readonly base: string;
  readonly bases: readonly string[];
  readonly ref: string;
  readonly version: string;
  readonly how: string;
  readonly ownCommits: number;
  readonly changes: readonly TrueChange[];
}

interface Row {
  readonly path: string;
  readonly from: string | null;
  readonly kind: 'added' | 'modified' | 'deleted' | 'renamed' | 'type-changed';
  readonly area: string;
  readonly published: boolean;
  readonly stale: boolean;
}

/**
 * The one entry that is wrong: `git show 7f4b70c09:connectors/VERSION` says 9.0.0, as does the commit's place on main; the
 * entry names the VERSION of an off-branch build tag on top of it.
 */
const wrongVersion = 'navarone/add-build-properties';

const editRules = ['framework-edit', 'protocol-edit', 'source-edit', 'source-test-edit', 'registry-edit', 'other-edit'];

const ruleOf: Readonly<Record<string, string>> = {
  framework: 'framework-edit',
  protocol: 'protocol-edit',
  source: 'source-edit',
  'source-helper': 'source-edit',
  'source-test': 'source-test-edit',
  fixture: 'source-test-edit',
};

describe.skipIf(!lab)('real forks', () => {
  it.each(truth<TrueFork[]>('real-forks.json'))('$fork $branch', async (fork) => {
    const { code, out, err } = await run(['-C', lab ?? '', '--fork', fork.sha, '-f', 'json']);
    expect(err).toBe('');
    expect(code).toBeLessThan(2);
    const report = JSON.parse(out);
    expect(report.base).toMatchObject({
      sha: fork.base,
      bases: fork.bases,
      ref: `upstream/${fork.ref}`,
      how: fork.how,
      ...(fork.branch === wrongVersion ? {} : { version: fork.version }),
    });
    expect(report.fork.ownCommits).toBe(fork.ownCommits);
    expect(changesOf(report.changes)).toEqual([...fork.changes].sort(byPath));
    expect(editsIn(report.findings)).toEqual(editsOf(fork.changes));
  });
});

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

/** Rows as the truth has them: a rename is a deletion and an addition; the deleted half has the area of neither row. */
function changesOf(rows: readonly Row[]): TrueChange[] {
  const letter = { added: 'A', renamed: 'A', modified: 'M', deleted: 'D', 'type-changed': 'T' } as const;
  return rows
    .flatMap(({ path, from, kind, area, published, stale }) => [
      { path, status: letter[kind], area, published, stale },
      ...(from === null ? [] : [{ path: from, status: 'D' as const, area, published: false, stale: false }]),
    ])
    .sort(byPath);
}

function editsIn(findings: readonly { rule: string; path: string }[]): string[] {
  const edits = findings.filter(({ rule }) => editRules.includes(rule));
  return [
    ...new Set(edits.map(({ rule, path }) => `${rule === 'registry-edit' ? 'framework-edit' : rule} ${path}`)),
  ].sort();
}

/** What must be found; whether a registry is only added to, the truth does not say, so both its rules count as one. */
function editsOf(changes: readonly TrueChange[]): string[] {
  const spoken = changes.filter(({ status, area, published }) => !published && (status !== 'A' || area === 'protocol'));
  return spoken
    .map(({ area, path }) => `${area === 'registry' ? 'framework-edit' : (ruleOf[area] ?? 'other-edit')} ${path}`)
    .sort();
}
