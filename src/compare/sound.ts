import { readFileSync } from 'node:fs';
import { Complaint } from '../complaint.ts';
import type { HistoryCommit } from '../git/history.ts';
import type { Reader } from '../git/reader.ts';
import type { Repository } from '../git/repository.ts';
import type { Layout } from '../layout/layout.ts';
import type { Note, Oid } from '../model.ts';
import { mostCommits, type OwnHistory, type UpstreamHistory } from './ground.ts';
import type { Question } from './question.ts';
import type { Survey } from './survey.ts';
import { lookAt } from './trees.ts';
import { compareVersions, lineOf, parseVersion, type Version } from './versions.ts';

/** What is known when one asks whether the answer can be trusted. */
export interface Grounds {
  readonly reader: Reader;
  readonly repository: Repository;
  readonly layout: Layout;
  readonly question: Question;
  readonly own: OwnHistory;
  readonly upstream: UpstreamHistory;
}

/** Where a shallow clone ends: commits whose parents were left out. */
function shallowEdge({ shallow, shallowFile }: Repository): ReadonlySet<Oid> {
  return new Set(shallow ? readFileSync(shallowFile, 'utf8').split('\n').filter(Boolean) : []);
}

/**
 * A shallow clone can answer wrongly with a straight face (`rev-list` counts what it has). The answer is sound only when the
 * fork's own commits end on upstream commits and not at the edge of the clone.
 * @throws Complaint when it is not.
 */
export function requireWholeHistory(repository: Repository, question: Question, own: OwnHistory): void {
  if (!repository.shallow) return;
  const edge = shallowEdge(repository);
  const cut = own.commits.some(({ sha, parents }) => edge.has(sha) || parents.length === 0);
  if (!cut && (own.boundary.length > 0 || own.commits.length === 0)) return;
  throw tooShallow(repository, question, 'its history ends before the fork meets the upstream');
}

/**
 * Two more ways to be wrong without a sign in the graph. The edge of a shallow clone may part base and target, which then
 * seem to share nothing. And the line that the fork stands on may be missing, cut off or out of date: then what upstream did
 * there passes for the fork's.
 * @throws Complaint in either case.
 */
export async function requireKnownLines(grounds: Grounds, { found, target, trees }: Survey): Promise<void> {
  const { repository, question, upstream, own } = grounds;
  if (repository.shallow) {
    const had = upstream.graph.reachable(found.bases);
    const shared = [...upstream.graph.reachable([target.sha])].some((oid) => had.has(oid));
    if (!shared) throw tooShallow(repository, question, `its history ends before the base meets ${target.name}`);
  }
  const version = parseVersion(trees.fork.version ?? '');
  const moved = trees.fork.version !== trees.base.version && version?.suffix === '';
  const alike = own.commits.filter(looksLikeUpstreams);
  if (found.how !== 'graph' || !moved || alike.length * 2 <= own.commits.length) return;
  if (!repository.shallow && (await isKnown(version, grounds))) return;
  throw missingLine(
    grounds,
    alike.length,
    `${trees.base.version ?? 'none'} to ${trees.fork.version}`,
    lineOf(trees.fork.version),
  );
}

/** A pull request squashed on GitHub: so does upstream work, and few forks do. */
function looksLikeUpstreams({ committer, subject }: HistoryCommit): boolean {
  return committer === 'GitHub' && /\(#\d+\)$/.test(subject);
}

/** Whether a release line or tag of upstream has come as far as a version. In a whole clone nothing of it is missing then. */
async function isKnown(version: Version, { reader, layout, question, upstream }: Grounds): Promise<boolean> {
  const line = lineAt(version);
  const { lines, tags, certainTags } = question.refs;
  const tips = lines.filter(({ branch }, i) => i === 0 || branch === line).map(({ commit }) => commit);
  const declared = (await lookAt(reader.objects, layout, tips)).map((tree) => tree.version ?? '');
  const tagged = [...tags, ...certainTags].filter(({ commit }) => upstream.graph.has(commit));
  const names = [...declared, ...tagged.map(({ name }) => name.slice(name.lastIndexOf('/') + 1))];
  return names.some((name) => {
    const one = parseVersion(name);
    return one !== null && lineAt(one) === line && compareVersions(one, version) >= 0;
  });
}

const lineAt = ({ numbers }: Version): string => numbers.slice(0, 2).join('.');

function missingLine(
  { question, repository, own }: Grounds,
  alike: number,
  moved: string,
  line: string | null,
): Complaint {
  const { remote, refs } = question;
  const known = refs.lines.some(({ branch }) => branch === line);
  const fetch = known || line === null ? '--tags' : `${line}:${remote.branches[0] ?? ''}${line}`;
  return new Complaint(
    `${alike} of ${own.commits.length} own commits look like upstream's, and VERSION went from ${moved}: ` +
      `the release line they lie on is ${repository.shallow ? 'cut off' : known ? 'out of date' : 'missing'} here`,
    [
      repository.shallow ? `git fetch --unshallow ${remote.name} --tags` : `git fetch ${remote.name} ${fetch}`,
      'fork-lint --fetch   # does the same',
      'fork-lint --base REF   # when these commits are really yours: the upstream commit under them',
    ],
  );
}

function tooShallow({ remotes }: Repository, { remote }: Question, why: string): Complaint {
  const others = remotes.filter((one) => one !== remote).map(({ name }) => name);
  const origin = others.includes('origin') ? ['origin'] : others;
  return new Complaint(`this clone is shallow: ${why}, so nothing can be compared`, [
    `git fetch --unshallow ${remote.name} --tags`, // first: once the clone is complete, git refuses the next one
    ...origin.map((name) => `git fetch --unshallow ${name}`),
    'fork-lint --fetch   # does it all',
  ]);
}

/** What the reader must know when not all of upstream's history was read. */
export function historyNotes({ whole, graph }: UpstreamHistory, repository: Repository): Note[] {
  const cut = [...shallowEdge(repository)].some((oid) => graph.has(oid));
  const texts = [
    ...(whole
      ? []
      : [`upstream's history beyond its newest ${mostCommits} commits was not searched for older contents`]),
    ...(cut ? ["this clone is shallow: upstream's history beyond its edge was not searched for older contents"] : []),
  ];
  return texts.map((text) => ({ kind: 'undetermined', text }));
}
