import type { Picture } from '../model.ts';
import { aside } from './aside.ts';
import { h } from './dom.ts';
import { findings } from './findings.ts';
import { head } from './head.ts';
import { legend } from './legend.ts';
import { map } from './map.ts';
import { road } from './road.ts';
import { stateOf } from './state.ts';
import { carriesTable, ownTable } from './tables.ts';

/** Draws the whole page from the report that lies in it. */
function draw(picture: Picture, page: HTMLElement): void {
  const state = stateOf(picture);
  const parts = [
    head(picture),
    picture.files.length
      ? section(
          'map',
          'The fork',
          legend(picture, state),
          h('div', { class: 'fork' }, map(picture, state), aside(picture, state)),
        )
      : null,
    picture.road.length
      ? section('road', 'The road ahead', h('p', { class: 'caption' }, roadCaption), road(picture, state))
      : null,
    picture.own.length ? section('own', 'Your own sources', ownTable(picture)) : null,
    section('findings', 'Findings', findings(picture, state)),
    picture.carries.length ? section('carries', 'Carried on purpose', carriesTable(picture)) : null,
    picture.notes.length ? section('notes', 'What this does not tell', notes(picture)) : null,
  ];
  page.replaceChildren(...parts.filter((part) => part !== null));
}

const roadCaption =
  'A stop is a release line, the bar its commits: ≠ conflicts of yours that begin there, → files of yours it moves away or drops, ~ files of yours it touches.';

function section(id: string, title: string, ...content: readonly HTMLElement[]): HTMLElement {
  return h(
    'section',
    { id, class: 'part', 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title` }, title),
    ...content,
  );
}

const notes = (picture: Picture): HTMLElement =>
  h(
    'ul',
    { class: 'notes' },
    picture.notes.map(({ kind, text }) =>
      h('li', {}, kind === 'undetermined' ? h('b', {}, 'Not checked: ') : null, h('bdi', {}, text)),
    ),
  );

const page = document.getElementById('picture');
const report = document.getElementById('report');
// the reporter has put there what `pictureOf` made
if (page && report) draw(JSON.parse(report.textContent ?? '') as Picture, page);
