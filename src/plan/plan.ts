import { Complaint } from '../complaint.ts';
import { resolveCommits } from '../git/resolve.ts';
import type { Comparison, Oid, Ref } from '../model.ts';
import { stackPath } from '../stack/path.ts';
import { older, type Release, releaseOf } from '../stack/release.ts';
import type { Studied } from '../study.ts';
import { backItems, byHandItems, noteItems } from './afterwards.ts';
import { configurationItems, ownCodeItems, protocolItems } from './contents.ts';
import { mergeItems, type Names } from './merging.ts';
import type { Plan, PlanItem, PlanSection, SectionName } from './model.ts';
import { outcomeOf, startOf } from './outcome.ts';
import { cheapestRoute, stopsOf } from './route.ts';
import { snapshotItems, stackItems } from './stack.ts';
import { readTreeTexts } from './texts.ts';
import { routeItems } from './where.ts';

const titles: Readonly<Record<SectionName, string>> = {
  route: 'Where you are and where you go',
  snapshot: 'Snapshot',
  stack: 'Services and stack',
  merge: 'Merge',
  'own-code': 'What breaks in your code',
  protocol: 'Protocol',
  configuration: 'Configuration',
  'by-hand': 'To be re-configured by hand',
  notes: 'Release notes and known issues',
  back: 'How to go back',
};

/**
 * Puts the upgrade of a fork in order. `rules` are the names of the rules that ran.
 * @throws Complaint when there is nothing to upgrade to.
 */
export async function planOf(studied: Studied, rules: readonly string[]): Promise<Plan> {
  const { compared, room, repository, verdict } = studied;
  const { comparison, trees, protocol } = compared;
  const { fork, base, target } = comparison;
  if (target.behind === 0) {
    throw new Complaint(
      `${target.ref} holds nothing that the fork lacks`,
      'fork-lint plan --target TAG   # git tag --list',
    );
  }
  const question = { room: room.git, comparison, tree: trees.fork.tree };
  const start = await startOf(question);
  const names = await namesFor(repository.git, comparison);
  const route = await cheapestRoute({
    room: room.git,
    comparison,
    start,
    stops: await stopsHere(repository.git, comparison),
  });
  const leg = route.legs[0]?.to.sha ?? target.sha;
  const [outcome, texts] = await Promise.all([
    outcomeOf(question, start, leg),
    readTreeTexts(room.git, [base.sha, target.sha]),
  ]);
  const path = stackPath({ from: base.version, to: target.version, dates: { from: base.date, to: target.date } });
  const upgrade = upgradeOf(releaseOf(base.version), releaseOf(target.version));
  const [before = new Map(), after = new Map()] = texts;
  const items: Readonly<Record<SectionName, readonly PlanItem[]>> = {
    route: routeItems(comparison, path, route),
    snapshot: snapshotItems(base.version, target.version),
    stack: stackItems(path, base.version, target.version),
    merge: mergeItems(comparison, route, outcome, names),
    'own-code': ownCodeItems(verdict.findings, rules),
    protocol: protocolItems(verdict.findings, protocol, rules),
    configuration: configurationItems(before, after),
    'by-hand': byHandItems(upgrade),
    notes: noteItems(comparison, upgrade),
    back: backItems(comparison, names),
  };
  const notes = [...comparison.notes, ...studied.notes].map(({ text }) => text);
  return { fork: pointOf(fork), base: pointOf(base), target: pointOf(target), sections: sectionsOf(items), notes };
}

function sectionsOf(items: Readonly<Record<SectionName, readonly PlanItem[]>>): PlanSection[] {
  return Object.entries(titles).flatMap(([key, title]) => {
    const name = Object.keys(items).find((one): one is SectionName => one === key);
    return name === undefined ? [] : [{ name, title, items: items[name] }];
  });
}

function pointOf({ ref, sha, version }: { ref: string; sha: Oid; version: string | null }): Plan['fork'] {
  return { ref, sha, version };
}

function upgradeOf(from: Release | null, to: Release | null): { from: Release; to: Release } | null {
  return from && to && older(from, to) <= 0 ? { from, to } : null;
}

type Resolve = Parameters<typeof resolveCommits>[0];

/** The target by its name where that name means it and nothing else; branch and mark by names that are free. */
async function namesFor(git: Resolve, { target }: Comparison): Promise<Names> {
  const short = target.ref.replace(/[^\w.-]+/g, '-').replace(/^[-.]+/, '') || target.sha.slice(0, 12);
  const mine = (word: string): Promise<string> => free(git, `${word}-${short}`);
  const [found] = /^[\w./+-]+$/.test(target.ref) && !target.ref.startsWith('-') ? await quietly(git, [target.ref]) : [];
  return {
    target: found === target.sha ? target.ref : target.sha,
    branch: await mine('upgrade-to'),
    mark: await mine('before'),
  };
}

async function free(git: Resolve, name: string): Promise<string> {
  for (let n = 1; n < 100; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    const [tag, branch] = await quietly(git, [`refs/tags/${candidate}`, `refs/heads/${candidate}`]);
    if (!tag && !branch) return candidate;
  }
  return `${name}-again`;
}

/** An ambiguous name is no name for a command. */
async function quietly(git: Resolve, names: readonly string[]): Promise<(Oid | null)[]> {
  try {
    return await resolveCommits(git, names);
  } catch (error) {
    if (error instanceof Complaint) return names.map(() => null);
    throw error;
  }
}

async function stopsHere(git: Resolve, comparison: Comparison): Promise<Ref[]> {
  const names = stopsOf(comparison);
  const commits = await quietly(
    git,
    names.map((name) => `refs/tags/${name}`),
  );
  return names.flatMap((name, i) => {
    const sha = commits[i];
    return sha ? [{ name, sha }] : [];
  });
}
