import type { Complaint } from '../complaint.ts';
import { grouped } from '../grouped.ts';
import type { Comparison, Finding, Severity } from '../model.ts';
import { plural } from '../plural.ts';
import type { Report } from '../report.ts';
import { told } from './about.ts';
import { htmlText, markdownBlock } from './escape.ts';
import { code, cut, folded, joined, prose, row, type Section, single, table, text } from './sections.ts';
import { sharedParts } from './shared.ts';

/** For the summary of a job, a comment or `buildkite-agent annotate`: the verdict, where the fork stands, then each rule. */
export function markdown(report: Report): string {
  const { comparison, counts } = report;
  const groups = groupsOf(report);
  const head = [
    `## ${counts.error ? '❌' : '✅'} fork-lint: ${told(counts)}`,
    standing(comparison),
    notesOf(report),
    overview(groups),
  ];
  return joined(head, [...groups.map(sectionOf), ...ownSources(comparison), ...carried(report)]);
}

/** The summary of a job in which nothing could be checked. */
export function markdownComplaint({ message, next }: Pick<Complaint, 'message' | 'next'>): string {
  const parts = ['## ⚠️ fork-lint: not checked', text(message), ...(next.length ? [markdownBlock(next)] : [])];
  return `${parts.join('\n\n')}\n`;
}

interface Group {
  readonly rule: string;
  readonly severity: Severity;
  readonly advice: string;
  readonly findings: readonly Finding[];
}

const ranks = ['error', 'warn', 'info'] as const;
const markOf = { error: '❌ error', warn: '⚠️ warning', info: 'ℹ️ info' } as const satisfies Record<Severity, string>;

/** The rules that found something, the loudest first, otherwise in the order of the report. */
function groupsOf({ rules, findings }: Report): Group[] {
  const found = grouped(
    findings.filter((finding) => !finding.carried),
    ({ rule }) => rule,
  );
  const advice = new Map(rules.map((rule) => [rule.name, rule.advice]));
  const groups = [...new Set([...advice.keys(), ...found.keys()])].flatMap((rule): Group[] => {
    const own = found.get(rule) ?? [];
    const severity = ranks.find((rank) => own.some((finding) => finding.severity === rank));
    return severity ? [{ rule, severity, advice: advice.get(rule) ?? '', findings: own }] : [];
  });
  return groups.sort((a, b) => ranks.indexOf(a.severity) - ranks.indexOf(b.severity));
}

/** The three commits everything else is about. */
function standing({ fork, base, target, forecast }: Comparison): string {
  const at = (ref: string, sha: string): string =>
    `${code(ref)}${sha.startsWith(ref) ? '' : ` ${code(sha.slice(0, 9))}`}`;
  const clash = forecast.conflicts.length + forecast.others;
  const outlook = clash
    ? `merging it conflicts in ${plural(clash, 'path')}, ${forecast.conflicts.length} of them yours`
    : 'merging it is clean';
  const behind = target.behind ? `${plural(target.behind, 'commit')} ahead; ${outlook}` : 'nothing to merge';
  return table(
    ['', 'commit', 'version', ''],
    [
      ['fork', at(fork.ref, fork.sha), text(fork.version ?? ''), plural(fork.ownCommits, 'own commit')],
      ['base', at(base.ref, base.sha), text(base.version ?? ''), ''],
      ['target', at(target.ref, target.sha), text(target.version ?? ''), behind],
    ],
  );
}

/** Not having checked is never a pass, so it stands above all findings. */
function notesOf({ notes }: Report): string {
  const most = 20;
  const lines = notes
    .slice(0, most)
    .map(({ kind, text: note }) => `> ${kind === 'undetermined' ? '⚠️ **not checked**: ' : ''}${text(note)}`);
  const more = notes.length > most ? [`> and ${notes.length - most} more notes`] : [];
  return [...lines, ...more].join('\n>\n');
}

function overview(groups: readonly Group[]): string {
  if (groups.length === 0) return '';
  const rows = groups.map(({ rule, severity, advice, findings }) => [
    markOf[severity],
    code(rule),
    String(findings.length),
    prose(advice),
  ]);
  return table(['', 'rule', 'findings', 'what to do'], rows);
}

function sectionOf({ rule, severity, findings }: Group): Section {
  const files = grouped(findings, ({ path }) => path);
  const commands = [...new Set(findings.flatMap((finding) => finding.commands))];
  const shown = commands.slice(0, 6).map((command) => cut(command));
  const more = commands.length > shown.length ? [`# and ${commands.length - shown.length} more like these`] : [];
  const many = findings.length === 1 ? '' : `: ${findings.length} findings in ${plural(files.size, 'file')}`;
  const summary = `${markOf[severity]} <b>${htmlText(rule)}</b>${many}`;
  const chunks = [...files].map(([path, own]) => ({ count: own.length, draw: () => rowsOf(path, own) }));
  const block = commands.length ? `\n${markdownBlock([...shown, ...more])}\n` : '';
  return { ...folded(summary, ['where', 'line', 'what'], chunks, severity === 'error'), after: `${block}\n</details>` };
}

/** A file with one finding is one row; several stand below a row that tells what they share. */
function rowsOf(path: string | null, findings: readonly Finding[]): string[] {
  const place = path === null ? '' : code(path);
  const { shared, own } = sharedParts(findings);
  const alone = findings.length === 1;
  const rows = findings.map(({ line }, i) => row([alone ? place : '', String(line ?? ''), text(own[i] ?? '')]));
  return alone ? rows : [row([place, '', text(shared)]), ...rows];
}

function ownSources({ own }: Comparison): Section[] {
  const chunks = own.sources.map(({ source, copied, tests, registration }) =>
    single(() => [
      code(source),
      copied ? `copied from ${code(copied.source)}${copied.at === null ? '' : ` at ${text(copied.at)}`}` : 'new',
      tests.length ? plural(tests.length, 'test file') : 'no tests',
      registration ? code(registration.path) : 'not registered',
    ]),
  );
  const head = ['source', 'from', 'tests', 'registered in'];
  return chunks.length ? [folded(`${plural(chunks.length, 'source')} of the fork`, head, chunks)] : [];
}

/** Declared divergence, with its reason. */
function carried({ carries, counts }: Report): Section[] {
  const chunks = carries.standings.map(({ carry: { id, reason, owner, until }, covers }) =>
    single(() => [code(id), String(covers.length), text(reason), text(owner ?? ''), text(until ?? '')]),
  );
  const head = ['carry', 'findings', 'why', 'owner', 'until'];
  return chunks.length ? [folded(`${counts.carried} carried`, head, chunks)] : [];
}
