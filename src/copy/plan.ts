import type { Compared } from '../compare/compare.ts';
import { Complaint } from '../complaint.ts';
import { type GitObject, isText, readSmall } from '../git/blobs.ts';
import type { Git } from '../git/run.ts';
import { entriesOf } from '../git/tree.ts';
import type { FileWrite } from '../git/write.ts';
import { placesOf } from '../layout/layout.ts';
import type { Path } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import type { Analyze } from '../outline/outline.ts';
import { readSource } from '../own/reading.ts';
import { moduleOf, type Units, unitsOf } from '../own/units.ts';
import type { SourceNames } from './names.ts';
import { placeOf, restorations } from './placing.ts';
import { type Register, type Registering, registering } from './registering.ts';
import { type Identity, type Renaming, renameFixture, renamePython, titled } from './rename.ts';
import { type Entries, type Subject, subjectOf } from './subject.ts';

/** What is to be copied, and how. */
export interface CopyWish {
  readonly source: string;
  readonly names: SourceNames;
  readonly pristine: boolean;
  readonly register: Register;
}

/** All that a copy writes, and what a person has to do. Nothing is written yet. */
export interface CopyPlan {
  readonly source: string;
  readonly to: Identity;
  readonly writes: readonly FileWrite[];
  readonly made: readonly Path[];
  readonly restored: readonly Path[];
  readonly registered: Path | null;
  /** A configuration that git ignores and that is to be edited on disk. */
  readonly ignored: Registering['ignored'];
  /** What is left to a person, a sentence each. */
  readonly left: readonly string[];
}

/** Plans the copy of a data source of the fork's. Reads git, writes nothing. */
export async function planCopy(room: Git, compared: Compared, wish: CopyWish): Promise<CopyPlan> {
  const { comparison, trees } = compared;
  const { layout } = trees.fork.layout;
  const units = unitsOf(layout);
  const [fork, base, target] = await Promise.all([
    entriesOf(room, comparison.fork.sha),
    entriesOf(room, comparison.base.sha),
    entriesOf(room, comparison.target.sha),
  ]);
  const subject = subjectOf(wish.source, compared, fork, base, units);
  refuseTaken(wish.names, [fork, base, target], units);
  const origin = wish.pristine || subject.files(fork).every((path) => units.area(path) !== 'source') ? base : fork;
  const files = await read(room, subject.files(origin), origin);
  const renaming = renamingOf(files, subject, wish.names, compared, units);
  const analyze = (await analyzerFor('.py')?.open()) ?? noAnalyzer();
  const copied = copies(files, renaming, { compared, units, analyze });
  const restored = wish.pristine || !subject.upstreams ? [] : restorations(subject, fork, base, compared);
  const registry = registering(wish.register, compared, fork, renaming);
  const edited = wish.pristine ? restorations(subject, fork, base, compared) : [];
  return {
    source: subject.source,
    to: renaming.to,
    writes: [...copied.writes, ...restored, ...registry.writes],
    made: copied.writes.map(({ path }) => path),
    restored: restored.map(({ path }) => path),
    registered: registry.writes[0]?.path ?? registry.ignored?.path ?? null,
    ignored: registry.ignored,
    left: [
      ...copied.left,
      ...registry.left,
      ...(edited.length
        ? [`${subject.source} itself is still edited: ${edited.map(({ path }) => path).join(', ')}`]
        : []),
    ],
  };
}

function noAnalyzer(): never {
  throw new Error('nobody here reads Python');
}

/** One file of the original. */
interface OriginalFile {
  readonly path: Path;
  readonly mode: string;
  readonly oid: string;
  /** Null for what is no UTF-8 text: it is copied as it is. */
  readonly text: string | null;
}

async function read(room: Git, paths: readonly Path[], tree: Entries): Promise<OriginalFile[]> {
  const entries = paths.flatMap((path) => {
    const entry = tree.get(path);
    return entry ? [{ path, ...entry }] : [];
  });
  const objects = await readSmall(
    room,
    entries.map(({ oid }) => oid),
  );
  return entries.map((entry, i) => ({ ...entry, text: entry.mode === '120000' ? null : textOf(objects[i] ?? null) }));
}

function textOf(object: GitObject | null): string | null {
  if (!isText(object)) return null;
  const text = object.content.toString();
  return Buffer.from(text).equals(object.content) ? text : null;
}

function refuseTaken({ source, serviceType }: SourceNames, trees: readonly Entries[], units: Units): void {
  for (const path of trees.flatMap((tree) => [...tree.keys()])) {
    const owner = units.source(path);
    if (owner !== source && !(units.area(path) === 'fixture' && owner === serviceType)) continue;
    throw new Complaint(`the name ${owner} is taken: ${path}`, 'fork-lint copy SOURCE ANOTHER_NAME');
  }
}

/** What the original is called, as its own text says it. */
function renamingOf(
  files: readonly OriginalFile[],
  { source, entry }: Subject,
  names: SourceNames,
  { trees }: Compared,
  units: Units,
): Renaming {
  const { layout } = trees.fork.layout;
  const modules = files.filter(({ path }) => units.area(path) === 'source' && path.endsWith('.py'));
  const readings = modules.flatMap(({ text }) => readSource(text ?? '') ?? []);
  const reading =
    readings.find(({ className }) => className === entry?.className) ??
    readings.find(({ serviceType }) => serviceType !== null) ??
    readings[0];
  const module = modules.map(({ path }) => packageModule(moduleOf(path, layout) ?? '', source)).find(Boolean);
  if (!reading || !module) {
    throw new Complaint(
      `no data source class was found in ${source}, so there is nothing to rename`,
      'fork-lint copy SOURCE NEW',
    );
  }
  const serviceType = reading.serviceType?.text ?? entry?.serviceType ?? source;
  const from = { source, className: reading.className, serviceType, name: reading.name?.text ?? source, module };
  const same = [
    ['class', from.className === names.className],
    ['service-type', serviceType === names.serviceType],
    ['name', reading.name !== null && from.name === names.name],
  ] as const;
  const kept = same.find(([, equal]) => equal)?.[0];
  if (kept)
    throw new Complaint(
      `the copy would keep the original's ${kept.replace('-', ' ')}`,
      `fork-lint copy ${source} ${names.source} --${kept} NAME`,
    );
  const [root = ''] = placesOf(trees.fork.layout, 'source').flatMap((place) => place.root ?? []);
  return { from, to: { ...names, module: moduleOf(`${root}/${names.source}.py`, layout) ?? names.source } };
}

/** `connectors.sources.box.client` -> `connectors.sources.box`. */
function packageModule(module: string, source: string): string {
  const parts = module.split('.');
  return parts.slice(0, parts.lastIndexOf(source) + 1).join('.');
}

interface With {
  readonly compared: Compared;
  readonly units: Units;
  readonly analyze: Analyze;
}

function copies(
  files: readonly OriginalFile[],
  renaming: Renaming,
  tools: With,
): { writes: FileWrite[]; left: string[] } {
  const left: string[] = [];
  const writes = files.map((file): FileWrite => {
    const path = placeOf(file.path, renaming, tools.compared.trees.fork.layout, tools.units);
    if (file.text === null) return { path, mode: file.mode, oid: file.oid };
    return { path, mode: file.mode, content: contentOf(file.path, file.text, renaming, tools) };
  });
  if (!files.some(({ path }) => tools.units.area(path) === 'source-test')) {
    left.push(`${renaming.from.source} has no unit tests that could be copied: write some`);
  }
  return { writes, left };
}

function contentOf(path: Path, text: string, renaming: Renaming, { compared, units, analyze }: With): string {
  if (!path.endsWith('.py')) return units.area(path) === 'fixture' ? renameFixture(text, renaming) : text;
  const module = moduleOf(path, compared.trees.fork.layout.layout) ?? '';
  return renamePython(units.area(path) === 'source' ? titled(text, renaming) : text, renaming, module, analyze);
}
