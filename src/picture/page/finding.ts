import { plural } from '../../plural.ts';
import type { FindingRow, Picture, PictureFile } from '../model.ts';
import { severityWords } from '../words.ts';
import { diff } from './diff.ts';
import { h, heard, pathOf, seen } from './dom.ts';

/** One finding: a line that opens, and shows the lines behind it. */
export function rowOf(
  finding: FindingRow,
  picture: Picture,
  { words, path }: { readonly words: string; readonly path: string | null },
): HTMLDetailsElement {
  const { severity, when, line, carried, file } = finding;
  const { glyph, word } = carried ? { glyph: '◆', word: 'carried' } : severityWords[severity];
  const place = [
    ...(path === null ? [] : [pathOf(path)]),
    ...(line === null ? [] : [h('span', { class: 'line' }, `${path === null ? '' : ':'}${line}`)]),
  ];
  const details = h(
    'details',
    {},
    h(
      'summary',
      {},
      h(
        'span',
        { class: 'level', 'data-level': carried ? 'carried' : severity, title: word },
        seen(glyph),
        heard(word),
      ),
      h(
        'span',
        { class: 'what' },
        place.length ? h('span', { class: 'place' }, place) : null,
        ' ',
        h('bdi', { class: 'message' }, words),
      ),
      when === 'next' ? h('span', { class: 'when' }, 'at the target') : null,
    ),
  );
  const fill = (): void => void details.append(body(finding, file === null ? undefined : picture.files[file]));
  details.addEventListener('toggle', fill, { once: true }); // most are never opened, and lines are what takes room
  return details;
}

function body(finding: FindingRow, file: PictureFile | undefined): HTMLElement {
  const { commands, fingerprint } = finding;
  return h(
    'div',
    { class: 'body' },
    file ? diff(file, finding) : null,
    commands.length
      ? h(
          'div',
          { class: 'commands' },
          commands.map((one) => h('code', {}, one)),
        )
      : null,
    file?.commits.length
      ? h(
          'p',
          { class: 'quiet' },
          `${plural(file.commits.length, 'commit')} of yours: `,
          file.commits.slice(0, 3).map(commit),
        )
      : null,
    h('p', { class: 'quiet' }, 'fingerprint ', h('code', {}, fingerprint)),
  );
}

const commit = ({ sha, subject }: PictureFile['commits'][number]): HTMLElement =>
  h('span', { class: 'commit' }, h('code', {}, sha.slice(0, 9)), ' ', h('bdi', {}, subject));
