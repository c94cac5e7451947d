import { type Picture, type Sign, signs } from '../model.ts';
import { signWords } from '../words.ts';
import { h, heard, seen } from './dom.ts';
import type { State } from './state.ts';

/** The key to the colours, which counts the files of each kind and shows them alone when asked. */
export function legend(picture: Picture, state: State): HTMLElement {
  const held = signs.flatMap((sign) => {
    const count = picture.files.filter((file) => file.signs.includes(sign)).length;
    return count ? [{ sign, button: key(sign, count, state) }] : [];
  });
  state.follow(({ view }) => {
    for (const { sign, button } of held) button.setAttribute('aria-pressed', String(view.sign === sign));
  });
  return h(
    'div',
    { class: 'legend', role: 'group', 'aria-label': 'Show only files that are' },
    held.map(({ button }) => button),
  );
}

function key(sign: Sign, count: number, state: State): HTMLButtonElement {
  const { glyph, label, meaning } = signWords[sign];
  const toggle = (): void => state.ask({ sign: state.now.view.sign === sign ? null : sign });
  return h(
    'button',
    { type: 'button', 'data-sign': sign, title: meaning, click: toggle },
    seen(glyph, 'swatch'),
    h('b', {}, String(count)),
    ` ${label}`,
    heard(`: ${meaning}`),
  );
}
