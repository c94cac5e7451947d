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
