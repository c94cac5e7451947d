import { type ListEntry, listsIn, type TextList, withEntry, withoutEntry, withValue } from './lists.ts';
import { covers, type Requirement, requirementIn, sameCore } from './requirement.ts';

/** What the fork did to one requirement. */
export type RequirementChange =
  | { readonly kind: 'add'; readonly fork: Requirement; readonly comments: readonly string[] }
  | { readonly kind: 'edit'; readonly base: Requirement; readonly fork: Requirement }
  | { readonly kind: 'delete'; readonly base: Requirement };

/** The list's new text, or why a person has to look. */
export type Outcome =
  | { readonly text: string; readonly how: 'upstream' | 'added' | 'merged' | 'deleted' }
  | { readonly reason: string };

interface Asked {
  readonly entry: ListEntry;
  readonly requirement: Requirement;
}

/** Makes one change in the list of this name of a TOML text. */
export function applyChange(text: string, name: string, change: RequirementChange): Outcome {
  const list = listsIn(text).find((one) => one.name === name);
  if (list === undefined) throw new Error(`a list ${name} that was there is gone`);
  const asked = list.entries.flatMap((entry): Asked[] => {
    const requirement = requirementIn(entry.value);
    return requirement === null ? [] : [{ entry, requirement }];
  });
  const wanted = (change.kind === 'delete' ? change.base : change.fork).name;
  const here = asked.filter(({ requirement }) => requirement.name === wanted);
  if (change.kind === 'add') return add(text, list, asked, here, change);
  const found = matching(here, change);
  if (found === 'several') return { reason: `the target asks for ${wanted} several times: ${told(here)}` };
  if (change.kind === 'delete') {
    if (found === null) return { text, how: 'upstream' };
    if (!sameCore(found.requirement, change.base))
      return { reason: `upstream now asks for ${found.entry.value}, which the fork took out` };
    return { text: withoutEntry(text, list, found.entry), how: 'deleted' };
  }
  if (found === null) return { reason: `the target no longer asks for ${wanted}` };
  const asks = merged(found.requirement, change);
  if (asks === null) return { reason: differ(found, change.fork) };
  if (asks === written(found.requirement, found.requirement.marker)) return { text, how: 'upstream' };
  return { text: withValue(text, found.entry, asks), how: 'merged' };
}

/** The fork's change of what is asked for, and of where it counts, each on its own; null where upstream made another. */
function merged(target: Requirement, { base, fork }: Extract<RequirementChange, { kind: 'edit' }>): string | null {
  const isMarked = base.marker === fork.marker || target.marker === base.marker || target.marker === fork.marker;
  const stays = sameCore(base, fork) || (covers(target, fork) && !sameCore(target, base));
  if (!isMarked || !(stays || sameCore(target, base))) return null;
  return written(stays ? target : fork, base.marker === fork.marker ? target.marker : fork.marker);
}

function add(
  text: string,
  list: TextList,
  asked: readonly Asked[],
  here: readonly Asked[],
  { fork, comments }: Extract<RequirementChange, { kind: 'add' }>,
): Outcome {
  const same = here.filter(({ requirement: { marker } }) => marker === null || marker === fork.marker);
  if (same.some(({ requirement }) => covers(requirement, fork))) return { text, how: 'upstream' };
  const [first] = same.length > 0 || fork.marker === null ? here : [];
  if (first !== undefined)
    return {
      reason: here.length > 1 ? `the target asks for ${fork.name} several times: ${told(here)}` : differ(first, fork),
    };
  return {
    text: withEntry(text, list, indexFor(list, asked, fork), written(fork, fork.marker), comments),
    how: 'added',
  };
}

/** The entry that a requirement of the base became: the same, else the only one that says the same but for where it counts. */
function matching(
  here: readonly Asked[],
  { base }: Exclude<RequirementChange, { kind: 'add' }>,
): Asked | 'several' | null {
  const exact = here.find(({ requirement }) => sameCore(requirement, base) && requirement.marker === base.marker);
  if (exact !== undefined) return exact;
  const [one, other] = here.filter(({ requirement }) => sameCore(requirement, base));
  if (one !== undefined) return other === undefined ? one : 'several';
  return here.length > 1 ? 'several' : (here[0] ?? null);
}

const told = (here: readonly Asked[]): string => here.map(({ entry }) => entry.value).join(', ');
const differ = ({ entry }: Asked, fork: Requirement): string =>
  `upstream asks for ${entry.value}, the fork for ${written(fork, fork.marker)}`;
/** A requirement with its marker, as a list of a pyproject.toml has it. */
export const written = ({ text }: Requirement, marker: string | null): string =>
  marker === null ? text : `${text}; ${marker}`;

/** Where it disturbs the order of the list least; of equal places the last. */
function indexFor({ entries }: TextList, asked: readonly Asked[], { name }: Requirement): number {
  const names = entries.map((entry) => asked.find((one) => one.entry === entry)?.requirement.name ?? '');
  let cost = names.filter((one) => one < name).length; // before the first: all that sort before it stand behind it
  let best = { index: 0, cost };
  for (const [i, one] of names.entries()) {
    cost += one > name ? 1 : one < name ? -1 : 0;
    if (cost <= best.cost) best = { index: i + 1, cost };
  }
  return best.index;
}
