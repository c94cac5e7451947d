// Carries two public forks over the restructure and prints what was placed and left as Markdown: bench/port/real-forks.md.
//   FORK_LINT_LAB=DIR npx tsx bench/port/real-forks.ts > bench/port/real-forks.md
import { outlineReader } from '../../src/api/module.ts';
import { patchOf } from '../../src/port/leave.ts';
import type { PortReport, UnplacedRow } from '../../src/port/report.ts';
import { borrowLab, reasonToSkip } from '../../test/own/lab.ts';
import { labGit, run } from '../../test/support/lab.ts';

if (reasonToSkip('two real forks carried over') !== null) process.exit(2);

const target = 'v9.5.2';
const forks = ['brandung/elastic-connectors/9.2-brandung-poc-custom', 'indyres-ben/connectors/main'];
const repo = borrowLab();
const read = await outlineReader(['any.py']);

/** The text of a definition in a commit; empty where it has none. */
function textOf(commit: string, path: string, symbol: string): string {
  const text = repo.git(['show', `${commit}:${path}`]);
  const found = read(path, text, text).definitions.find(({ name }) => name === symbol);
  if (found === undefined) return '';
  return `${text.slice(text.lastIndexOf('\n', found.span.start) + 1, found.span.end)}\n`;
}

const diff = (patch: string): string => `\n\`\`\`diff\n${patch.trimEnd()}\n\`\`\``;

/** What the fork did to a definition that was left, and what upstream did to it. */
function explained(base: string, from: string, { symbol, reason, candidates, patch }: UnplacedRow): string {
  const theirs = candidates.map((path) => patchOf(textOf(base, from, symbol), textOf(target, path, symbol)));
  const upstream = theirs.flatMap((one, i) => (one === '' ? [] : [`\nUpstream, in \`${candidates[i]}\`:`, diff(one)]));
  const alone = upstream.length === 0 ? ['\nUpstream has not changed it.'] : upstream;
  return [
    `### Left: \`${symbol}\``,
    `\n${reason[0]?.toUpperCase()}${reason.slice(1)}.`,
    '\nThe fork:',
    diff(patch),
    ...alone,
  ].join('\n');
}

function shown(fork: string, { base, files, counts }: PortReport): string {
  const version = repo.git(['show', `${base.sha}:connectors/VERSION`]).trim();
  const rows = files.flatMap(({ placed, unplaced }) => [
    ...placed.map(({ symbol, how, home }) => `| \`${symbol}\` | ${how} | \`${home}\` |`),
    ...unplaced.map(
      ({ symbol, candidates }) =>
        `| \`${symbol}\` | **left** | ${candidates.map((path) => `\`${path}\``).join(', ')} |`,
    ),
  ]);
  const left = files.flatMap(({ from, unplaced }) => unplaced.map((one) => explained(base.sha, from, one)));
  return [
    `## ${fork}`,
    `\nBase \`${base.sha.slice(0, 9)}\` (${version}). ${counts.placed} of ${counts.definitions} changes placed.`,
    '\n| definition | how | home |\n|---|---|---|',
    ...rows,
    ...left.map((text) => `\n${text}`),
  ].join('\n');
}

try {
  const parts: string[] = [];
  for (const fork of forks) {
    const tip = labGit('rev-parse', `refs/heads/${fork}`).trim();
    const args = ['--fork', tip, '--target', target, '--branch', 'ported', '--force', '--format', 'json'];
    const { out, err, code } = await run(['port', '--repo', repo.dir, ...args]);
    if (code > 1) throw new Error(err);
    parts.push(shown(fork, JSON.parse(out)));
  }
  console.log(`# Two real forks carried over the restructure

Drawn by \`bench/port/real-forks.ts\`: \`fork-lint port --target ${target}\` on two public forks that edited
\`connectors/sources/sharepoint_online.py\` in place.

${parts.join('\n\n')}`);
} finally {
  repo.remove();
}
