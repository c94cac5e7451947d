import type { Copied, Oid, Path } from '../model.ts';
import { missedSince } from './behind.ts';
import type { Belongings } from './belongings.ts';
import type { Draft } from './drafts.ts';
import { keptNames } from './kept.ts';
import { copiedFiles, copiedState, findOriginal, type Shelves } from './original.ts';
import type { AddedTexts, OwnInputs } from './own.ts';
import { pythonPlaces } from './places.ts';
import { type Reading, readSource } from './reading.ts';
import { renamedIn } from './renamed.ts';
import type { Files } from './shelf.ts';
import { moduleOf } from './units.ts';

/** A source with what belongs to it. */
export interface Held extends Draft, Belongings {}

/** An own source's original, and the original of each of its files. */
export interface FoundCopy {
  readonly copied: Copied;
  readonly files: ReadonlyMap<Path, Path>;
}

/** What an own source was copied from; null when it was not copied. */
export async function copiedOf(
  held: Held,
  added: AddedTexts,
  shelves: Shelves,
  inputs: OwnInputs,
): Promise<FoundCopy | null> {
  const read = (oids: Iterable<string>) => inputs.reader.texts(oids);
  const original = await findOriginal({ ...held, date: since(held, inputs) }, shelves, read);
  if (!original) return null;
  const { source, left } = original;
  const places = await pythonPlaces();
  const known = shelves.base.get(source) ?? shelves.target.get(source) ?? shelves.shelf.editions(source).at(-1)?.files;
  const usual = readingOf(known ?? new Map(), await read(known?.values() ?? []));
  const state = await copiedState(translate(held.text, renamed(held, usual)), source, shelves, read);
  if (!state) return null;
  const now = shelves.target.get(source);
  const texts = await read([...state.files.values(), ...(now?.values() ?? [])]);
  const reading = readingOf(state.files, texts);
  const mine = new Map([...held.files.keys()].map((path) => [path, added.get(path) ?? ''] as const));
  const from = placeOf(source, state.files);
  const module = moduleOf(from.replace(/\/$/, '/__init__.py'), inputs.survey.trees.base.layout.layout);
  const textsOf = (files: Files): string[] => [...files.values()].map((blob) => texts.get(blob) ?? '');
  const mineTold = translate(held.text, renamed(held, reading));
  const called = renamedIn(textsOf(state.files), mineTold, places);
  const missed = now
    ? {
        ...missedSince(textsOf(state.files), textsOf(now), [translate(mineTold, called)], places),
        commits: touchedSince(source, state.release?.commit ?? shelves.ground, shelves, inputs),
      }
    : { lacks: [], has: [], commits: [] };
  const kept = reading ? keptNames(held, added, reading, module) : [];
  return {
    files: copiedFiles(mine, state.files, texts),
    copied: {
      source,
      from,
      at: state.release?.name ?? null,
      left,
      kept,
      ...missed,
      was: state.files,
      is: now ?? new Map(),
      renamed: called,
    },
  };
}

/** The data source class of a source of several files. */
function readingOf(files: Files, texts: ReadonlyMap<Oid, string>): Reading | null {
  const readings = [...files.values()].flatMap((blob) => readSource(texts.get(blob) ?? '') ?? []);
  return readings.find(({ serviceType }) => serviceType) ?? readings[0] ?? null;
}

/** A copy's text with the original's names, so that their lines can be compared. */
function translate(text: string, names: ReadonlyMap<string, string>): string {
  let translated = text;
  for (const [from, to] of names) translated = translated.replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to);
  return translated;
}

/** When the fork's first commit of a file of it was. */
function since({ files }: Draft, { told, own }: OwnInputs): number {
  const commits = [...files.keys()].flatMap((path) => told.ownCommits.get(path) ?? []);
  const dates = (commits.length ? commits : own.commits).map(({ date }) => date);
  return Math.min(...(dates.length ? dates : [0]));
}

/** A source of one file is that file, a package its folder. */
function placeOf(source: string, files: Files): Path {
  const [first = ''] = [...files.keys()].sort();
  const at = first.lastIndexOf(`/${source}/`);
  return at < 0 ? first : `${first.slice(0, at)}/${source}/`;
}

/** The copy's names -> the original's. */
function renamed({ className, serviceType, source }: Draft, original: Reading | null): Map<string, string> {
  const pairs = [
    [className, original?.className],
    [serviceType, original?.serviceType?.text],
    [source, original?.serviceType?.text],
  ] as const;
  return new Map(pairs.flatMap(([from, to]) => (from && to && from !== to && /^\w+$/.test(from) ? [[from, to]] : [])));
}

function touchedSince(source: string, from: string, { shelf, within }: Shelves, { survey }: OwnInputs): string[] {
  const [before, until] = [within(from), within(survey.target.sha)];
  return shelf.touching(source).filter((sha) => until.has(sha) && !before.has(sha));
}
