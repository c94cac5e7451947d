import type { Identity } from '../copy/rename.ts';
import { renamePython, titled } from '../copy/rename.ts';
import type { Layout } from '../layout/layout.ts';
import type { Oid, OwnSource, Path } from '../model.ts';
import type { Analyze } from '../outline/outline.ts';
import { readSource } from '../own/reading.ts';
import { moduleOf } from '../own/units.ts';

/** A module of an edition of the original, in the words of its copy. */
export interface EditionFile {
  readonly path: Path;
  /** As it would be imported if it were the copy's. */
  readonly module: string;
  readonly text: string;
}

/** What an edition is read with. */
export interface EditionBy {
  readonly source: string;
  readonly own: OwnSource;
  /** The copy's name -> the original's. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly layout: Layout;
  readonly analyze: Analyze;
  textOf(blob: Oid): string;
}

/**
 * One state of the original, with the names that the copy has: its class, module, service type and title, and what else it
 * renamed. Then nothing differs from the copy but what somebody changed.
 */
export function editionIn(files: ReadonlyMap<Path, Oid>, by: EditionBy): EditionFile[] {
  const { own, source, layout, analyze } = by;
  const texts = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, blob]) => ({ path, text: by.textOf(blob) }));
  const readings = texts.flatMap(({ text }) => readSource(text) ?? []);
  const reading = readings.find(({ serviceType }) => serviceType !== null) ?? readings[0];
  const module = packageOf(moduleOf(texts[0]?.path ?? '', layout) ?? source, source);
  const from: Identity = {
    source,
    module,
    className: reading?.className ?? source,
    serviceType: reading?.serviceType?.text ?? source,
    name: reading?.name?.text ?? source,
  };
  const to: Identity = {
    source: own.source,
    module: own.module,
    className: own.className ?? from.className,
    serviceType: own.serviceType ?? from.serviceType,
    name: own.name ?? from.name,
  };
  return texts.map(({ path, text }) => {
    const at = moduleOf(path, layout) ?? '';
    const told = renamePython(titled(text, { from, to }), { from, to }, at, analyze);
    const renamed = [...by.renamed].reduce((all, [mine, theirs]) => all.replaceAll(word(theirs), mine), told);
    return { path, module: at === module ? own.module : at.replace(`${module}.`, `${own.module}.`), text: renamed };
  });
}

const word = (name: string): RegExp => new RegExp(`\\b${name}\\b`, 'g');

/** `connectors.sources.box.client` -> `connectors.sources.box`. */
function packageOf(module: string, source: string): string {
  const parts = module.split('.');
  const at = parts.lastIndexOf(source);
  return at < 0 ? module : parts.slice(0, at + 1).join('.');
}
