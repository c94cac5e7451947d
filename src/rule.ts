import type { Breach, Facts, Subject } from './facts.ts';
import type { Change, Json, Place, Severity, When } from './model.ts';

export type { Facts } from './facts.ts';

import { versionIn } from './compare/versions.ts';
import { plural } from './plural.ts';

export { plural, versionIn };

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
  readonly did: 'added' | 'changed' | 'deleted' | 'renamed';
  /** Lines; null for binary content. */
  readonly added: number | null;
  readonly deleted: number | null;
  /** What the change is when it is none of lines: another type, mode or line ends, binary content. */
  readonly nature: string | null;
  /** The base's commit, whence upstream's file can be had back. */
  readonly base: string;
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
export function* editsOf(facts: Facts, subject: Subject): Generator<Found<EditData>> {
  const conflicting = conflictingPaths(facts);
  const base = facts.comparison.base.sha;
  for (const breach of facts.breaches[subject]) {
    const { change, path } = breach;
    if (change.edits.length === 0) yield foundIn(breach, base, conflicting);
    for (const { symbol, did, line, endLine, added, deleted, home, lines } of change.edits) {
      const { data } = foundIn(breach, base, conflicting);
      const homes = home === null ? change.homes : [home];
      yield { at: { path, line, endLine, symbol }, data: { ...data, did, added, deleted, homes }, content: lines };
    }
  }
}

/** The same, one for each file. */
export function* wholeFiles(facts: Facts, subject: Subject): Generator<Found<EditData>> {
  const conflicting = conflictingPaths(facts);
  for (const breach of facts.breaches[subject]) yield foundIn(breach, facts.comparison.base.sha, conflicting);
}

function conflictingPaths({ comparison }: Facts): ReadonlySet<string> {
  return new Set(comparison.forecast.conflicts.flatMap(({ path, ours }) => (ours === null ? [path] : [path, ours])));
}

function foundIn({ change, path, did }: Breach, base: string, conflicting: ReadonlySet<string>): Found<EditData> {
  const { added, deleted, homes, before, after, modes, source, upstreamCommits, edits } = change;
  const data = {
    did,
    added,
    deleted,
    nature: did === 'changed' ? natureOf(change) : null,
    base,
    source,
    commits: change.commits.map(({ sha, author, subject }) => ({ sha, author, subject })),
    renamedTo: did === 'renamed' ? change.path : null,
    homes,
    moved: before !== null && !homes.includes(path),
    upstreamCommits,
    conflicts: [path, change.path, ...homes].some((one) => conflicting.has(one)),
  };
  const [first] = edits;
  const content = edits.length ? edits.flatMap(({ lines }) => lines) : [did, after ?? '', ...modes];
  return { at: first ? { path, line: first.line } : { path }, data, content };
}

const types: Readonly<Record<string, string>> = { '120000': 'a symbolic link', '160000': 'a submodule' };

/** What a change is when it is none of lines; null for an ordinary one. */
function natureOf({ modes: [from, to], lineEndsOnly, added, deleted }: Change): string | null {
  if (types[to] !== types[from]) return `became ${types[to] ?? 'a file'}`;
  if (lineEndsOnly) return 'has other line ends';
  if (from !== to && !added && !deleted) return to === '100755' ? 'made executable' : 'no longer executable';
  return added === null && to !== '160000' ? 'changed, binary' : null;
}

/** The sentence of an edit rule, in parts: what the fork did, then upstream's side of it. Parts that a file's findings share are told once. */
export function sayEdit(data: EditData, at: Place): string {
  const { homes, moved, upstreamCommits, conflicts } = data;
  const place = homes.length > 1 ? `one of ${homes.length} files` : homes[0];
  const meanwhile = [
    ...(moved ? [homes.length ? `moved to ${place}` : 'gone from the target'] : []),
    ...(upstreamCommits ? [`${plural(upstreamCommits, 'upstream commit')} since`] : []),
    ...(conflicts ? ['conflicts'] : []),
  ];
  return [sayDone(data, at), ...meanwhile].join('; ');
}

function sayDone({ did, nature, renamedTo, added, deleted }: EditData, { symbol }: Place): string {
  if (did === 'renamed') return `renamed to ${renamedTo}`;
  const what = symbol ? `${symbol} ` : '';
  if (nature !== null) return `${what}${nature}`;
  return did === 'deleted' || added === null ? `${what}${did}` : `${what}${did} +${added} -${deleted}`;
}

/** Edits of a source settle by copying it; a deletion or a rename by putting upstream's file back. */
export function settleByCopy({ did, source, base }: EditData, { path, symbol }: Place): readonly string[] {
  const gone = did === 'renamed' || (did === 'deleted' && !symbol);
  if (gone) return [`git checkout ${base.slice(0, 12)} -- ${quote(path)}`];
  return source === null ? [] : [`fork-lint copy ${quote(source)} ${quote(`my_${source}`)}`];
}

/** The command that carries the fork's changes over to a target, onto a branch of its own. */
export const portTo = (target: string): string => `fork-lint port --target ${quote(target)}`;

/** A path as a POSIX shell takes it for one word, and no command for a flag. */
export function quote(word: string | null): string {
  if (word === null) return '.';
  if (word.startsWith('-')) return quote(`./${word}`);
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
