/** What a page shows of a story: the change and what fork-lint says of it. */
export interface Shown {
  readonly about: string;
  readonly diff: string;
  readonly report: string;
}

/** A rule as the table of the README shows it. */
export interface Row {
  readonly name: string;
  readonly severity: string;
  readonly when: string;
  readonly summary: string;
}

const block = /(<!-- story: ([\w.-]+) -->\n)[\s\S]*?(<!-- \/story -->)/g;

/** The stories that a page shows. */
export function storiesIn(page: string): string[] {
  return [...page.matchAll(block)].map(([, , name]) => name ?? '');
}

/** Draws the story blocks of a page anew and leaves the rest alone. Pure; drawing twice changes nothing. */
export function drawPage(page: string, shown: (story: string) => Shown): string {
  return page.replace(block, (_, open: string, name: string, close: string) => {
    const { about, diff, report } = shown(name);
    const parts = [about, ...(diff ? [fenced('diff', diff)] : []), fenced('console', report)];
    return `${open}\n${parts.join('\n\n')}\n\n${close}`;
  });
}

const runs = /(<!-- run: ([\w.-]+): (.+?) -->\n)[\s\S]*?(<!-- \/run -->)/g;

/** A command that a page shows with what it prints, and the story in which it is typed. */
export interface Run {
  readonly story: string;
  readonly command: string;
}

/** The commands that a page shows, from top to bottom: the later ones of a story find what the earlier left. */
export function runsIn(page: string): Run[] {
  return [...page.matchAll(runs)].map(([, , story = '', command = '']) => ({ story, command }));
}

/** Draws the commands of a page anew with what each printed, told in the order of {@link runsIn}. Pure. */
export function drawRuns(page: string, printed: readonly string[]): string {
  let next = 0;
  return page.replace(runs, (_, open: string, __: string, command: string, close: string) => {
    const output = printed[next++] ?? '';
    return `${open}\n${fenced('console', `$ ${command}\n${output}`)}\n\n${close}`;
  });
}

/** Draws the text between `<!-- name -->` and `<!-- /name -->`, when a page has these markers. */
export function drawBetween(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start < 0 || end < start) return page;
  return `${page.slice(0, start)}${open}\n${text}\n${page.slice(end)}`;
}

/** The rules as a table, `next` marked: what the target will break is at most a warning unless a target is named. */
export function rulesTable(rules: readonly Row[], folder: string): string {
  const rows = rules.map(({ name, severity, when, summary }) => [
    `[${name}](${folder}${name}.md)`,
    severity,
    when,
    summary,
  ]);
  return table([['rule', 'level', 'about', 'speaks when'], ...rows]);
}

/** Padded as the formatter pads, so that a page is the same before and after it. */
function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The stories as a list, a line each. */
export function storiesList(stories: readonly { readonly name: string; readonly about: string }[]): string {
  return stories.map(({ name, about }) => `* [${name}](${name}/): ${about}`).join('\n');
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
