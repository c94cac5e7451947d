import { withEntry } from '../copy/register.ts';
import { isZero, type RawChange } from '../git/changes.ts';
import { placesOf, type RegistryFormat, type TreeLayout } from '../layout/layout.ts';
import { entriesIn, type RegistryEntry, registryChange } from '../layout/registry.ts';
import { renderDraft } from './draft.ts';
import type { Gathered } from './gather.ts';
import { type How, openDraft, rewriteDraft, type Work } from './work.ts';

/**
 * Carries entries of a registry into one that is written otherwise: a `config.yml` of old into the map of a module. What
 * else the fork changed in the file is not looked at here.
 * @returns the changes of which nothing else is to be carried.
 */
export function portRegistry(work: Work, { layouts, texts }: Gathered, ours: readonly RawChange[]): Set<RawChange> {
  const [then, now] = [registryOf(layouts.base), registryOf(layouts.target)];
  const change = ours.find(({ path }) => path === then?.path);
  if (!then || !now || !change || then.format === now.format || isZero(change.before)) return new Set();
  const fork = texts.get(change.after) ?? '';
  const { added, lost, onlyAdds } = registryChange(texts.get(change.before) ?? '', fork, then);
  const neighbours = entriesIn(fork, then);
  for (const entry of added) {
    const above = neighbours.findLast(({ line }) => line < entry.line) ?? null;
    addEntry(work, then, now, { ...entry, module: moduleNow(work, entry.module) }, above);
  }
  for (const { serviceType } of lost) {
    const there = entriesIn(textOf(work, now), now).some((one) => one.serviceType === serviceType);
    if (!added.some((one) => one.serviceType === serviceType) && there)
      leave(
        work,
        then,
        now,
        serviceType,
        `the fork took ${serviceType} out of the registry, and the target has it`,
        '-',
      );
  }
  return new Set(onlyAdds ? [change] : []);
}

const registryOf = (layout: TreeLayout): RegistryFormat | undefined =>
  placesOf(layout, 'registry').flatMap(({ registry }) => registry ?? [])[0];

function textOf(work: Work, { path }: RegistryFormat): string {
  const draft = openDraft(work, path);
  return draft === undefined ? '' : renderDraft(draft);
}

function addEntry(
  work: Work,
  then: RegistryFormat,
  now: RegistryFormat,
  entry: RegistryEntry,
  above: RegistryEntry | null,
): void {
  const { serviceType, module, className } = entry;
  const text = textOf(work, now);
  const place = (how: How): void =>
    void work.placed.push({
      from: then.path,
      symbol: serviceType,
      home: now.path,
      how,
      id: then.path,
      code: '',
      before: '',
    });
  const there = entriesIn(text, now).find((one) => one.serviceType === serviceType);
  if (there?.module === module && there.className === className) {
    place('upstream');
    return;
  }
  const value = `${module}:${className}`;
  if (there) {
    const reason = `the target registers ${serviceType} as ${there.module}:${there.className}, the fork as ${value}`;
    leave(work, then, now, serviceType, reason, '+');
    return;
  }
  const grown = withEntry(text, now, above, entry);
  const draft = openDraft(work, now.path);
  if (grown === null || draft === undefined) {
    leave(work, then, now, serviceType, `no registry was found in the target for ${value}`, '+');
    return;
  }
  rewriteDraft(work, draft, grown);
  place('added');
}

function leave(
  work: Work,
  then: RegistryFormat,
  now: RegistryFormat,
  serviceType: string,
  reason: string,
  sign: '+' | '-',
): void {
  work.left.push({
    from: then.path,
    symbol: serviceType,
    reason,
    candidates: [now.path],
    patch: `${sign}${serviceType}\n`,
  });
}

/** The module as it is imported where the port puts it. */
function moduleNow({ fork, homes, now }: Work, module: string): string {
  const path = fork.pathOf(module);
  return (path && now().moduleOf(homes.landing(path))) ?? module;
}
