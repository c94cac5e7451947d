import { once } from '../once.ts';
import type { Analyze, FindPlaces, Outline } from './outline.ts';
import { pythonPlaces } from './python/places.ts';

export type * from './outline.ts';

/** Reads the files of one language. */
export interface Analyzer {
  readonly language: 'python' | 'typescript';
  /** Loads the parser at the first call; every later call gets the same. */
  readonly open: () => Promise<Analyze>;
  /** What only finds definitions, at a fraction of the cost of an outline. */
  readonly openPlaces: () => Promise<FindPlaces>;
}

/** Who reads a file, told by its name; undefined when nobody here can. Costs nothing until `open`. */
export function analyzerFor(path: string): Analyzer | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : ANALYZERS.get(path.slice(dot + 1).toLowerCase());
}

/** How the names of files in a language end, with the dot. */
export function extensionsOf(language: Analyzer['language'] | undefined): string[] {
  return [...ANALYZERS].flatMap(([extension, analyzer]) => (analyzer.language === language ? [`.${extension}`] : []));
}

/** The outlines of blobs, each read once however many paths, commits and rules ask for it. */
export class Outlines {
  readonly #outlines = new Map<string, Promise<Outline>>();

  /** The outline of a blob; undefined for a file that no analyzer reads. `text` is only called for a new blob. */
  async of(path: string, oid: string, text: string | (() => string)): Promise<Outline | undefined> {
    const analyzer = analyzerFor(path);
    if (analyzer === undefined) return undefined;
    // The same bytes read differently under another extension.
    const key = `${path.slice(path.lastIndexOf('.'))} ${oid}`;
    const known = this.#outlines.get(key);
    if (known !== undefined) return known;
    const outline = analyzer.open().then((analyze) => analyze(typeof text === 'string' ? text : text()));
    this.#outlines.set(key, outline);
    return outline;
  }
}

const python: Analyzer = {
  language: 'python',
  open: once(async () => (await import('./python.ts')).openPython()),
  openPlaces: async () => pythonPlaces,
};

function typescript(extension: string): Analyzer {
  const open = once(async () => (await import('./typescript.ts')).openTypescript(extension));
  const openPlaces = once(async (): Promise<FindPlaces> => {
    const analyze = await open();
    return (source) =>
      analyze(source).definitions.map(({ name, firstLine, endLine }) => ({
        name,
        line: firstLine,
        endLine,
      }));
  });
  return { language: 'typescript', open, openPlaces };
}

const extensions = ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'jsx'] as const;
const ANALYZERS: ReadonlyMap<string, Analyzer> = new Map([
  ['py', python],
  ['pyi', python],
  ...extensions.map((extension) => [extension, typescript(extension)] as const),
]);
