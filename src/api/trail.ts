import { Homes } from './homes.ts';
import { simpleName } from './names.ts';
import { pathOf, type Surface, type Thing } from './surface.ts';

/** Says where a tree keeps what older trees had at a path. */
export class Trail {
  readonly #target: Surface;
  readonly #older: readonly { readonly surface: Surface; readonly homes: Homes }[];

  /** `older`: trees that may still have what the target lacks, the nearest first; as a rule the base alone. */
  constructor(target: Surface, older: readonly Surface[]) {
    this.#target = target;
    this.#older = older.map((surface) => ({ surface, homes: new Homes(surface, target) }));
  }

  /** Whether some older tree had it. */
  wasThere(path: string): boolean {
    return this.#older.some(({ surface }) => {
      const thing = surface.resolve(path);
      return thing !== null && (thing.kind !== 'elsewhere' || thing.path !== null);
    });
  }

  /** First part of the names of upstream's packages, then and now. */
  isUpstreams(path: string): boolean {
    const surfaces = [this.#target, ...this.#older.map(({ surface }) => surface)];
    return surfaces.some((surface) => surface.isUpstreams(path));
  }

  /** The import paths under which the target has what this path led to, sorted; none when nobody knows. */
  homesOf(path: string): string[] {
    for (const { surface, homes } of this.#older) {
      const thing = surface.resolve(path);
      if (thing !== null) return this.#of(thing, path, surface, homes);
    }
    return [];
  }

  #of(thing: Thing, path: string, surface: Surface, homes: Homes): string[] {
    if (thing.kind === 'module') {
      return this.#target.moduleAt(thing.name) === null ? homes.ofModule(thing.name) : [thing.name];
    }
    if (thing.kind === 'elsewhere') return thing.path === null ? [] : this.#imported(path, thing.path, homes);
    const own = pathOf(thing);
    const still = this.#target.resolve(own);
    if (still?.kind === 'definition') return [pathOf(still)];
    const found = homes.of(thing).map(pathOf);
    if (found.length > 0 || thing.definition.container === null) return found;
    // the class has a home, and perhaps the member still goes by its name there
    const owner = surface.resolve(own.slice(0, -simpleName(thing.definition).length - 1));
    const places =
      owner?.kind === 'definition'
        ? homes.of(owner).map((one) => `${pathOf(one)}.${simpleName(thing.definition)}`)
        : [];
    return places.filter((place) => this.#target.resolve(place)?.kind === 'definition');
  }

  /** `connectors.box.aiohttp.ClientSession`: what a module imported from outside, patched through that module. */
  #imported(path: string, origin: string, homes: Homes): string[] {
    for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1)) {
      const places = homes.ofModule(path.slice(0, at)).map((module) => `${module}${path.slice(at)}`);
      const found = places.filter((place) => {
        const thing = this.#target.resolve(place);
        return thing?.kind === 'elsewhere' && thing.path === origin;
      });
      if (found.length > 0) return found.sort();
    }
    return [];
  }
}
