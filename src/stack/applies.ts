import { type StackFact, stackFacts } from './facts.ts';
import { older, type Release, releaseOf } from './release.ts';

/** From the release the fork stands on to the one it goes to. */
export interface Upgrade {
  readonly from: Release;
  readonly to: Release;
}

/** The facts that concern this upgrade, in the order of the data. */
export function factsFor(upgrade: Upgrade, facts: readonly StackFact[] = stackFacts): StackFact[] {
  return facts.filter((fact) => applies(fact, upgrade));
}

/** The facts that ask for work by hand because of where the fork comes from. */
export function reconfiguration(upgrade: Upgrade): StackFact[] {
  return factsFor(upgrade).filter(({ when }) => when?.from !== undefined);
}

/**
 * A fact without conditions concerns an upgrade that crosses it: the base is older, the target is not. One about a range
 * concerns every upgrade that passes through it. Conditions narrow that down; one on the base alone lets a base match that
 * has crossed the release already (8.7.1 reports wrong volumes whatever comes next).
 */
export function applies({ v, when }: StackFact, { from, to }: Upgrade): boolean {
  if (v === 'all') return true;
  const range = rangeOf(v);
  if (when) return holds(when.from, from) && holds(when.to, to) && older(range.first, to) <= 0;
  return older(from, range.last) < 0 && older(range.first, to) <= 0;
}

/** `8.9` is crossed by arriving at 8.9.0; `8.10-8.19` is left behind after the last patch of 8.19 only. */
function rangeOf(v: string): { readonly first: Release; readonly last: Release } {
  const step = /^\S+->(\d[\d.]*)\+?$/.exec(v)?.[1];
  const [, start = step ?? v, end] = /^(\d[\d.]*)-(\d[\d.]*)$/.exec(v) ?? [];
  const first = releaseOf(start);
  const last = end === undefined ? first : releaseOf(end);
  if (!first || !last) throw new Error(`the stack fact of ${v} is of no release`);
  const open = end !== undefined && end.split('.').length < 3;
  return { first, last: open ? [last[0], last[1], Number.POSITIVE_INFINITY] : last };
}

function holds(condition: string | undefined, release: Release): boolean {
  if (condition === undefined) return true;
  const [, sign, text = ''] = /^(<|>=)?(\d[\d.]*)$/.exec(condition) ?? [];
  const bound = releaseOf(text);
  if (!bound) throw new Error(`the condition ${condition} of a stack fact names no release`);
  const order = older(release, bound);
  return sign === '<' ? order < 0 : sign === '>=' ? order >= 0 : order === 0;
}
