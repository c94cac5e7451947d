import type { Survey } from '../compare/survey.ts';
import { areasOf } from '../layout/areas.ts';
import { placesOf, type TreeLayout } from '../layout/layout.ts';
import { entriesIn } from '../layout/registry.ts';
import type { Path, Stray, When } from '../model.ts';
import type { AddedTexts } from './own.ts';
import type { SourceArea, Units } from './units.ts';

/**
 * What the fork added where a layout does not look for it: the base's now, the target's next. A restructure leaves such files
 * behind without a word (a merge of a new package or fixture ends with exit code 0), and where git proposes to put them is
 * a guess that was wrong before, so the layout alone decides.
 */
export function straysOf({ trees, ours }: Survey, added: AddedTexts, units: Units): Stray[] {
  const layouts = [
    ['now', trees.base.layout],
    ['next', trees.target.layout],
  ] as const;
  const readers = layouts.map(([when, layout]) => ({ when, layout, areas: areasOf(layout) }));
  const strays: Stray[] = [];
  for (const path of added.keys()) {
    const area = units.area(path);
    const kind = area === 'source-helper' ? 'source' : area;
    if (kind === null) continue;
    const blind = readers.find(({ areas }) => {
      const read = areas.of(path);
      return read !== kind && !(kind === 'source' && read === 'source-helper');
    });
    if (blind) strays.push(strayFile(path, kind, blind.when, blind.layout, units));
  }
  const values = ours.flatMap((change) => deadEntries(change, trees.base.layout, added, units));
  return [...strays, ...values].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** A file whose place upstream has filled with a source of that name must not be moved there. */
export function withoutTaken(
  strays: readonly Stray[],
  upstream: Readonly<Record<When, { has(source: string): boolean }>>,
): Stray[] {
  return strays.map((stray) => {
    const taken = stray.kind !== 'registry' && stray.source !== null && upstream[stray.when].has(stray.source);
    return taken ? { ...stray, taken, belongs: null } : stray;
  });
}

function strayFile(path: Path, kind: SourceArea, when: When, layout: TreeLayout, units: Units): Stray {
  const [root] = placesOf(layout, kind).flatMap((place) => place.root ?? []);
  const below = units.below(path);
  const belongs = root !== undefined && below ? `${root}/${below.rest}` : null;
  return { path, kind, source: units.source(path), when, belongs, taken: false, line: null };
}

/** Entries for own sources that the fork wrote into a file which its own layout does not read as a registry. */
function deadEntries(
  { path, hunks, letter }: Survey['ours'][number],
  layout: TreeLayout,
  added: AddedTexts,
  units: Units,
): Stray[] {
  const format = /\.ya?ml$/.test(path) ? 'yaml' : path.endsWith('config.py') ? 'python' : null;
  if (format === null || letter === 'D' || units.area(path) !== null) return [];
  const area = areasOf(layout).of(path);
  if (area === 'registry' || area === 'user-config') return [];
  const [registry] = placesOf(layout, 'registry').flatMap((place) => place.registry?.path ?? []);
  const own = new Set(
    [...added.keys()].flatMap((one) => (units.area(one) === 'source' ? (units.source(one) ?? []) : [])),
  );
  return (hunks ?? []).flatMap((hunk) =>
    entriesIn(hunk.added.join('\n'), { path, format })
      .filter(({ module }) => own.has(module.split('.').at(-1) ?? ''))
      .map(({ line, module }) => ({
        path,
        kind: 'registry' as const,
        source: module.split('.').at(-1) ?? null,
        when: 'now' as const,
        belongs: registry ?? null,
        taken: false,
        line: hunk.forkLine + line - 1,
      })),
  );
}
