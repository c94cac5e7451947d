import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { Area } from '../model.ts';

/** Something to be laid out: a file, by its index, in an area. */
export interface Weighed {
  readonly index: number;
  readonly area: Area;
  readonly weight: number;
}

/** A place in percent of the whole map. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface AreaBox extends Box {
  readonly area: Area;
  /** Whether there is room for its name, above its tiles. */
  readonly titled: boolean;
  readonly tiles: readonly (Box & { readonly index: number })[];
}

/** Space for an area's name above its tiles, and between areas, in pixels. */
const gap = { title: 20, areas: 6, tiles: 2 };

/** Room for a name of some letters, and for tiles below it. */
const isRoomy = ({ x0, y0, x1, y1 }: Corners): boolean => x1 - x0 > 40 && y1 - y0 > gap.title + 16;

interface Corners {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The least share that one of so many gets of what they share: with less it could not be seen. */
const leastShare = (many: number): number => Math.min(0.04, 0.25 / many);

/** The areas with their things. What would be too small is made heavier: a thing in its area, and all of an area. */
function shared(things: readonly Weighed[]): { readonly area: Area; readonly children: readonly Weighed[] }[] {
  const weigh = (some: readonly Weighed[]): number => some.reduce((sum, { weight }) => sum + weight, 0);
  const areas = [...new Set(things.map(({ area }) => area))];
  const least = weigh(things) * leastShare(areas.length);
  return areas.map((area) => {
    const inside = things.filter((one) => one.area === area);
    const lightest = weigh(inside) * leastShare(inside.length);
    const factor = Math.max(1, least / weigh(inside));
    return { area, children: inside.map((one) => ({ ...one, weight: Math.max(one.weight, lightest) * factor })) };
  });
}

/** Squarified tiles within squarified areas (d3-hierarchy), the largest area first. The size is in pixels, the boxes in percent. */
export function layOut(
  things: readonly Weighed[],
  size: { readonly width: number; readonly height: number },
): AreaBox[] {
  const areas = shared(things);
  type Node = { readonly children?: readonly Node[]; readonly weight?: number };
  const root = hierarchy<Node>({ children: areas }, ({ children }) => children)
    .sum(({ weight }) => weight ?? 0)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const placed = treemap<Node>()
    .size([size.width, size.height])
    .tile(treemapSquarify.ratio(1.3))
    .paddingInner((node) => (node.depth === 0 ? gap.areas : gap.tiles))
    .paddingTop((node) => (node.depth === 1 && isRoomy(node) ? gap.title : 0))(root);
  const box = ({ x0, y0, x1, y1 }: Corners): Box => ({
    left: (x0 / size.width) * 100,
    top: (y0 / size.height) * 100,
    width: ((x1 - x0) / size.width) * 100,
    height: ((y1 - y0) / size.height) * 100,
  });
  return (placed.children ?? []).map((node) => ({
    ...box(node),
    titled: isRoomy(node),
    area: (node.data as (typeof areas)[number]).area, // what stands below the root are the areas made above
    tiles: (node.children ?? []).map((leaf) => ({
      ...box(leaf),
      index: (leaf.data as Weighed).index, // and below those the things themselves
    })),
  }));
}
