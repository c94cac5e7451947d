import type { Plan, PlanItem } from '../plan/model.ts';
import { display, harmless } from './display.ts';
import { asJson, githubData, githubProperty, markdownBlock, markdownCode, markdownText, xml } from './escape.ts';
import { paintFor, type Terminal, wrap } from './terminal.ts';

/** A plan as text in one format; what it prints ends in a line feed. */
export type PlanReporter = (plan: Plan, terminal: Terminal) => string;

const letter = (index: number): string => String.fromCharCode(97 + index);

/** For a terminal: what is to do has an open box, what nobody looked at a question mark. */
function text(plan: Plan, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const marks = terminal.unicode ? { todo: '☐', done: '✔', unknown: '?' } : { todo: '[ ]', done: 'ok', unknown: '?' };
  const mark = ({ known, done }: PlanItem): string =>
    known.verified ? (done ? paint.green(marks.done) : marks.todo) : paint.yellow(marks.unknown);
  const lines = [...heading(plan).map((line) => paint.bold(line)), ''];
  for (const [i, { title, items }] of plan.sections.entries()) {
    lines.push(paint.bold(`(${letter(i)}) ${title}`));
    for (const item of items) {
      const [first = '', ...rest] = wrap(display(item.text), terminal.width - 4);
      lines.push(`  ${mark(item)} ${first}`, ...rest.map((line) => `    ${line}`));
      lines.push(...wrap(howText(item), terminal.width - 6).map((line) => `      ${paint.dim(line)}`));
      lines.push(...item.commands.map((command) => `      ${paint.cyan(`$ ${display(command)}`)}`));
      lines.push(...item.links.map((link) => `      ${paint.dim(link)}`));
    }
    lines.push('');
  }
  lines.push(...plan.notes.map((note) => `note  ${display(note)}`), lastLine(plan), '');
  return harmless(lines.join('\n'));
}

function heading({ fork, base, target }: Plan): string[] {
  const at = ({ ref, sha, version }: Plan['fork']): string =>
    `${display(ref)}${sha.startsWith(ref) ? '' : ` ${sha.slice(0, 9)}`}${version === null ? '' : `, ${display(version)}`}`;
  return [`fork    ${at(fork)}`, `base    ${at(base)}`, `target  ${at(target)}`];
}

function howText({ known }: PlanItem): string {
  return known.verified ? `known from ${display(known.by)}` : `unverified: ${display(known.why)}`;
}

function lastLine({ sections }: Plan): string {
  const items = sections.flatMap((section) => section.items);
  const open = items.filter(({ known }) => !known.verified).length;
  const todo = items.filter(({ done }) => !done).length;
  return `${todo} things to do, ${open} of them about what nobody has verified yet`;
}

/** A checklist for an issue or a pull request. */
function markdown(plan: Plan): string {
  const lines = [`# Upgrade to ${markdownText(plan.target.ref)}`, ''];
  lines.push('| | commit | VERSION |', '|---|---|---|');
  for (const [name, { ref, sha, version }] of Object.entries({
    fork: plan.fork,
    base: plan.base,
    target: plan.target,
  })) {
    lines.push(
      `| ${name} | ${markdownText(ref)} ${markdownCode(sha.slice(0, 12))} | ${version === null ? '' : markdownText(version)} |`,
    );
  }
  for (const [i, { title, items }] of plan.sections.entries()) {
    lines.push('', `## (${letter(i)}) ${title}`, '');
    for (const item of items) lines.push(...itemLines(item));
  }
  if (plan.notes.length > 0) lines.push('', '## Notes', '', ...plan.notes.map((note) => `* ${markdownText(note)}`));
  return `${lines.join('\n')}\n`;
}

function itemLines(item: PlanItem): string[] {
  const { known, commands, links, done } = item;
  const how = known.verified ? `*known from ${markdownText(known.by)}*` : `**unverified**: ${markdownText(known.why)}`;
  const lines = [`- [${done ? 'x' : ' '}] ${markdownText(item.text)}`, `  <br>${how}`];
  if (commands.length > 0) lines.push('', ...indented(commands), '');
  if (links.length > 0) lines.push(`  <br>${links.map((link) => `<${link}>`).join(' · ')}`);
  return lines;
}

/** Below its item, or the list would end there. Requests for Elasticsearch are no shell. */
function indented(commands: readonly string[]): string[] {
  const shell = commands.every((line) => /^(git|fork-lint) /.test(line));
  return markdownBlock(commands)
    .replace(/^(`+)sh/, shell ? '$1sh' : '$1')
    .split('\n')
    .map((line) => `  ${line}`);
}

/** One object; every item says how it was determined. */
function json(plan: Plan): string {
  const sections = plan.sections.map(({ name, title, items }, i) => ({ letter: letter(i), name, title, items }));
  return `${asJson({ version: 1, ...plan, sections }, 2)}\n`;
}

/** Workflow commands of GitHub Actions: a notice for what is to do, a warning for what nobody has verified. */
function github({ sections }: Plan): string {
  const lines = sections.flatMap(({ title, items }, i) =>
    items
      .filter(({ done }) => !done)
      .map(({ text: words, known, commands }) => {
        const level = known.verified ? 'notice' : 'warning';
        const why = known.verified ? [] : [`unverified: ${known.why}`];
        return `::${level} title=${githubProperty(`plan (${letter(i)}) ${title}`)}::${githubData([words, ...why, ...commands])}\n`;
      }),
  );
  return lines.join('');
}

/** A test for each item: what nobody has verified was skipped, and nothing of a plan fails. */
function junit({ sections, target }: Plan): string {
  const suites = sections.map(({ title, items }, i) => {
    const skipped = items.filter(({ known }) => !known.verified).length;
    const cases = items.map(({ text: words, known }) => {
      const inner = known.verified ? '' : `<skipped message="${xml(known.why)}"/>`;
      return `    <testcase classname="plan" name="${xml(words)}">${inner}</testcase>`;
    });
    const name = xml(`(${letter(i)}) ${title}`);
    return [
      `  <testsuite name="${name}" tests="${items.length}" skipped="${skipped}">`,
      ...cases,
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(`upgrade to ${target.ref}`)}">\n${suites.join('\n')}\n</testsuites>\n`;
}

/** The formats of `fork-lint plan`. */
export const planReporters = { text, markdown, json, github, junit } as const satisfies Record<string, PlanReporter>;
