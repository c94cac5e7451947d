import type { Complaint } from '../complaint.ts';
import type { Finding, Severity } from '../model.ts';
import { plural } from '../plural.ts';
import type { Report } from '../report.ts';
import { told } from './about.ts';
import { githubData, githubFile, githubProperty } from './escape.ts';

/** The runner drops every annotation of a kind after its tenth without a word; the tenth of ours says how many there are. */
const most = 9;
/** The runner cuts a message after 4096 characters; escapes of strange text may make it longer than it is here. */
const longest = 3000;

type Level = 'error' | 'warning' | 'notice';
const levelOf = { error: 'error', warn: 'warning', info: 'notice' } as const satisfies Record<Severity, Level>;
const nounOf = { error: 'error', warning: 'warning', notice: 'notice' } as const satisfies Record<Level, string>;

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly lines: readonly string[];
  readonly finding?: Finding;
}

/**
 * Annotations of a pull request, as commands for GitHub's runner to read in the log. Each file has its turn before any has
 * its second.
 */
export function github({ findings, notes, counts, comparison }: Report): string {
  const gaps = notes.flatMap(({ kind, text }): Annotation[] =>
    kind === 'undetermined' ? [{ level: 'warning', title: 'fork-lint: not checked', lines: [text] }] : [],
  );
  const annotations = [...gaps, ...inTurn(findings.filter(({ carried }) => !carried)).map(annotationOf)];
  const lines = (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const all = annotations.filter((one) => one.level === level);
    const left = all.length - most;
    const more: Annotation = {
      level,
      title: 'fork-lint',
      lines: [`${left} more ${left === 1 ? nounOf[level] : `${nounOf[level]}s`}: see the summary of the job`],
    };
    return [...all.slice(0, most), ...(left > 0 ? [more] : [])];
  });
  const verdict = `fork-lint: ${told(counts)} in ${plural(comparison.changes.length, 'changed file')}`;
  return `${[...lines.map(commandOf), verdict].join('\n')}\n`;
}

/** The annotation of a job in which nothing could be checked: the sentence, and what to type next. */
export function githubComplaint({ message, next }: Pick<Complaint, 'message' | 'next'>): string {
  const lines = [message, ...next.map((line) => `$ ${line}`)];
  return `${commandOf({ level: 'error', title: 'fork-lint: not checked', lines })}\n`;
}

/** The first finding of every rule in every file, then the second ones, and so on. */
function inTurn(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  const turns = findings.map((finding) => {
    const key = JSON.stringify([finding.rule, finding.path]);
    const turn = seen.get(key) ?? 0;
    seen.set(key, turn + 1);
    return { finding, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ finding }) => finding);
}

/** The message repeats the place: the log shows nothing else of it. */
function annotationOf(finding: Finding): Annotation {
  const { rule, severity, path, line, message, commands } = finding;
  const place = path === null ? '' : `${path}${line === null ? '' : `:${line}`}: `;
  return {
    level: levelOf[severity],
    title: `fork-lint: ${rule}`,
    lines: [`${place}${message}`, ...commands.slice(0, 3).map((command) => `$ ${command}`)],
    finding,
  };
}

function commandOf({ level, title, lines, finding }: Annotation): string {
  const { path = null, line = null, endLine = null } = finding ?? {};
  const file = path === null ? null : githubFile(path);
  const properties = [
    ...(file === null ? [] : [`file=${file}`]),
    ...(file === null || line === null ? [] : [`line=${line}`]),
    ...(file === null || line === null || endLine === null || endLine <= line ? [] : [`endLine=${endLine}`]),
    `title=${githubProperty(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${githubData(lines.map((text) => cut(text, longest / lines.length)))}`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).replace(/\p{Surrogate}$/u, '')} …`;
}
