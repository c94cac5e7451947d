import { plural } from '../../plural.ts';
import type { Picture } from '../model.ts';
import { isEverything, levels, type View } from '../view.ts';
import { severityWords, signWords } from '../words.ts';
import { h, seen } from './dom.ts';
import type { State } from './state.ts';

/** Above the findings: words to search for, levels, now or next, and what is shown at the moment. */
export function searchBar(picture: Picture, state: State): HTMLElement {
  const field = h('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Rule, path or words',
    'aria-label': 'Search the findings',
    autocomplete: 'off',
    spellcheck: 'false',
    input: () => state.ask({ query: field.value }),
  });
  const told = h('span', { role: 'status' });
  const reset = h('button', { type: 'button', class: 'reset', click: () => state.clear() }, 'Show all');
  state.follow(({ view, findings }) => {
    if (field.value !== view.query) field.value = view.query;
    told.textContent = toldOf(view, findings.size, picture);
    reset.hidden = isEverything(view);
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') state.clear();
    if (event.key !== '/' || document.activeElement === field || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    field.focus();
  });
  return h(
    'div',
    { class: 'search', role: 'search' },
    h('label', {}, field, seen('/', 'key')),
    h(
      'div',
      { class: 'chips' },
      choicesIn(picture).map((choice) => chip(choice, state)),
    ),
    h('p', { class: 'told' }, told, ' ', reset),
  );
}

/** A part of the findings that can be asked for. */
interface Choice {
  readonly asks: Pick<View, 'level'> | Pick<View, 'when'>;
  readonly count: number;
  readonly words: string;
  readonly level?: string;
  readonly glyph?: string;
}

/** Those that some finding has. */
function choicesIn({ counts, findings }: Picture): Choice[] {
  const byLevel = levels.map((level): Choice => {
    const { glyph, word, words } = level === 'carried' ? carried : severityWords[level];
    return { asks: { level }, level, glyph, count: counts[level], words: counts[level] === 1 ? word : words };
  });
  const byTime = (['now', 'next'] as const).map((when): Choice => {
    const count = findings.filter((finding) => finding.when === when).length;
    return { asks: { when }, count, words: when === 'now' ? 'today' : 'at the target' };
  });
  return [...byLevel, ...byTime].filter(({ count }) => count > 0);
}

const carried = { glyph: signWords.carried.glyph, word: 'carried', words: 'carried' };

/** Asks for its part, or no longer. */
function chip({ asks, count, words, level = '', glyph = '' }: Choice, state: State): HTMLElement {
  const without = 'level' in asks ? { level: null } : { when: null };
  const isOn = ({ view }: Pick<State['now'], 'view'>): boolean =>
    'level' in asks ? view.level === asks.level : view.when === asks.when;
  const button = h(
    'button',
    { type: 'button', 'data-level': level || null, click: () => state.ask(isOn(state.now) ? without : asks) },
    seen(glyph, 'swatch'),
    h('b', {}, String(count)),
    ` ${words}`,
  );
  state.follow((shown) => button.setAttribute('aria-pressed', String(isOn(shown))));
  return button;
}

/** What is shown at the moment, in words. */
function toldOf(view: View, count: number, { files, findings, road }: Picture): string {
  const file = view.file === null ? undefined : files[view.file];
  const stop = view.stop === null ? undefined : road[view.stop];
  const all = plural(findings.length, 'finding');
  return [
    count === findings.length ? all : `${count} of ${all}`,
    ...(file ? [`in ${file.path}`] : []),
    ...(view.sign ? [`in files that are ${signWords[view.sign].label}`] : []),
    ...(stop ? [`in files that ${stop.line} meets`] : []),
  ].join(' ');
}
