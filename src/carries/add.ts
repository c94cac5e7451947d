import type { Where } from '../cli/cli.ts';
import { Complaint } from '../complaint.ts';
import { plural } from '../plural.ts';
import { display } from '../reporters/display.ts';
import type { Studied } from '../study.ts';
import { declare, type Wish } from './declare.ts';
import { type Carry, linked, statuses } from './model.ts';
import { carryId, carryReason, carryUrl } from './read.ts';
import { edited, store } from './store.ts';
import { wrongUntil } from './until.ts';

/** `fork-lint carry add`, as typed. */
export interface AddOptions extends Where, Omit<Wish, 'status'> {
  readonly status: string | undefined;
  readonly dryRun: boolean;
}

/** Declares findings as carried, or renews a carry. @throws Complaint for what is missing, too short or not there. */
export function add(studied: Studied, options: AddOptions, rules: readonly string[]): readonly string[] {
  const { declared, verdict, repository } = studied;
  const wish = checked(options);
  const { standings } = verdict.carries;
  const known = standings.find(({ carry }) => carry.id === wish.id);
  const { put, findings } =
    known && wish.paths.length === 0 && !wish.all
      ? { put: [renewed(known.carry, wish)], findings: [] }
      : declare(wish, verdict.findings, standings);
  const text = edited(declared, { put }, rules);
  if (options.dryRun) return [text.trimEnd()];
  store(repository, declared.file, text);
  const ids = put.map(({ id }) => id);
  const some = ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ');
  return [
    `${declared.file}: ${plural(put.length, 'carry').replace('carrys', 'carries')} for ${plural(findings.length, 'finding')}: ${some}`,
    ...(wish.all
      ? [`what was there at ${studied.compared.comparison.fork.sha.slice(0, 12)} is adopted; what comes later is not`]
      : []),
    `  git add ${display(declared.file)} && git commit -m 'Declare what we carry'`,
  ];
}

/** Checks what was typed before anything is written. */
function checked(options: AddOptions): Wish {
  const { all, until, reason, id, url, status: word, paths } = options;
  const wrong = [
    ...(reason === undefined ? [] : [carryReason(reason)]),
    ...(until === undefined ? [] : [wrongUntil(until)]),
    ...(id === undefined ? [] : [carryId(id)]),
    ...(url === undefined ? [] : [carryUrl(url)]),
  ].find((one) => one !== null);
  if (wrong) throw new Complaint(wrong, 'fork-lint carry add --help');
  const status = statuses.find((one) => one === (all ? 'pending' : word));
  if (word !== undefined && (!status || (all && word !== 'pending'))) {
    throw new Complaint(
      all
        ? 'what --all adopts is pending: nobody has sent it upstream'
        : `--status takes ${statuses.join(', ')}, not ${JSON.stringify(word)}`,
      'fork-lint carry add --help',
    );
  }
  if (all && (until === undefined || reason === undefined)) {
    throw new Complaint('adopting a whole fork needs a reason and an end, so that it does not last for ever', [
      `fork-lint carry add --all --reason 'HOW IT CAME TO BE' --until DATE`,
    ]);
  }
  if (!all && paths.length === 0 && id === undefined) throw nowhere();
  if (status && linked.includes(status) && url === undefined && id === undefined) {
    throw new Complaint(
      `the status ${status} needs the link of the issue or pull request`,
      `fork-lint carry add … --status ${status} --url URL`,
    );
  }
  return { ...options, status };
}

function nowhere(): Complaint {
  return new Complaint('say what to carry: a path, or everything there is today', [
    "fork-lint carry add PATH --reason 'WHY' --status pending",
    "fork-lint carry add --all --reason 'HOW IT CAME TO BE' --until DATE",
  ]);
}

/** New words for the same lines. */
function renewed(old: Carry, { reason, owner, status, url, until }: Wish): Carry {
  if (until !== undefined && until !== old.until && reason === undefined) {
    throw new Complaint(`a later end needs a reason that holds today; the old one was: ${old.reason}`, [
      `fork-lint carry add --id ${old.id} --until ${until} --reason 'WHY IT STAYS'`,
    ]);
  }
  const link = url ?? old.upstream.url;
  const state = status ?? old.upstream.status;
  if (linked.includes(state) && link === null)
    throw new Complaint(
      `the status ${state} needs a link`,
      `fork-lint carry add --id ${old.id} --status ${state} --url URL`,
    );
  return {
    ...old,
    reason: reason ?? old.reason,
    owner: owner ?? old.owner,
    upstream: { status: state, url: link },
    until: until ?? old.until,
  };
}
