import type { Picture } from '../model.ts';
import { type AreaBox, type Box, layOut, type Weighed } from '../treemap.ts';
import { h, seen } from './dom.ts';
import { goesByArrows } from './keys.ts';
import type { State } from './state.ts';
import { tileOf } from './tile.ts';

/** What the tiles are: the files that the fork changed, or these among all files of upstream. */
type Scope = 'changed' | 'all';

/** Below so many changed files the map says more when it shows what they are a part of. */
const few = 6;

/** The map: a tile for each file, in its area, as large as its change and coloured by what holds of it. */
export function map(picture: Picture, state: State): HTMLElement {
  const hasAll = picture.untouched.length > 0;
  const tiles = picture.files.map((file, index) =>
    tileOf(file, () => state.ask({ file: chosen() === index ? null : index })),
  );
  const chosen = (): number | null => state.now.view.file;
  const plane = h('div', { class: 'plane', role: 'group', 'aria-label': 'Map of the files; arrow keys move' });
  const caption = h('p', { class: 'caption' });
  let scope: Scope = hasAll && picture.files.length < few ? 'all' : 'changed';
  const draw = (): void => {
    const focused = tiles.find((tile) => tile === document.activeElement);
    const size = { width: plane.clientWidth, height: plane.clientHeight };
    if (size.width > 0) plane.replaceChildren(...place(picture, tiles, scope, size));
    focused?.focus({ preventScroll: true }); // what is taken out and put back has lost it
    plane.dataset['scope'] = scope;
    caption.textContent = captions[scope];
  };
  const choices = (['changed', 'all'] as const).map((one) => {
    const choose = (): void => {
      scope = one;
      mark();
      draw();
    };
    return { one, button: h('button', { type: 'button', click: choose }, choiceWords[one]) };
  });
  const mark = (): void => {
    for (const { one, button } of choices) button.setAttribute('aria-pressed', String(one === scope));
  };
  mark();
  state.follow(({ files, view }) => {
    tiles.forEach((tile, index) => {
      tile.toggleAttribute('data-dim', !files.has(index));
      tile.setAttribute('aria-pressed', String(view.file === index));
    });
  });
  goesByArrows(plane, tiles);
  new ResizeObserver(draw).observe(plane); // at once too, when the plane has found its place
  const switches = h(
    'div',
    { class: 'switch', role: 'group', 'aria-label': 'What the map shows' },
    choices.map(({ button }) => button),
  );
  return h('div', { class: 'map' }, h('div', { class: 'bar' }, caption, hasAll ? switches : null), plane);
}

const choiceWords: Readonly<Record<Scope, string>> = { changed: 'What you changed', all: 'In all of upstream' };

const captions: Readonly<Record<Scope, string>> = {
  changed: 'A tile is a file you changed; its area grows with the square root of the lines.',
  all: 'A tile is a file of upstream; the pale ones you left alone.',
};

/** Puts the tiles where they belong, between the names of the areas and what the fork left alone. */
function place(
  { files, untouched }: Picture,
  tiles: readonly HTMLElement[],
  scope: Scope,
  size: { readonly width: number; readonly height: number },
): HTMLElement[] {
  const changed = files.map(({ area, bytes, added, deleted }, index): Weighed => {
    const lines = (added ?? 0) + (deleted ?? 0);
    return { index, area, weight: scope === 'all' ? weightOf(bytes ?? lines * perLine, 200) : weightOf(lines, 4) };
  });
  const others = untouched.map(({ area, bytes }, i): Weighed => {
    return { index: files.length + i, area, weight: weightOf(bytes, 200) };
  });
  return layOut(scope === 'all' ? [...changed, ...others] : changed, size).flatMap((box) => [
    ...(box.titled ? [nameOf(box, files.length)] : []),
    ...box.tiles.map((one) => {
      const pale = (): HTMLElement => h('i', { title: untouched[one.index - files.length]?.path ?? null });
      return placed(tiles[one.index] ?? pale(), one);
    }),
  ]);
}

/** Characters in a line of Python, so that files which the base lacks have a size as well. */
const perLine = 36;

/** A square root, for one file of a thousand lines would leave no room; and no less than can be seen. */
const weightOf = (amount: number, least: number): number => Math.sqrt(Math.max(amount, least));

function nameOf(box: AreaBox, changed: number): HTMLElement {
  const count = box.tiles.filter(({ index }) => index < changed).length;
  const name = h('span', { class: 'area' }, h('b', {}, box.area.replace('-', ' ')), seen(count ? ` ${count}` : ''));
  return placed(name, { ...box, height: 0 });
}

/** The policy of the page forbids styles in markup, not those that its own script sets. */
function placed<E extends HTMLElement>(element: E, { left, top, width, height }: Box): E {
  const tall = height > 0 ? { height: `${height}%` } : {};
  Object.assign(element.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, ...tall });
  return element;
}
