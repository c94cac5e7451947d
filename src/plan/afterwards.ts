import type { Comparison } from '../model.ts';
import { factsFor, reconfiguration, type Upgrade } from '../stack/applies.ts';
import type { StackFact } from '../stack/facts.ts';
import { linksOf } from '../stack/links.ts';
import { lineNameOf, nameOf, type Release, releaseOf } from '../stack/release.ts';
import type { Names } from './merging.ts';
import { known, type PlanItem, unverified } from './model.ts';

/** (h) What old releases left behind in Elasticsearch. */
export function byHandItems(upgrade: Upgrade | null): PlanItem[] {
  if (upgrade === null) return [unverified('what has to be put right by hand', 'base or target declares no version')];
  const facts = reconfiguration(upgrade);
  if (facts.length === 0) {
    return [
      known(
        'nothing is known that must be re-configured by hand',
        `Elastic's known issues, from ${nameOf(upgrade.from)}`,
        { done: true },
      ),
    ];
  }
  return facts.map(({ fact, fix, url }) =>
    unverified(fact, 'whether your documents are concerned, only the running stack tells: fork-lint preflight', {
      commands: fix === undefined ? [] : [fix],
      links: [url],
    }),
  );
}

/** (i) What is known of the releases crossed, and where each is described. */
export function noteItems({ target }: Comparison, upgrade: Upgrade | null): PlanItem[] {
  const byHand = new Set<StackFact>(upgrade ? reconfiguration(upgrade) : []);
  const facts = upgrade ? factsFor(upgrade).filter((fact) => !byHand.has(fact)) : [];
  const told = facts.map(({ v, kind, fact, fix, url }) =>
    known(
      `${v === 'all' ? 'every release' : v}, ${kind}: ${fact}`,
      'the facts of the stack, base and target around that release',
      {
        commands: fix === undefined ? [] : [fix],
        links: [url],
      },
    ),
  );
  return [...told, ...pages(target.releases, releaseOf(target.version))];
}

/** One item a line: known issues once, then the notes of each of its releases. */
function pages(tags: readonly string[], target: Release | null): PlanItem[] {
  const releases = tags.map((tag) => releaseOf(tag)).filter((release) => release !== null);
  if (target && !releases.some((release) => nameOf(release) === nameOf(target))) releases.push(target);
  const lines = new Map<string, Release[]>();
  for (const release of releases) lines.set(lineNameOf(release), [...(lines.get(lineNameOf(release)) ?? []), release]);
  return [...lines].map(([line, all]) => {
    const unique = [...new Map(all.map((release) => [nameOf(release), release])).values()];
    const [first] = unique;
    const links = unique.map((release) => linksOf(release));
    const stack = first ? linksOf(first).stack : null;
    return known(
      `read the notes of ${line}: ${unique.map(nameOf).join(', ')}`,
      "upstream's release tags; the pages of their era",
      {
        links: [
          ...new Set([links[0]?.knownIssues ?? '', ...(stack ? [stack] : []), ...links.map(({ notes }) => notes)]),
        ],
      },
    );
  });
}

/** (j) The way back, while there is one. */
export function backItems({ fork, base }: Comparison, names: Names): PlanItem[] {
  return [
    known('an unfinished merge is given up without a trace', 'git', { commands: ['git merge --abort'] }),
    known('the fork goes back to where it was: the mark keeps it', 'git: nothing before moved your own branch', {
      commands: [`git switch --detach ${names.mark}`, `git branch -D ${names.branch}`],
    }),
    unverified(
      `the stack goes back by restoring the snapshot into a cluster of the version it was taken on (${base.version ?? 'the old one'}); no upgraded node can be downgraded`,
      'the snapshot has not been looked at: fork-lint preflight',
      { links: ['https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore/restore-snapshot'] },
    ),
    known(`redeploy the fork at ${fork.sha.slice(0, 12)} only against the old stack`, "upstream's start-up rule"),
  ];
}
