import type { Areas } from '../layout/areas.ts';
import type { Area, Path } from '../model.ts';

/** What kind of file a path holds: only files of one kind may have become one another. A test never becomes a module. */
export const kindOf = (path: Path, areas: Areas): string =>
  `${family(areas.of(path))} ${/\.\w+$/.exec(path)?.[0] ?? ''}`;

function family(area: Area): string {
  if (area === 'source-test' || area === 'framework-test') return 'test';
  if (['framework', 'source', 'source-helper', 'protocol', 'registry'].includes(area)) return 'code';
  return area === 'fixture' ? 'fixture' : 'other';
}
