import type { Comparison } from '../model.ts';
import { plural } from '../plural.ts';
import { display } from './display.ts';
import type { Page } from './page.ts';
import { filled, table } from './terminal.ts';

const found = { graph: '', given: ', as given', content: ', found by content', virtual: ', found by content' } as const;

/** Fork, base and target, each with its version: the three commits everything else is about. `brief` leaves out what they hold. */
export function standingOf(comparison: Comparison, page: Page, brief = false): string[] {
  const { fork, base, target } = comparison;
  const merges = fork.ownMerges ? `, ${plural(fork.ownMerges, 'merge')} among them` : '';
  const commits = `${plural(fork.ownCommits, 'own commit')}${merges}`;
  const ahead = target.behind ? `${plural(target.behind, 'commit')} ahead` : 'nothing to merge';
  return [
    ...labelled('fork', [commitOf(fork, page), ...(brief ? [] : [commits])], page),
    ...labelled('base', [`${commitOf(base, page)}${found[base.how]}`], page),
    ...labelled('target', [commitOf(target, page), ahead, outlook(comparison, page)], page),
  ];
}

/** A ref, the commit it stood for and the version there, each told once. */
function commitOf(
  at: { readonly ref: string; readonly sha: string; readonly version: string | null },
  page: Page,
): string {
  const ref = at.ref.replace(/^refs\/(?:heads|remotes|tags)\//, '');
  const id = at.sha.startsWith(ref) ? '' : ` ${page.paint.dim(at.sha.slice(0, 9))}`;
  const version = at.version === null || ref === `v${at.version}` ? '' : `, ${display(at.version)}`;
  return `${page.paint.bold(display(ref))}${id}${version}`;
}

function outlook({ forecast, target }: Comparison, { paint }: Page): string {
  const [yours, all] = [forecast.conflicts.length, forecast.conflicts.length + forecast.others];
  if (all === 0) return target.behind ? paint.green('merging it is clean') : '';
  const paths = `merging it conflicts in ${plural(all, 'path')}`;
  if (forecast.clean) return paint.green(`${paths}, ${all === 1 ? 'not yours' : 'none of them yours'}`);
  return paint.yellow(
    `${paths}, ${yours < all ? `${yours} of them yours` : all === 1 ? 'yours' : 'all of them yours'}`,
  );
}

/** A label and what is said under it, broken between its parts. */
export function labelled(label: string, parts: readonly string[], { terminal }: Page): string[] {
  const lines = filled(
    parts.filter((part) => part !== ''),
    ' · ',
    terminal.width - 8,
  );
  return lines.map((line, i) => `${(i === 0 ? label : '').padEnd(8)}${line}`);
}

/** The fork's own sources as a table: what each was copied from, what belongs to it, where it is registered. */
export function ownOf({ own }: Comparison, { paint, terminal }: Page): string[] {
  if (own.sources.length === 0) return [];
  const rows = own.sources.map(({ source, copied, tests, fixtures, registration }) => [
    paint.bold(display(source)),
    copied === null
      ? 'new'
      : `copy of ${display(copied.source)}${copied.at === null ? '' : ` at ${display(copied.at)}`}`,
    tests.length ? plural(tests.length, 'file') : paint.yellow('none'),
    fixtures.length ? 'yes' : 'none',
    registration === null ? 'nowhere that git shows' : display(registration.path),
  ]);
  const head = ['own source', 'origin', 'tests', 'fixtures', 'registered in'].map((title, i, all) =>
    i < all.length - 1 ? paint.dim(title) : title,
  );
  return table([head, ...rows], terminal.width);
}
