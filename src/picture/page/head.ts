import { plural } from '../../plural.ts';
import type { Picture, Standpoint } from '../model.ts';
import { headline, monthOf } from '../words.ts';
import { h } from './dom.ts';

/** One sentence that says how the fork fares, and the three commits that everything below is about. */
export function head(picture: Picture): HTMLElement {
  const { fork, base, target } = picture;
  const [now, next] = headline(picture);
  const merges = fork.ownMerges ? `, ${plural(fork.ownMerges, 'merge')} among them` : '';
  return h(
    'header',
    { class: 'head' },
    h('p', { class: 'eyebrow' }, 'fork-lint', h('span', {}, ` ${picture.version}`)),
    h('h1', {}, `${now} `, h('span', {}, next)),
    h(
      'dl',
      { class: 'standpoints' },
      standpoint('Fork', fork, `${plural(fork.ownCommits, 'own commit')}${merges}`),
      standpoint('Base', base, base.byContent ? 'found by content' : ''),
      standpoint('Target', target, target.behind ? `${plural(target.behind, 'commit')} ahead` : 'nothing to merge'),
    ),
  );
}

function standpoint(what: string, { ref, sha, version, date }: Standpoint, more: string): HTMLElement {
  const id = sha.startsWith(ref) ? [] : [sha.slice(0, 9)];
  const told = [
    ...(version === null ? [] : [version]),
    ...(date === null ? [] : [monthOf(date)]),
    ...(more ? [more] : []),
  ];
  return h(
    'div',
    {},
    h('dt', {}, what),
    h(
      'dd',
      {},
      h('bdi', { class: 'ref', title: ref }, ref.replace(/^refs\/(?:heads|tags|remotes)\//, '')),
      ...id.map((one) => h('code', {}, one)),
    ),
    h('dd', { class: 'quiet' }, told.join(' · ')),
  );
}
