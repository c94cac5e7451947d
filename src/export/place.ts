import { readHeads } from '../git/blobs.ts';
import type { Git } from '../git/run.ts';
import type { FileWrite } from '../git/write.ts';
import type { Layout } from '../layout/layout.ts';
import type { Change, Oid, Path } from '../model.ts';
import { mergeWhole, type WholeFile } from '../port/others.ts';

/** A stretch of history whose change of some paths is to be made again on top of another commit. */
export interface Placing {
  readonly base: Oid;
  readonly fork: Oid;
  readonly target: Oid;
  readonly paths: readonly Path[];
}

/** What the target's tree becomes, and what has no certain place there. */
export interface PlacedChange {
  readonly writes: readonly FileWrite[];
  readonly left: readonly Unplaced[];
}

export interface Unplaced {
  readonly from: Path;
  /** The definition, where a file was taken apart. */
  readonly symbol?: string;
  readonly reason: string;
  readonly candidates: readonly Path[];
}

/** Makes a change again elsewhere. `portTrees` of port is one, which takes files apart; {@link gitPlacer} moves them whole. */
export type Placer = (room: Git, layout: Layout, asked: Placing) => Promise<PlacedChange>;

/** Merges each file as git does, at the one place where the target keeps it. What was split has no one place. */
function gitPlacer(changes: readonly Change[]): Placer {
  return async (room, _layout, { base, fork, target, paths }) => {
    const cases = changes
      .filter(({ path }) => paths.includes(path))
      .map((change) => ({ change, home: homeOf(change) }));
    const homed = cases
      .filter(({ home }) => home !== null)
      .map(({ change, home }) => ({ change, home: home ?? change.path }));
    const at = await blobsAt(room, [
      ...homed.flatMap(({ change }) => [`${base}:${change.path}`, `${fork}:${change.path}`]),
      ...homed.map(({ home }) => `${target}:${home}`),
    ]);
    const files = homed.flatMap(({ change, home }): WholeFile[] => {
      const [before, after, there] = [
        at(`${base}:${change.path}`),
        at(`${fork}:${change.path}`),
        at(`${target}:${home}`),
      ];
      if (before === after) return [];
      const zero = '0'.repeat(target.length);
      const mode = change.modes[1] === '000000' ? change.modes[0] : change.modes[1];
      const raw = {
        path: change.path,
        from: null,
        letter: 'M',
        modes: [mode, mode],
        before: before ?? zero,
        after: after ?? zero,
      } as const;
      return [{ change: raw, home, target: there === null ? null : { oid: there, mode } }];
    });
    const { writes, left } = await mergeWhole(room, files, { markers: false, patch: () => '' });
    const nowhere = cases.filter(({ home }) => home === null).map(({ change }) => unplaced(change));
    return { writes, left: [...nowhere, ...left] };
  };
}

/** git's own merge where it will do, and port where a file was split or both sides changed the same lines. */
export function placerFor(changes: readonly Change[], port: Placer | undefined): Placer {
  const plain = gitPlacer(changes);
  return async (room, layout, asked) => {
    const placed = await plain(room, layout, asked);
    return placed.left.length > 0 && port ? port(room, layout, asked) : placed;
  };
}

function homeOf({ kind, path, homes, modes }: Change): Path | null {
  if (kind === 'renamed' || kind === 'type-changed' || modes.includes('160000')) return null;
  if (kind === 'added') return path;
  return homes.length === 1 ? (homes[0] ?? null) : null;
}

function unplaced({ kind, path, from, homes }: Change): Unplaced {
  const renamed =
    kind === 'renamed'
      ? `the fork renamed it from ${from}`
      : kind === 'type-changed'
        ? 'the fork made it another kind of file'
        : null;
  const reason = renamed ?? (homes.length ? 'the target has split this file' : 'the target no longer has this file');
  return { from: path, reason, candidates: homes };
}

async function blobsAt(room: Git, names: readonly string[]): Promise<(name: string) => Oid | null> {
  const heads = await readHeads(room, names);
  const oids = new Map(names.map((name, i) => [name, heads[i]?.type === 'blob' ? heads[i].oid : null]));
  return (name) => oids.get(name) ?? null;
}
