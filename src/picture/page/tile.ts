import type { PictureFile, Sign } from '../model.ts';
import { signWords } from '../words.ts';
import { h, seen } from './dom.ts';

/** One changed file on the map: its name, its lines, and all that holds of it. What it has no room for is left out (style). */
export function tileOf(file: PictureFile, click: () => void): HTMLButtonElement {
  const { path, added, deleted, signs } = file;
  const lines = added === null ? 'not text' : `+${added} −${deleted ?? 0}`;
  const told = signs.map((sign) => signWords[sign].meaning).join('; ');
  const [first = 'noted'] = signs;
  return h(
    'button',
    {
      type: 'button',
      class: 'tile',
      'data-sign': first,
      title: `${path}\n${lines} · ${told}`,
      'aria-label': `${path}, ${lines}: ${told}`,
      click,
    },
    seen(signWords[first].glyph, 'glyph'),
    h('bdi', { class: 'name', dir: 'ltr' }, breakable(path.split('/').at(-1) ?? path)),
    h(
      'span',
      { class: 'foot' },
      h('span', { class: 'lines' }, lines),
      h('span', { class: 'chits', 'aria-hidden': 'true' }, signs.map(chit)),
    ),
  );
}

const chit = (sign: Sign): HTMLElement => h('span', { 'data-sign': sign }, seen(signWords[sign].glyph, 'swatch'));

/** A name that may go on in the next line where its words end. */
const breakable = (name: string): (string | HTMLElement)[] =>
  name.split(/(?<=[_.-])/).flatMap((word, i) => (i ? [h('wbr'), word] : [word]));
