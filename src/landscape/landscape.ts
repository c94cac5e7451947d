import type { Compared } from '../compare/compare.ts';
import { type Git, GitFailure } from '../git/run.ts';
import { sizesOf } from '../git/tree.ts';
import { areasOf } from '../layout/areas.ts';
import type { Landscape, Plot } from './model.ts';
import { stopsOf } from './stops.ts';

/** Looks around a comparison: one process for the base's tree, and one for each release line on the way to the target. */
export async function landscapeOf(compared: Compared, room: Git): Promise<Landscape> {
  const [files, stops] = await Promise.all([plotsOf(compared, room), stopsOf(compared)]);
  return { files, stops };
}

async function plotsOf({ trees: { base } }: Compared, room: Git): Promise<Plot[]> {
  const areas = areasOf(base.layout);
  const sizes = await sizesOf(room, base.sha).catch((error: unknown) => {
    if (error instanceof GitFailure) return new Map<string, number>(); // a partial clone has not every blob
    throw error;
  });
  return [...sizes].map(([path, bytes]) => {
    const area = areas.of(path);
    return { path, area, source: areas.source(path, area), bytes };
  });
}
