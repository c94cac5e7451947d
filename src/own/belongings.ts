import type { Survey } from '../compare/survey.ts';
import { placesOf, type RegistryFormat } from '../layout/layout.ts';
import { entriesIn } from '../layout/registry.ts';
import type { Path, Registration } from '../model.ts';
import type { Draft } from './drafts.ts';
import type { AddedTexts } from './own.ts';
import type { Units } from './units.ts';

/** The tests of a source: by their name, or because they name its module. */
export function testsOf({ source, module }: Draft, added: AddedTexts, units: Units): Path[] {
  const names = new RegExp(`(?<![\\w.])${module.replaceAll('.', '\\.')}(?!\\w)`);
  return [...added]
    .filter(([path, text]) => {
      const isTest = units.area(path) === 'source-test' || /(?:^|\/)test_\w+\.py$/.test(path);
      return isTest && (units.source(path) === source || names.test(text));
    })
    .map(([path]) => path)
    .sort();
}

/** The folders of a source's fixtures: named after its service type, at 8.5 and 8.6 after its module. */
export function fixturesOf({ source, serviceType }: Draft, added: AddedTexts, units: Units): Path[] {
  const folders = [...added.keys()].flatMap((path) => {
    const name = units.area(path) === 'fixture' ? units.source(path) : null;
    const below = units.below(path);
    return below && name !== null && (name === source || name === serviceType) ? [`${below.root}/${name}/`] : [];
  });
  return [...new Set(folders)].sort();
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
