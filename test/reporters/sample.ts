import { noCarries } from '../../src/carries/model.ts';
import type { Comparison, Finding } from '../../src/model.ts';
import { countOf, type Report } from '../../src/report.ts';

const sha = (digit: string): string => digit.repeat(40);

/** A fork that changed nothing. */
export const comparison: Comparison = {
  upstream: { remote: 'upstream', newest: 1_700_000_000 },
  fork: { ref: 'main', sha: sha('a'), version: '9.2.1', ownCommits: 2, ownMerges: 0 },
  base: { ref: 'upstream/9.2', sha: sha('b'), bases: [sha('b')], version: '9.2.1', how: 'graph', date: 1_690_000_000 },
  target: {
    ref: 'v9.5.2',
    sha: sha('c'),
    version: '9.5.2',
    behind: 24,
    date: 1_700_000_000,
    requested: false,
    releases: ['v9.3.0', 'v9.5.2'],
  },
  changes: [],
  forecast: { conflicts: [], others: 0, clean: true },
  own: { sources: [], collisions: [], strays: [], unseen: null },
  notes: [],
};

/** A finding, of which a test says what it is about. */
export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    rule: 'framework-edit',
    severity: 'error',
    when: 'now',
    path: 'connectors/utils.py',
    line: 7,
    endLine: parts.line ?? 7,
    symbol: null,
    message: 'changed +1 -1',
    data: { added: 1, deleted: 1 },
    commands: [],
    fingerprint: '0123456789abcdef',
    imprint: 'fedcba9876543210',
    carried: false,
    ...parts,
  };
}

/** A report of these findings. */
export function reportOf(findings: readonly Finding[], parts: Partial<Report> = {}): Report {
  const about = 'the fork changes upstream in a way that a test is about';
  const names = [...new Set(findings.map(({ rule }) => rule))];
  return {
    comparison,
    findings,
    counts: countOf(findings),
    notes: [],
    carries: noCarries,
    rules: names.map((name) => ({ name, summary: `${about}.`, advice: about, severity: 'error' as const })),
    ...parts,
  };
}

const text = 'import os\n\n\ndef retryable(times):\n    return times\n\nMAX_RETRIES = 5\n';

/** One of everything: the report of the golden files. */
export const sample: Report = reportOf(
  [
    finding({
      rule: 'far-behind',
      severity: 'info',
      when: 'next',
      path: null,
      line: null,
      endLine: null,
      message: '9.2.1 is 24 commits, 3 minor releases (9.3, 9.4, 9.5) and 60 days behind v9.5.2',
      fingerprint: '1111111111111111',
    }),
    finding({
      rule: 'merge-conflict',
      severity: 'warn',
      when: 'next',
      path: 'connectors/sources/été à la plage.py',
      line: null,
      endLine: null,
      message: 'changed by one, deleted or moved by the other',
      commands: ['fork-lint port --target v9.5.2'],
      fingerprint: '2222222222222222',
    }),
    finding({
      line: 4,
      endLine: 5,
      symbol: 'retryable.__call__',
      message: 'retryable.__call__ changed +2 -1; moved to app/connectors/utils.py; conflicts',
      commands: ['fork-lint export connectors/utils.py'],
      fingerprint: '3333333333333333',
    }),
    finding({
      symbol: 'MAX_RETRIES',
      message: 'MAX_RETRIES changed +1 -1; moved to app/connectors/utils.py; conflicts',
      commands: ['fork-lint export connectors/utils.py'],
      fingerprint: '4444444444444444',
    }),
    finding({
      rule: 'source-edit',
      path: 'connectors/sources/jira.py',
      line: 12,
      endLine: 12,
      symbol: 'JiraClient.ping',
      message: 'JiraClient.ping changed +3 -0',
      fingerprint: '5555555555555555',
      carried: true,
    }),
  ],
  {
    comparison: {
      ...comparison,
      own: {
        ...comparison.own,
        sources: [
          {
            source: 'acme_wiki',
            files: ['connectors/sources/acme_wiki.py'],
            main: 'connectors/sources/acme_wiki.py',
            line: 9,
            module: 'connectors.sources.acme_wiki',
            className: 'AcmeWikiDataSource',
            name: 'Acme Wiki',
            serviceType: 'acme_wiki',
            tests: [],
            fixtures: [],
            registration: null,
            copied: null,
          },
        ],
      },
    },
    notes: [
      { kind: 'undetermined', text: 'connectors/broken.py is no Python that can be read' },
      { kind: 'note', text: '2 uncommitted files not checked' },
    ],
    carries: {
      file: 'fork-lint.carries.yaml',
      lines: new Map(),
      standings: [
        {
          carry: {
            id: 'jira-ping',
            rule: 'source-edit',
            path: 'connectors/sources/jira.py',
            symbol: null,
            reason: 'our proxy answers HEAD with 405',
            owner: 'search-team',
            upstream: { status: 'submitted', url: 'https://example.org/pull/1' },
            until: '9.4.0',
            fingerprint: ['fedcba9876543210'],
          },
          covers: ['5555555555555555'],
          beyond: [],
          stale: [],
          ended: null,
          published: null,
          since: null,
        },
      ],
    },
    about: {
      version: '0.1.0',
      mode: 'check',
      repository: 'https://ci:secret@example.org/acme/connectors.git',
      pageOf: (rule) => `# ${rule}\n\nIts page.\n`,
      textOf: (path) => (path === 'connectors/utils.py' ? text : null),
    },
  },
);
