import { pathMatcher } from '../carries/match.ts';
import { Complaint } from '../complaint.ts';
import type { Area, Change, Path } from '../model.ts';
import type { Studied } from '../study.ts';

/** What of a fork's is to be sent upstream, as typed. */
export interface Selection {
  /** Files, folders or globs. */
  readonly paths: readonly string[];
  /** Ids of carries: what they cover. */
  readonly carry: readonly string[];
}

const ownAreas: readonly Area[] = ['source', 'source-helper', 'source-test', 'fixture'];

/**
 * The changes that paths and carries name.
 * @throws Complaint when they name nothing, or a source of the fork's own: that is nobody's but the fork's.
 */
export function selected({ compared, verdict }: Studied, { paths, carry }: Selection): readonly Change[] {
  const { changes } = compared.comparison;
  if (paths.length + carry.length === 0) {
    throw new Complaint('say what to send upstream: a path, or a carry', [
      'fork-lint export connectors/es/client.py',
      'fork-lint export --carry ID   # fork-lint carry list names them',
    ]);
  }
  const { standings } = verdict.carries;
  const covered = carry.flatMap((id) => {
    const standing = standings.find((one) => one.carry.id === id);
    if (!standing) throw new Complaint(`there is no carry ${JSON.stringify(id)}`, 'fork-lint carry list');
    const findings = new Set([...standing.covers, ...standing.beyond]);
    const found = verdict.findings.flatMap(({ fingerprint, path }) =>
      findings.has(fingerprint) && path !== null ? [path] : [],
    );
    const inPath = pathMatcher(standing.carry.path);
    return found.length ? found : changes.map(({ path }) => path).filter(inPath);
  });
  const inPaths = paths.flatMap((path) => [pathMatcher(path), pathMatcher(`${path.replace(/\/+$/, '')}/**`)]);
  const isNamed = (path: Path): boolean => covered.includes(path) || inPaths.some((inPath) => inPath(path));
  const chosen = changes.filter(({ path, from }) => isNamed(path) || (from !== null && isNamed(from)));
  if (chosen.length === 0)
    throw new Complaint(`the fork changes nothing at ${[...paths, ...carry].join(', ')}`, 'fork-lint -f json');
  const own = chosen.filter(({ kind, area }) => kind === 'added' && ownAreas.includes(area)).map(({ path }) => path);
  if (own.length > 0) {
    const some = own.length > 3 ? `${own.slice(0, 3).join(', ')} and ${own.length - 3} more` : own.join(', ');
    throw new Complaint(`${some}: the fork's own sources do not go into a change of upstream's`, [
      'fork-lint export PATH…   # name the changed files of upstream only',
    ]);
  }
  return chosen;
}
