import { plural } from '../../plural.ts';
import type { CarryRow, OwnRow, Picture } from '../model.ts';
import { h, pathOf, seen } from './dom.ts';

/** The fork's own sources: where each came from, how far behind its original it is, and what belongs to it. */
export function ownTable({ own }: Picture): HTMLElement {
  const heads = ['Source', 'From', 'Behind', 'Tests', 'Fixtures', 'Registered in'];
  return table(heads, own.map(ownRow));
}

function ownRow(row: OwnRow): HTMLElement {
  const { source, path, copiedFrom, copiedAt, tests, fixtures, registered } = row;
  const from =
    copiedFrom === null
      ? 'new'
      : h('span', {}, 'copy of ', h('bdi', {}, copiedFrom), copiedAt === null ? '' : ` at ${copiedAt}`);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, h('bdi', {}, source), h('small', {}, pathOf(path))),
    h('td', {}, from),
    h('td', {}, behindOf(row)),
    h('td', {}, tests ? String(tests) : lack('none')),
    h('td', {}, fixtures ? 'yes' : 'none'),
    h('td', {}, registered === null ? lack('nowhere seen') : pathOf(registered)),
  );
}

const lack = (words: string): HTMLElement => h('span', { class: 'lack' }, seen('! '), words);

/** How many of the original's changes since are missing, as a number and as a bar of that share. */
function behindOf({ behind }: OwnRow): Node | string {
  if (behind === null) return '–';
  if (behind.of === 0) return 'nothing';
  const bar = h('span', { class: 'gauge', 'aria-hidden': 'true' }, h('i'));
  bar.style.setProperty('--share', String(behind.lacks / behind.of));
  return h('span', {}, `lacks ${behind.lacks} of ${plural(behind.of, 'change')}`, bar);
}

/** What the fork declares: why, whose, until when. */
export function carriesTable({ carries }: Picture): HTMLElement {
  return table(['Carry', 'Why', 'Owner', 'Upstream', 'Until', 'Covers'], carries.map(carryRow));
}

function carryRow({ id, reason, owner, status, url, until, covers }: CarryRow): HTMLElement {
  const link = url !== null && /^https?:\/\//i.test(url);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, h('bdi', {}, id)),
    h('td', {}, h('bdi', {}, reason)),
    h('td', {}, owner === null ? '–' : h('bdi', {}, owner)),
    h('td', {}, link ? h('a', { href: url, rel: 'noopener noreferrer' }, status) : status),
    h('td', {}, until ?? '–'),
    h('td', {}, covers ? plural(covers, 'finding') : lack('nothing')),
  );
}

function table(heads: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const head = h(
    'tr',
    {},
    heads.map((name) => h('th', { scope: 'col' }, name)),
  );
  return h(
    'div',
    { class: 'wide', tabindex: 0, role: 'group', 'aria-label': `${heads[0]}, table` },
    h('table', {}, h('thead', {}, head), h('tbody', {}, rows)),
  );
}
