import type { Compared } from '../compare/compare.ts';
import type { FileWrite } from '../git/write.ts';
import { placesOf, type TreeLayout } from '../layout/layout.ts';
import type { Path } from '../model.ts';
import type { Units } from '../own/units.ts';
import type { Renaming } from './rename.ts';
import type { Entries, Subject } from './subject.ts';

/** Where a file of the original goes: the fork's layout says where sources, tests and fixtures are kept. */
export function placeOf(path: Path, { from, to }: Renaming, layout: TreeLayout, units: Units): Path {
  const area = units.area(path);
  const [home] = area === null ? [] : placesOf(layout, area).flatMap((place) => place.root ?? []);
  const root = home ?? units.below(path)?.root ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (area === 'source-test') return `${root}/${name.replace(/^test_\w+(?=\.\w+$)/, `test_${to.source}`)}`;
  if (area === 'fixture') {
    const [folder = '', ...rest] = (units.below(path)?.rest ?? name).split('/');
    return [root, folder === from.serviceType ? to.serviceType : to.source, ...rest].join('/');
  }
  const at = path.lastIndexOf(`/${from.source}/`);
  return at < 0 ? `${root}/${to.source}.py` : `${root}/${to.source}/${path.slice(at + from.source.length + 2)}`;
}

/** Upstream's files of the source as the base has them, where the fork's differ; what the fork put among them goes. */
export function restorations(subject: Subject, fork: Entries, base: Entries, { comparison }: Compared): FileWrite[] {
  const published = new Set(
    comparison.changes.filter((change) => change.published && !change.stale).map(({ path }) => path),
  );
  const paths = new Set([...subject.files(base), ...subject.files(fork)]);
  return [...paths].sort().flatMap((path): FileWrite[] => {
    const [mine, theirs] = [fork.get(path), base.get(path)];
    if (published.has(path) || (mine?.oid === theirs?.oid && mine?.mode === theirs?.mode)) return [];
    return [theirs ? { path, mode: theirs.mode, oid: theirs.oid } : { path, mode: null }];
  });
}
