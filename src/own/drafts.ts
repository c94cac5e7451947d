import type { Survey } from '../compare/survey.ts';
import { isZero } from '../git/changes.ts';
import type { Oid, Path, Registration } from '../model.ts';
import type { AddedTexts } from './own.ts';
import { type Reading, readSource } from './reading.ts';
import { inside, moduleOf, type Units } from './units.ts';

/** An own source as its own files tell it. */
export interface Draft {
  readonly source: string;
  readonly files: ReadonlyMap<Path, Oid>;
  readonly text: string;
  readonly main: Path;
  readonly line: number;
  readonly module: string;
  readonly className: string | null;
  readonly name: string | null;
  readonly serviceType: string | null;
  readonly registration: Registration | null;
}

/**
 * Groups the fork's added modules into sources: by the place that a release keeps sources in, or, anywhere else, by what a
 * registry names. A module without a data source class that no registry names is the helper of one that imports it.
 */
export function draftsOf(
  { ours, trees }: Survey,
  added: AddedTexts,
  registrations: readonly Registration[],
  units: Units,
  published: (path: Path) => boolean,
): Draft[] {
  const blobs = new Map(ours.flatMap(({ path, after }) => (isZero(after) ? [] : [[path, after] as const])));
  const groups = new Map<string, Path[]>();
  for (const path of added.keys()) {
    const source = path.endsWith('.py') ? sourceOf(path, units, registrations) : null;
    if (source === null || !/^[^\W\d]\w*$/.test(source) || published(path)) continue; // Python could not import it
    const known = groups.get(source);
    if (known) known.push(path);
    else groups.set(source, [path]);
  }
  if (groups.size === 0) return [];
  const { layout } = trees.base.layout;
  const drafts = [...groups].map(([source, paths]): Draft => {
    const files = paths.sort();
    const read = files.flatMap((path) => {
      const reading = readSource(added.get(path) ?? '');
      return reading ? [{ path, ...reading }] : [];
    });
    const main = read.find(({ serviceType }) => serviceType) ?? read[0];
    const path = main?.path ?? files[0] ?? '';
    const modules = files.map((one) => moduleAt(one, layout));
    const module = moduleAt(packageOf(source, path), layout);
    return {
      source,
      files: new Map(files.map((one) => [one, blobs.get(one) ?? ''])),
      text: files.map((one) => added.get(one) ?? '').join('\n'),
      main: path,
      ...told(main),
      module,
      registration: registrations.find((one) => one.module === module || modules.includes(one.module)) ?? null,
    };
  });
  return withHelpers(drafts.sort((a, b) => (a.source < b.source ? -1 : 1)));
}

function told(reading: Reading | undefined): Pick<Draft, 'line' | 'className' | 'name' | 'serviceType'> {
  const { line = 1, className = null, name = null, serviceType = null } = reading ?? {};
  return { line, className, name: name?.text ?? null, serviceType: serviceType?.text ?? null };
}

function sourceOf(path: Path, units: Units, registrations: readonly Registration[]): string | null {
  const area = units.area(path);
  if (area === 'source') return units.source(path);
  if (area !== null) return null;
  const named = registrations.find(({ module }) => {
    const folder = module.replaceAll('.', '/');
    return path === `${folder}.py` || inside(path, folder);
  });
  return named?.module.split('.').at(-1) ?? null;
}

/** A package is imported by its folder, whichever of its files defines the class. */
function packageOf(source: string, path: Path): Path {
  const at = path.indexOf(`/${source}/`);
  return at < 0 ? path : `${path.slice(0, at)}/${source}/__init__.py`;
}

type LayoutOf = Survey['trees']['base']['layout']['layout'];

function moduleAt(path: Path, layout: LayoutOf): string {
  return moduleOf(path, layout) ?? path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
}

/** Gives modules without a class to the source that names them; one that nobody names is a source as far as it goes. */
function withHelpers(drafts: readonly Draft[]): Draft[] {
  const isSource = ({ className, registration }: Draft): boolean => className !== null || registration !== null;
  const names = (text: string, helper: Draft): boolean => new RegExp(`\\b${helper.source}\\b`).test(text);
  const sources = drafts.filter(isSource);
  const helpers = drafts.filter((draft) => !isSource(draft) && sources.some(({ text }) => names(text, draft)));
  return drafts
    .filter((draft) => !helpers.includes(draft))
    .map((draft) => {
      const mine = helpers.filter((helper) => isSource(draft) && names(draft.text, helper));
      if (mine.length === 0) return draft;
      const files = new Map([...draft.files, ...mine.flatMap((helper) => [...helper.files])]);
      return { ...draft, files, text: [draft, ...mine].map(({ text }) => text).join('\n') };
    });
}
