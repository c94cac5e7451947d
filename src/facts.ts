import type { BrokenUse, DeadUse } from './api/uses.ts';
import { type CarryFacts, noCarries } from './carries/model.ts';
import type { Compared } from './compare/compare.ts';
import { type Areas, areasOf } from './layout/areas.ts';
import { placesOf, versionPaths } from './layout/layout.ts';
import { type RegistryChange, registryChange } from './layout/registry.ts';
import type { Area, Change, Comparison, OwnWork, Path } from './model.ts';
import type { ProtocolChange } from './protocol/difference.ts';
import { type UpgradeFacts, upgradeFacts } from './stack/upgrade.ts';

/** All that a rule may know. */
export interface Facts {
  readonly comparison: Comparison;
  /** What the fork did to upstream's own files, by the subject whose rule speaks about it. Published content is left out. */
  readonly breaches: Readonly<Record<Subject, readonly Breach[]>>;
  /** Files the fork added, or renamed to, that upstream never had there. */
  readonly additions: readonly Change[];
  /** What the fork did to each registry file that it changed. */
  readonly registries: readonly RegistryChange[];
  /** What the fork added beside upstream's sources. */
  readonly own: OwnWork;
  /** Imports of the fork's own files, strings that are imports in disguise among them, that its tree or the target lacks. */
  readonly deadImports: readonly DeadUse[];
  /** Calls and overrides in the fork's own files that a changed signature breaks. */
  readonly brokenUses: readonly BrokenUse[];
  /** The VERSION files of the fork's tree, the main one first. */
  readonly versions: readonly VersionFile[];
  /** What the target does to the connector protocol. */
  readonly protocol: ProtocolChange;
  /** What the way from the base's release to the target's asks for. */
  readonly upgrade: UpgradeFacts;
  /** The declared carries and how each fared; known once the other rules have spoken. */
  readonly carries: CarryFacts;
}

/** Whose property an edit touches. */
export type Subject = 'framework' | 'protocol' | 'source' | 'source-test' | 'registry' | 'other';

/** An upstream file that the fork did not leave alone. */
export interface Breach {
  readonly change: Change;
  /** The base's path (of a protocol file that the fork added, its own). */
  readonly path: Path;
  readonly did: 'added' | 'changed' | 'deleted' | 'renamed';
}

export interface VersionFile {
  readonly path: Path;
  /** As it stands, line ends included. */
  readonly text: string;
  /** The fork's own doing, not upstream's. */
  readonly ours: boolean;
}

const subjects: Readonly<Record<Area, Subject>> = {
  framework: 'framework',
  protocol: 'protocol',
  source: 'source',
  'source-helper': 'source',
  'source-test': 'source-test',
  fixture: 'source-test',
  registry: 'registry',
  'framework-test': 'other',
  version: 'other',
  'user-config': 'other',
  deps: 'other',
  docker: 'other',
  tooling: 'other',
  ci: 'other',
  docs: 'other',
  meta: 'other',
  other: 'other',
};

/** Puts the facts together: to the right of this, nothing touches git, disk or network. */
export function gather(compared: Compared): Facts {
  const { comparison, trees } = compared;
  const registries = registriesIn(compared);
  return {
    comparison,
    breaches: breachesIn(comparison, areasOf(trees.base.layout), registries),
    additions: comparison.changes.filter((change) => isNew(change) && !change.published),
    registries,
    own: comparison.own,
    deadImports: compared.uses.dead,
    brokenUses: compared.uses.broken,
    versions: versionPaths(trees.fork.layout).flatMap((path) => {
      const text = trees.fork.texts.get(path) ?? null;
      const change = comparison.changes.find((one) => one.path === path);
      return text === null ? [] : [{ path, text, ours: change !== undefined && !change.published }];
    }),
    protocol: compared.protocol,
    upgrade: upgradeFacts(comparison.base, comparison.target),
    carries: noCarries,
  };
}

const isNew = ({ kind }: Change): boolean => kind === 'added' || kind === 'renamed';

function breachesIn({ changes }: Comparison, areas: Areas, registries: readonly RegistryChange[]): Facts['breaches'] {
  const harmless = new Set(registries.filter(({ onlyAdds }) => onlyAdds).map(({ path }) => path));
  const breaches: Record<Subject, Breach[]> = {
    framework: [],
    protocol: [],
    source: [],
    'source-test': [],
    registry: [],
    other: [],
  };
  for (const change of changes) {
    const breach = breachOf(change);
    if (breach === null || change.published) continue;
    const subject = subjects[breach.did === 'added' ? change.area : areas.of(breach.path)];
    const spoken = subject === 'registry' && !harmless.has(breach.path) ? 'framework' : subject;
    if (breach.did !== 'added' || spoken === 'protocol') breaches[spoken].push(breach);
  }
  return breaches;
}

function breachOf(change: Change): Breach | null {
  if (change.kind === 'added') return { change, path: change.path, did: 'added' };
  if (change.kind === 'deleted') return { change, path: change.path, did: 'deleted' };
  if (change.kind === 'renamed') return change.from === null ? null : { change, path: change.from, did: 'renamed' };
  return { change, path: change.path, did: 'changed' };
}

function registriesIn({ comparison, trees }: Compared): RegistryChange[] {
  const changed = new Set(comparison.changes.map(({ path }) => path));
  return placesOf(trees.base.layout, 'registry').flatMap(({ registry }) => {
    if (!registry || !changed.has(registry.path)) return [];
    const [base, fork] = [trees.base.texts.get(registry.path), trees.fork.texts.get(registry.path)];
    return base && fork ? [registryChange(base, fork, registry)] : [];
  });
}
