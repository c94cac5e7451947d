import { grouped } from '../../grouped.ts';
import { plural } from '../../plural.ts';
import { type Picture, type PictureFile, type Sign, signs } from '../model.ts';
import { signWords } from '../words.ts';
import { h, pathOf, seen } from './dom.ts';
import type { State } from './state.ts';

/** Beside the map: the areas in numbers, or the file that was chosen. */
export function aside(picture: Picture, state: State): HTMLElement {
  const place = h('aside', { class: 'aside', 'aria-live': 'polite' });
  const areas = areasTable(picture);
  let shown: number | null | undefined;
  state.follow(({ view }) => {
    if (view.file === shown) return;
    shown = view.file;
    const file = picture.files[shown ?? (picture.files.length === 1 ? 0 : -1)];
    place.replaceChildren(file ? card(file, picture, state) : areas);
  });
  return place;
}

function areasTable({ files }: Picture): HTMLElement {
  const areas = [...new Set(files.map(({ area }) => area))].map((area) => {
    const inside = files.filter((file) => file.area === area);
    return { area, inside, lines: sum(inside, ({ added, deleted }) => (added ?? 0) + (deleted ?? 0)) };
  });
  const most = Math.max(1, ...areas.map(({ lines }) => lines));
  const rows = areas
    .sort((a, b) => b.lines - a.lines)
    .map(({ area, inside, lines }) => {
      const bar = h('span', { class: 'amount' });
      bar.style.width = `${(lines / most) * 100}%`;
      const worst = signs.find((sign) => inside.some((file) => file.signs[0] === sign)) ?? 'noted';
      return h(
        'tr',
        { 'data-sign': worst },
        h('th', { scope: 'row' }, area.replace('-', ' '), bar),
        h('td', {}, String(inside.length)),
        h('td', {}, `+${sum(inside, ({ added }) => added ?? 0)}`),
        h('td', {}, `−${sum(inside, ({ deleted }) => deleted ?? 0)}`),
      );
    });
  const heads = ['Area', 'Files', 'Added', 'Gone'].map((name) => h('th', { scope: 'col' }, name));
  return h('table', { class: 'areas' }, h('thead', {}, h('tr', {}, heads)), h('tbody', {}, rows));
}

const sum = (files: readonly PictureFile[], of: (file: PictureFile) => number): number =>
  files.reduce((total, file) => total + of(file), 0);

/** Everything known of one file, but its lines: these stand with its findings. */
function card(file: PictureFile, picture: Picture, state: State): HTMLElement {
  const index = picture.files.indexOf(file);
  const found = picture.findings.filter((finding) => finding.file === index).length;
  const facts: readonly (readonly [string, Node | string | null])[] = [
    ['did', whatHappened(file)],
    ['area', file.area.replace('-', ' ')],
    ['from', file.from === null ? null : pathOf(file.from)],
    ['copied from', file.copiedFrom === null ? null : pathOf(file.copiedFrom)],
    ['copied at', file.copiedAt],
    ['upstream', file.upstreamCommits ? `${plural(file.upstreamCommits, 'commit')} since the base` : null],
    ['now at', file.homes.length ? homesOf(file.homes) : null],
    ['by', file.commits.length ? h('span', {}, file.commits.slice(0, 4).map(commit)) : null],
  ];
  return h(
    'div',
    { class: 'card' },
    state.now.view.file === null
      ? null
      : h(
          'button',
          { type: 'button', class: 'close', 'aria-label': 'Close this file', click: () => state.ask({ file: null }) },
          '×',
        ),
    h('h3', {}, pathOf(file.path)),
    h('ul', { class: 'signs' }, file.signs.map(told)),
    h(
      'dl',
      {},
      facts.flatMap(([name, value]) => (value === null ? [] : [h('dt', {}, name), h('dd', {}, value)])),
    ),
    found ? h('p', {}, h('a', { href: '#findings', click: toFindings }, `${plural(found, 'finding')} below`)) : null,
  );
}

/** Files by their folder, which is said once. */
function homesOf(homes: readonly string[]): HTMLElement {
  const folders = [...grouped(homes, (home) => home.slice(0, home.lastIndexOf('/') + 1))];
  return h(
    'span',
    {},
    folders.map(([folder, inside]) =>
      h(
        'div',
        { class: 'home' },
        pathOf(folder),
        inside.map((home) => h('bdi', { class: 'path', dir: 'ltr' }, h('b', {}, home.slice(folder.length)))),
      ),
    ),
  );
}

/** The address is taken by what is shown, so the page goes there by itself. */
function toFindings(event: Event): void {
  event.preventDefault();
  document.getElementById('findings')?.scrollIntoView();
}

const told = (sign: Sign): HTMLElement =>
  h('li', { 'data-sign': sign }, seen(signWords[sign].glyph, 'swatch'), ` ${signWords[sign].meaning}`);

const commit = ({ sha, author, subject }: PictureFile['commits'][number]): HTMLElement =>
  h('div', {}, h('code', {}, sha.slice(0, 9)), ' ', h('bdi', {}, subject), ' ', h('bdi', { class: 'quiet' }, author));

function whatHappened({ kind, added, deleted }: PictureFile): string {
  return added === null ? `${kind}, not text` : `${kind}, +${added} −${deleted ?? 0}`;
}
