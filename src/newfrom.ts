import type { Finding, Note, Ref } from './model.ts';

/** What is left of a report when only what is new counts. */
export interface News {
  readonly findings: readonly Finding[];
  readonly note: Note;
}

/**
 * The findings of the fork that an earlier commit does not have, told apart by fingerprint: a finding that moved is not new,
 * the same finding a second time is. One that a carry covered then and no carry covers now counts as new.
 */
export function newSince(earlier: Ref, then: readonly Finding[], now: readonly Finding[]): News {
  const known = new Map<string, number>();
  for (const finding of then) known.set(keyOf(finding), (known.get(keyOf(finding)) ?? 0) + 1);
  const take = (key: string): boolean => {
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    return left > 0;
  };
  const findings = now.filter((finding) => {
    const open = take(keyOf({ ...finding, carried: false }));
    return !(open || (finding.carried && take(keyOf({ ...finding, carried: true }))));
  });
  const old = now.length - findings.length;
  const text = `${old} finding${old === 1 ? '' : 's'} that ${earlier.name} has too ${old === 1 ? 'is' : 'are'} left out (--new-from)`;
  return { findings, note: { kind: 'note', text } };
}

const keyOf = ({ fingerprint, carried }: Pick<Finding, 'fingerprint' | 'carried'>): string =>
  `${fingerprint} ${carried ? 'carried' : 'open'}`;
