import type { Facts, Subject } from './facts.ts';
import type { Json, Place, Severity, When } from './model.ts';

export type { Facts } from './facts.ts';

/** What a rule's `find` yields: where, the data behind it, and the content that identifies it. */
export interface Found<D extends Json> {
  readonly at: Place;
  readonly data: D;
  /**
   * The fork's own content this finding is about. With rule, path and symbol it makes the fingerprint, so it must not
   * change when lines shift or when upstream moves on.
   */
  readonly content: readonly string[];
  /** Where one finding differs from its rule's usual `when` or `severity`. */
  readonly when?: When;
  readonly severity?: Severity;
}

/** A rule as its author writes it. `find` gives data and no prose, `say` one line without full stop, `settle` commands. */
export interface RuleSpec<D extends Json> {
  readonly name: string;
  /** One line, the first line of the rule's page. */
  readonly summary: string;
  readonly severity: Severity;
  readonly when: When;
  /** What to do about all findings of this rule; printed once. */
  readonly advice: string;
  find(facts: Facts): Iterable<Found<D>>;
  say(data: D, at: Place): string;
  settle?(data: D, at: Place): readonly string[];
}

/** What one finding says before carries and levels are applied. */
export interface Inspected {
  readonly at: Place;
  readonly data: Json;
  readonly content: readonly string[];
  readonly when: When;
  readonly severity: Severity;
  readonly message: string;
  readonly commands: readonly string[];
}

/** A rule as the engine runs it: the type of its data is closed over, so a list of rules needs no `any`. */
export interface Rule {
  readonly name: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly when: When;
  readonly advice: string;
  inspect(facts: Facts): Inspected[];
}

/** Makes a {@link Rule} of what its author wrote. */
export function rule<D extends Json>(spec: RuleSpec<D>): Rule {
  const { name, summary, severity, when, advice } = spec;
  const inspect = (facts: Facts): Inspected[] =>
    Array.from(spec.find(facts), (found) => ({
      at: found.at,
      data: found.data,
      content: found.content,
      when: found.when ?? when,
      severity: found.severity ?? severity,
      message: spec.say(found.data, found.at),
      commands: spec.settle?.(found.data, found.at) ?? [],
    }));
  return { name, summary, severity, when, advice, inspect };
}

/** What an edit rule says of one place: what the fork did there, and what upstream did meanwhile to the same thing. */
export type EditData = {
  readonly did: 'edited' | 'deleted' | 'renamed' | 'added';
  /** Lines; null for binary content. */
  readonly added: number | null;
  readonly deleted: number | null;
  readonly source: string | null;
  readonly commits: readonly {
    readonly sha: string;
    readonly author: string;
    readonly subject: string;
  }[];
  readonly renamedTo: string | null;
  /** Where the target keeps it: the definition's place when that is certain, else the file's. Empty if gone. */
  readonly homes: readonly string[];
  readonly moved: boolean;
  /** Upstream's commits that touched the file or its homes between base and target. */
  readonly upstreamCommits: number;
  readonly conflicts: boolean;
};

/** The breaches of one subject, one for each definition touched; a file without outlines is one. */
export function* editsOf({ breaches, comparison }: Facts, subject: Subject): Generator<Found<EditData>> {
  const conflicting = new Set(comparison.forecast.conflicts.map(({ path }) => path));
  for (const { change, path, did } of breaches[subject]) {
    const conflicts = [path, change.path, ...change.homes].some((one) => conflicting.has(one));
    const common = {
      did,
      source: change.source,
      commits: change.commits.map(({ sha, author, subject: about }) => ({
        sha,
        author,
        subject: about,
      })),
      renamedTo: did === 'renamed' ? change.path : null,
      moved: !change.homes.includes(path) && change.before !== null,
      upstreamCommits: change.upstreamCommits,
      conflicts,
    };
    for (const edit of change.edits) {
      const { symbol, line, endLine, added, deleted, home, lines } = edit;
      const homes = home === null ? change.homes : [home];
      yield {
        at: { path, line, endLine, symbol },
        data: { ...common, added, deleted, homes },
        content: lines,
      };
    }
    if (change.edits.length > 0) continue;
    const { added, deleted, homes, after, modes } = change;
    yield {
      at: { path },
      data: { ...common, added, deleted, homes },
      content: [did, after ?? '', ...modes],
    };
  }
}

/** The sentence of an edit rule: what the fork did, then upstream's side of it. */
export function sayEdit(
  { did, renamedTo, added, deleted, homes, moved, upstreamCommits, conflicts }: EditData,
  at: Place,
): string {
  const what = at.symbol ? `${at.symbol} ` : '';
  const size = added === null || deleted === null ? '' : ` +${added} -${deleted}`;
  const done =
    did === 'renamed' ? `renamed to ${renamedTo}` : did === 'edited' ? `${what}changed${size}` : `${what}${did}`;
  const count = `${upstreamCommits} upstream commit${upstreamCommits === 1 ? '' : 's'} there since`;
  const place = homes.length > 1 ? `one of ${homes.length} files there` : homes[0];
  const meanwhile = [
    ...(moved ? [homes.length ? `the target has it in ${place}` : 'the target no longer has it'] : []),
    ...(upstreamCommits ? [count] : []),
    ...(conflicts ? ['the merge conflicts'] : []),
  ];
  return [done, ...meanwhile].join('; ');
}

/** A path as a POSIX shell takes it for one word. */
export function quote(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
