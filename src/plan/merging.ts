import type { Comparison } from '../model.ts';
import { plural } from '../plural.ts';
import { quote } from '../rule.ts';
import { known, type PlanItem } from './model.ts';
import type { Outcome } from './outcome.ts';
import type { Route } from './route.ts';

/** What the commands may call things by: names that mean one commit here, else ids. */
export interface Names {
  readonly target: string;
  /** The branch that the upgrade is made on, and the tag that marks where it started: neither exists yet. */
  readonly branch: string;
  readonly mark: string;
}

/** The same rename detection as the forecast, whatever the user's configuration says. */
const merge = 'git -c merge.renameLimit=10000 -c merge.directoryRenames=conflict merge --no-ff';

/** (d) The merge, command by command. `port` first where it does the work, by hand for whoever prefers it. */
export function mergeItems(comparison: Comparison, route: Route, outcome: Outcome, names: Names): PlanItem[] {
  const { fork, target } = comparison;
  const [first] = route.legs;
  const stop = route.legs.length > 1 ? first : undefined;
  const next = stop
    ? known(`by hand: plan the rest of the way, from ${stop.to.name} on`, 'the cheapest route, above', {
        commands: [`fork-lint plan --fork ${names.branch} --target ${names.target}`],
      })
    : known('look at what is left, with the merged commit as the fork', 'fork-lint', {
        commands: [`fork-lint --fork ${names.branch} --target ${names.target}`],
      });
  return [
    known('mark where you are', "git: the fork's commit", { commands: [`git tag ${names.mark} ${fork.sha}`] }),
    ...portItems(comparison, names),
    known(startText(comparison), 'git: the base of the fork', { commands: startCommands(comparison, names) }),
    ...legItems(outcome, stop ? quote(stop.to.name) : names.target, stop?.to.name ?? target.ref),
    next,
  ];
}

/** Where conflicts of ours are to be expected, or files that upstream moved, the work can be done by a command. */
function portItems({ changes, forecast }: Comparison, { target, branch }: Names): PlanItem[] {
  const ours = forecast.conflicts;
  const moved = changes.filter(
    ({ published, path, homes, before }) => !published && before !== null && !homes.includes(path),
  );
  if (ours.length === 0 && moved.length === 0) return [];
  const text = `let fork-lint carry your changes over (${ours.length} conflicted, ${moved.length} moved or gone), instead of the steps by hand below`;
  return [
    known(text, 'git merge-tree, and the homes of what you changed', {
      commands: [`fork-lint port --target ${target} --branch ${branch} --merge`, `git merge --ff-only ${branch}`],
    }),
  ];
}

function startText({ base }: Comparison): string {
  return base.how === 'content' || base.how === 'virtual'
    ? 'by hand: start a branch that knows the base it stands on, which its history does not tell'
    : 'by hand: start a branch';
}

function startCommands({ fork, base }: Comparison, { branch }: Names): string[] {
  if (base.how !== 'content' && base.how !== 'virtual') return [`git switch -c ${branch} ${fork.sha}`];
  const commit = `git commit-tree '${fork.sha}^{tree}' -p ${fork.sha} -p ${base.sha} -m 'Stand on ${base.sha.slice(0, 12)}'`;
  return [`git branch ${branch} "$(${commit})"`, `git switch ${branch}`];
}

/** One merge by hand: `to` as git takes it, `shown` as people call it. */
function legItems(outcome: Outcome, to: string, shown: string): PlanItem[] {
  const { ours, takeTarget, remove, merge: merged } = outcome;
  if (merged.clean && takeTarget.length + remove.length === 0) {
    return [
      known(`by hand: merge ${shown}: it merges cleanly`, 'git merge-tree', { commands: [`${merge} --no-edit ${to}`] }),
    ];
  }
  const unmerged = new Set(merged.stages.map(({ path }) => path)).size;
  const stops = merged.clean
    ? 'it merges without conflicts'
    : `it stops with ${plural(unmerged, 'unmerged path')}, ${ours.length} of them yours`;
  const theirs = [
    ...(takeTarget.length ? [`git checkout ${to} -- ${takeTarget.map(literal).join(' ')}`] : []),
    ...(remove.length ? [`git rm -r -q -f --ignore-unmatch -- ${remove.map(literal).join(' ')}`] : []),
  ];
  return [
    known(`by hand: merge ${shown}; ${stops}`, 'git merge-tree', {
      commands: [`${merge} --no-commit ${to}`],
    }),
    ...(theirs.length
      ? [
          known(
            `by hand: where upstream's own lines differ, ${plural(takeTarget.length + remove.length, 'path')}, take what ${shown} has: you never changed them`,
            'git merge-tree, its result compared with the release',
            { commands: theirs },
          ),
        ]
      : []),
    ...ours.map(({ path, kinds, ours: file }) =>
      known(
        `by hand: settle ${path}${file === null || file === path ? '' : `, your ${file}`} (${kinds.join(', ') || 'conflict'})`,
        'git merge-tree',
      ),
    ),
    known('by hand: commit the merge', 'git', { commands: ['git commit --no-edit'] }),
  ];
}

/** A path as git takes it literally, and the shell for one word. */
const literal = (path: string): string => quote(/[*?[\\]|^:/.test(path) ? `:(literal)${path}` : path);
