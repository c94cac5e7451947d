import type { Comparison } from '../model.ts';
import { plural } from '../plural.ts';
import type { StackPath } from '../stack/path.ts';
import { lineNameOf, type Release, releaseOf } from '../stack/release.ts';
import { known, type PlanItem, unverified } from './model.ts';
import type { Route } from './route.ts';

/** (a) Where the fork is and where it goes: commits, releases crossed, the stack's steps, the cheapest route through tags. */
export function routeItems(comparison: Comparison, path: StackPath, route: Route): PlanItem[] {
  const { base, target } = comparison;
  const behind = `${plural(target.behind, 'commit')} and ${plural(target.releases.length, 'release')}`;
  const days = Math.max(0, Math.round((target.date - base.date) / 86_400));
  return [
    known(
      `the fork stands on ${base.ref} (${base.version ?? 'no VERSION'}) and goes to ${target.ref} (${target.version ?? 'no VERSION'}): ${behind}, ${days} days`,
      `git: base found by ${howFound[base.how]}`,
      { done: true },
    ),
    ...endOfLife(releaseOf(base.version), releaseOf(target.version)),
    pathItem(path),
    routeItem(route, target.ref),
  ];
}

const howFound = {
  graph: 'the graph of commits',
  content: 'content, because the histories share nothing',
  virtual: 'content, because upstream was taken in without its history',
  given: 'what the command line named',
} as const;

/** 8.x is kept up in its last minor, 8.19, alone; a line of 9.x ends when the next one comes. Upstream's tags show it. */
function endOfLife(base: Release | null, target: Release | null): PlanItem[] {
  if (!base || !target || (base[0] === target[0] && base[1] >= target[1])) return [];
  const line = lineNameOf(base);
  const kept = base[0] === 8 && base[1] === 19;
  return [
    kept
      ? known('8.19 is the last line of 8.x and still gets patches', "release tags of upstream's 8.19 line", {
          done: true,
        })
      : unverified(
          `${line} is behind the target's line: it most likely gets no more patches`,
          'end-of-life dates stand on the linked page alone',
          {
            links: ['https://www.elastic.co/support/eol'],
          },
        ),
  ];
}

function pathItem(path: StackPath): PlanItem {
  const table = "the table of allowed upgrades, from base's and target's VERSION and dates";
  switch (path.kind) {
    case 'none':
      return known(path.reason, table, { done: true });
    case 'refused':
      return known(`the stack cannot take this way: ${path.reason}; ${path.instead}`, table);
    case 'unknown':
      return unverified("the stack's way is not known", path.reason);
    case 'steps': {
      const [first] = path.steps;
      const names = [first?.from, ...path.steps.map(({ to, line }) => (line ? `${to} (its newest patch)` : to))];
      const steps = path.steps.length === 1 ? 'in one step' : `in ${path.steps.length} steps`;
      return known(`Elasticsearch and Kibana go ${steps}: ${names.join(', then ')}`, table);
    }
  }
}

function routeItem({ legs, conflicts, direct, tried }: Route, target: string): PlanItem {
  const by = `git merge-tree${tried.length ? `, also by way of ${tried.join(', ')}` : ''}`;
  if (legs.length < 2) {
    const cost = direct === 0 ? 'no conflict of yours' : `${plural(direct, 'conflicted path')} of yours`;
    const other = tried.length ? ', and no release on the way makes that fewer' : '';
    return known(`merge ${target} directly: ${cost}${other}`, by);
  }
  const told = legs.map((leg) => `${leg.to.name} (${leg.conflicts})`).join(', then ');
  return known(
    `merge ${told}: ${plural(conflicts, 'conflicted path')} of yours, against ${direct} when merged at once`,
    by,
  );
}
