import type { Survey } from '../compare/survey.ts';
import { placesOf, type RegistryFormat } from '../layout/layout.ts';
import { entriesIn } from '../layout/registry.ts';
import type { Path, Registration } from '../model.ts';
import type { Draft } from './drafts.ts';
import type { AddedTexts } from './own.ts';
import type { Units } from './units.ts';

/** Of the fork's added files, the tests of a source and the folders of its fixtures. */
export interface Belongings {
  readonly tests: readonly Path[];
  readonly fixtures: readonly Path[];
}

/** Sorts the added files by the source that they belong to: each is looked at once, however many sources there are. */
export function belongingsOf(drafts: readonly Draft[], added: AddedTexts, units: Units): (draft: Draft) => Belongings {
  const modules = new Set(drafts.map(({ module }) => module));
  const [tests, fixtures] = [new Map<string, Set<Path>>(), new Map<string, Set<Path>>()];
  const note = (map: Map<string, Set<Path>>, name: string, path: Path): void => {
    map.set(name, (map.get(name) ?? new Set()).add(path));
  };
  for (const [path, text] of added) {
    const [area, source] = [units.area(path), units.source(path)];
    if (area === 'source-test' || /(?:^|\/)test_\w+\.py$/.test(path)) {
      if (source !== null) note(tests, source, path);
      for (const module of namedIn(text, modules)) note(tests, module, path);
    }
    const root = area === 'fixture' && source !== null ? units.below(path)?.root : undefined;
    if (root !== undefined && source !== null) note(fixtures, source, `${root}/${source}/`);
  }
  // fixtures are named after the service type, at 8.5 and 8.6 after the module
  const all = (map: typeof tests, ...names: (string | null)[]): Path[] =>
    [...new Set(names.flatMap((name) => [...(map.get(name ?? '') ?? [])]))].sort();
  return ({ source, module, serviceType }) => ({
    tests: all(tests, source, module),
    fixtures: all(fixtures, source, serviceType),
  });
}

/** Which of these modules a text names, as itself or as the start of a longer name. */
function namedIn(text: string, modules: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (const [name] of text.matchAll(/(?<![\w.])\w[\w.]*/g)) {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      if (modules.has(name.slice(0, end))) found.add(name.slice(0, end));
    }
  }
  return found;
}

/** Every registered class that the fork's tree shows: in the layout's registry and in a tracked configuration. */
export function registrationsIn(survey: Survey): Registration[] {
  return [...readRegistries(survey)].flatMap(([path, { text, format }]) =>
    entriesIn(text, { path, format }).map((entry) => ({ path, ...entry })),
  );
}

interface RegistryText {
  readonly text: string;
  readonly format: RegistryFormat['format'];
}

function readRegistries({ trees: { fork }, ours }: Survey): Map<Path, RegistryText> {
  const found = new Map<Path, RegistryText>();
  for (const { registry } of placesOf(fork.layout, 'registry')) {
    const text = registry && fork.texts.get(registry.path);
    if (registry && text) found.set(registry.path, { text, format: registry.format });
  }
  for (const path of configs(fork.layout)) {
    const added = ours.find((one) => one.path === path && one.letter === 'A');
    const text = fork.texts.get(path) ?? added?.hunks?.flatMap((hunk) => hunk.added).join('\n');
    if (text && !found.has(path)) found.set(path, { text, format: 'yaml' });
  }
  return found;
}

type LayoutOf = Survey['trees']['fork']['layout'];

/** Where a user's configuration lies, beside the example of one. */
function configs(layout: LayoutOf): Path[] {
  const globs = placesOf(layout, 'user-config').flatMap((place) => place.globs);
  return globs.filter((glob) => /(?:^|\/)config\.ya?ml$/.test(glob));
}

/** The configuration that the service reads and git ignores; null when it is tracked, or when there is no such thing. */
export function unseenConfig(survey: Survey): Path | null {
  const seen = readRegistries(survey);
  const [path] = configs(survey.trees.fork.layout);
  return path === undefined || seen.has(path) ? null : path;
}
