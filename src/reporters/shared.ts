import type { Finding } from '../model.ts';

/** What the findings of one file say alike, and what each says alone: told once, it is read once. */
export interface Shared {
  readonly shared: string;
  readonly own: readonly string[];
}

/** Takes messages apart at their semicolons (`sayEdit` makes them so). One message alone shares nothing. */
export function sharedParts(findings: readonly Pick<Finding, 'message'>[]): Shared {
  const parts = findings.map(({ message }) => message.split('; '));
  const [first = []] = parts;
  const shared = parts.length > 1 ? first.filter((part) => parts.every((others) => others.includes(part))) : [];
  return {
    shared: shared.join('; '),
    own: parts.map((some) => some.filter((part) => !shared.includes(part)).join('; ')),
  };
}

/** Things under what they have in common, both in the order in which they come. */
export function grouped<Thing, Key>(things: readonly Thing[], keyOf: (thing: Thing) => Key): Map<Key, Thing[]> {
  const groups = new Map<Key, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}
