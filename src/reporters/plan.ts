import type { Plan, PlanItem } from '../plan/model.ts';
import { display } from './display.ts';
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
  return lines.join('\n');
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
  const lines = [`# Upgrade to ${md(plan.target.ref)}`, ''];
  lines.push('| | commit | VERSION |', '|---|---|---|');
  for (const [name, { ref, sha, version }] of Object.entries({
    fork: plan.fork,
    base: plan.base,
    target: plan.target,
  })) {
    lines.push(`| ${name} | ${md(ref)} ${code(sha.slice(0, 12))} | ${version === null ? '' : md(version)} |`);
  }
  for (const [i, { title, items }] of plan.sections.entries()) {
    lines.push('', `## (${letter(i)}) ${title}`, '');
    for (const item of items) lines.push(...itemLines(item));
  }
  if (plan.notes.length > 0) lines.push('', '## Notes', '', ...plan.notes.map((note) => `* ${md(note)}`));
  return `${lines.join('\n')}\n`;
}

function itemLines(item: PlanItem): string[] {
  const { known, commands, links, done } = item;
  const how = known.verified ? `*known from ${md(known.by)}*` : `**unverified**: ${md(known.why)}`;
  const lines = [`- [${done ? 'x' : ' '}] ${md(item.text)}`, `  <br>${how}`];
  if (commands.length > 0) lines.push('', fenced(commands.map(display)), '');
  if (links.length > 0) lines.push(`  <br>${links.map((link) => `<${link}>`).join(' · ')}`);
  return lines;
}

function fenced(commands: readonly string[]): string {
  const ticks = '`'.repeat(Math.max(3, ...commands.map((line) => (/`+/.exec(line)?.[0].length ?? 0) + 1)));
  const language = commands.every((line) => /^(git|fork-lint) /.test(line)) ? 'sh' : '';
  return [`  ${ticks}${language}`, ...commands.map((line) => `  ${line}`), `  ${ticks}`].join('\n');
}

/** Text that others wrote, for Markdown: no markup, no HTML, no mention of anybody gets through. */
function md(value: string): string {
  return display(value)
    .replace(/[\\`*_[\]<>|~]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : `\\${sign}`))
    .replace(/@(?=\w)/g, '@\u200b');
}

const code = (value: string): string => `\`${display(value).replaceAll('`', "'")}\``;

/** One object; every item says how it was determined. */
function json(plan: Plan): string {
  const sections = plan.sections.map(({ name, title, items }, i) => ({ letter: letter(i), name, title, items }));
  return `${JSON.stringify({ version: 1, ...plan, sections }, null, 2)}\n`;
}

/** The formats of `fork-lint plan`. */
export const planReporters = { text, markdown, json } as const satisfies Record<string, PlanReporter>;
