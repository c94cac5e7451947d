import { grouped } from '../../grouped.ts';
import { sharedParts } from '../../reporters/shared.ts';
import type { FindingRow, Picture, RuleRow } from '../model.ts';
import { h, pathOf, prose, seen } from './dom.ts';
import { rowOf } from './finding.ts';
import { searchBar } from './search.ts';
import type { State } from './state.ts';

/** Above so many the browser draws only those in sight. */
const many = 300;

/** All findings by rule and file, with what to do about them told once, and the lines behind each for whoever opens it. */
export function findings(picture: Picture, state: State): HTMLElement {
  const groups = picture.rules.map((rule, at) => groupOf(rule, at, picture));
  const none = h(
    'p',
    { class: 'none' },
    picture.findings.length ? 'Nothing here is what you ask for.' : 'No findings.',
  );
  state.follow(({ findings: shown }) => {
    for (const { show } of groups) show(shown);
    none.hidden = shown.size > 0;
  });
  return h(
    'div',
    { class: picture.findings.length > many ? 'findings many' : 'findings' },
    picture.findings.length ? searchBar(picture, state) : null,
    none,
    groups.map(({ element }) => element),
  );
}

interface Group {
  readonly element: HTMLElement;
  /** Shows those of its findings that are asked for, and itself when there are any. */
  show(findings: ReadonlySet<number>): void;
}

/** The findings of one rule. */
function groupOf(rule: RuleRow, at: number, picture: Picture): Group {
  const mine = picture.findings.flatMap((finding, index) => (finding.rule === at ? [{ ...finding, index }] : []));
  const files = [...grouped(mine, ({ path }) => path)].map(([path, some]) => fileOf(path, some, picture));
  const count = seen('', 'count');
  const element = h(
    'section',
    { class: 'rule', 'aria-labelledby': `rule-${rule.name}` },
    h('h3', { id: `rule-${rule.name}` }, rule.name, ' ', count),
    h('p', { class: 'about' }, prose(rule.summary), ' ', h('em', {}, prose(sentence(rule.advice)))),
    commandsOf(mine),
    h(
      'ul',
      {},
      files.map((file) => file.element),
    ),
  );
  const show = (shown: ReadonlySet<number>): void => {
    for (const file of files) file.show(shown);
    const left = mine.filter(({ index }) => shown.has(index)).length;
    element.hidden = left === 0;
    count.textContent = left === mine.length ? String(left) : `${left} of ${mine.length}`;
  };
  return { element, show };
}

/** One finding stands on a line of its own; several of a file stand below it, which tells what they share. */
function fileOf(
  path: string | null,
  some: readonly (FindingRow & { readonly index: number })[],
  picture: Picture,
): Group {
  const { shared, own } = sharedParts(some);
  const several = some.length > 1 && path !== null;
  const rows = some.map((finding, i) => ({
    index: finding.index,
    row: rowOf(finding, picture, several ? { words: own[i] ?? '', path: null } : { words: finding.message, path }),
  }));
  const list = rows.map(({ row }) => h('li', {}, row));
  const title = several ? h('p', { class: 'file' }, pathOf(path), ' ', h('span', { class: 'quiet' }, shared)) : null;
  const element = h(
    'li',
    { class: 'of-file' },
    title,
    several ? h('ul', { class: 'several' }, list) : rows.map(({ row }) => row),
  );
  const show = (shown: ReadonlySet<number>): void => {
    rows.forEach(({ index, row }, i) => {
      row.hidden = !shown.has(index);
      const line = list[i];
      if (line) line.hidden = row.hidden;
    });
    element.hidden = rows.every(({ row }) => row.hidden);
  };
  return { element, show };
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** What would settle them, each command once; too many would be a wall. */
function commandsOf(some: readonly FindingRow[]): HTMLElement | null {
  const commands = [...new Set(some.filter(({ carried }) => !carried).flatMap((finding) => finding.commands))];
  if (commands.length === 0) return null;
  const more = commands.length > 3 ? h('span', { class: 'quiet' }, `and ${commands.length - 3} more like these`) : null;
  return h(
    'div',
    { class: 'commands' },
    commands.slice(0, 3).map((one) => h('code', {}, one)),
    more,
  );
}
