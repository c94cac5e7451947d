import { plural } from '../../plural.ts';
import type { Picture, RoadStop } from '../model.ts';
import { monthOf } from '../words.ts';
import { h, heard, seen } from './dom.ts';
import type { State } from './state.ts';

/** The road from base to target: a stop for each release line, with what it did to the files that the fork changed. */
export function road(picture: Picture, state: State): HTMLElement {
  const most = Math.max(1, ...picture.road.map(({ commits }) => commits));
  const stops = picture.road.map((stop, i) =>
    stopOf(stop, { share: stop.commits / most, last: i === picture.road.length - 1 }),
  );
  const buttons = stops.map((stop, i) => {
    const toggle = (): void => state.ask({ stop: state.now.view.stop === i ? null : i });
    return h('button', { type: 'button', click: toggle }, stop);
  });
  state.follow(({ view }) => {
    buttons.forEach((button, i) => {
      button.setAttribute('aria-pressed', String(view.stop === i));
    });
  });
  const { base } = picture;
  const start = h(
    'li',
    { class: 'start' },
    h('div', {}, seen('', 'pace'), seen('', 'dot'), h('b', {}, base.version ?? base.ref), h('small', {}, 'base')),
  );
  return h(
    'ol',
    { class: 'road' },
    start,
    buttons.map((button, i) => h('li', { 'data-worst': worstOf(picture.road[i]) }, button)),
  );
}

function stopOf(
  { line, release, releases, date, commits, touches, leaves, conflicting }: RoadStop,
  at: { share: number; last: boolean },
): HTMLElement[] {
  const pace = h('span', { class: 'pace', 'aria-hidden': 'true' }, h('i'), String(commits));
  pace.style.setProperty('--share', String(at.share));
  const marks: readonly (readonly [glyph: string, count: number, words: string])[] = [
    ['≠', conflicting, `${plural(conflicting, 'conflict')} of yours from here on`],
    ['→', leaves.length, `${plural(leaves.length, 'file')} of yours moved away or gone`],
    ['~', touches.length, `touches ${plural(touches.length, 'file')} of yours`],
  ];
  const told = `${release}${releases > 1 ? `, ${releases} releases` : ''}, ${plural(commits, 'commit')}`;
  const when = date === null ? release : monthOf(date);
  return [
    pace,
    seen('', 'dot'),
    h('b', {}, line),
    h('small', {}, at.last ? [...(line === release ? [] : [release]), 'target'].join(', ') : when),
    heard(told),
    h(
      'span',
      { class: 'marks', title: told },
      marks.flatMap(([glyph, count, words]) => (count ? [mark(glyph, count, words)] : [])),
    ),
  ];
}

const mark = (glyph: string, count: number, words: string): HTMLElement =>
  h('span', { class: 'mark', 'data-mark': glyph, title: words }, seen(`${glyph}${count}`), heard(`, ${words}`));

function worstOf(stop: RoadStop | undefined): string {
  if (stop?.conflicting) return 'conflicts';
  if (stop?.leaves.length) return 'moved';
  return stop?.touches.length ? 'touched' : 'quiet';
}
