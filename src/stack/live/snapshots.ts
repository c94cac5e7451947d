import { older, releaseOf } from '../release.ts';
import type { Answer } from './answer.ts';
import { type Check, fail, pass, unverified } from './check.ts';
import { coverage } from './coverage.ts';
import { fieldsOf, flagAt, listAt, numberAt, textAt, textsAt } from './reading.ts';
import { type Inquiry, jobsOf, reasonOf, runningOf } from './state.ts';

interface Snapshot {
  readonly name: string;
  readonly repository: string | null;
  readonly state: string | null;
  readonly version: string | null;
  readonly holds: ReadonlySet<string>;
  readonly failures: number;
  readonly failedShards: number | null;
  readonly globalState: boolean | null;
  readonly start: number | null;
  readonly end: number | null;
}

/** Snapshots as 7.14 and later list them, or as older servers do for several repositories. Newest first. */
function snapshotsOf(answer: Answer): Snapshot[] | null {
  const body = answer.kind === 'ok' ? answer.body : null;
  const listed =
    listAt(body, 'snapshots') ?? listAt(body, 'responses')?.flatMap((one) => listAt(one, 'snapshots') ?? []) ?? null;
  return (
    listed
      ?.filter((one) => fieldsOf(one))
      .map(snapshotFrom)
      .sort((a, b) => (b.start ?? 0) - (a.start ?? 0)) ?? null
  );
}

function snapshotFrom(one: unknown): Snapshot {
  const features = listAt(one, 'feature_states')?.flatMap((feature) => textsAt(feature, 'indices') ?? []) ?? [];
  return {
    name: textAt(one, 'snapshot') ?? '?',
    repository: textAt(one, 'repository'),
    state: textAt(one, 'state'),
    version: textAt(one, 'version'),
    holds: new Set([...(textsAt(one, 'indices') ?? []), ...(textsAt(one, 'data_streams') ?? []), ...features]),
    failures: listAt(one, 'failures')?.length ?? 0,
    failedShards: numberAt(one, 'shards', 'failed'),
    globalState: flagAt(one, 'include_global_state'),
    start: numberAt(one, 'start_time_in_millis'),
    end: numberAt(one, 'end_time_in_millis'),
  };
}

/** Whether there is a way back: the newest snapshot that will do, else what is wrong with the newest one. */
export function snapshotChecks(inquiry: Inquiry): Check[] {
  const { answers } = inquiry;
  if (runningOf(answers.get('root')).serverless) {
    return [pass('snapshot', 'serverless: Elastic keeps the snapshots')];
  }
  const answer = answers.get('snapshots');
  const needs = 'cluster privilege monitor_snapshot';
  const snapshots = snapshotsOf(answer);
  if (!snapshots) {
    const why = answer.kind === 'ok' ? 'the answer lists none that can be read' : reasonOf(answer);
    return [unverified('snapshot', `the snapshots are not known: ${why}`, { needs })];
  }
  const create = 'PUT /_snapshot/REPOSITORY/before-upgrade?wait_for_completion=true';
  const [newest] = snapshots;
  if (!newest) return [fail('snapshot', 'there is no snapshot', { commands: [create] })];
  const judged = snapshots.map((snapshot) => ({ snapshot, check: judge(snapshot, inquiry) }));
  const best =
    judged.find(({ check }) => check.verdict === 'pass') ??
    judged.find(({ check }) => check.verdict === 'unverified') ??
    judged[0];
  if (!best) return [];
  const commands = best.check.verdict === 'fail' ? [create] : [];
  return [{ ...best.check, commands }, ageCheck(best.snapshot, inquiry), stateCheck(best.snapshot, inquiry)];
}

/** What a snapshot must be: complete, with everything of the connectors in it, and made before Elasticsearch was upgraded. */
function judge(snapshot: Snapshot, inquiry: Inquiry): Check {
  const { name, state, failures, failedShards } = snapshot;
  const say = (why: string): string => `snapshot ${name} ${why}`;
  if (state !== 'SUCCESS') return fail('snapshot', say(`is ${state ?? 'of no known state'}, not SUCCESS`));
  if (failures > 0 || (failedShards ?? 0) > 0) return fail('snapshot', say('has failed shards'));
  if (failedShards === null) return unverified('snapshot', say('does not tell whether shards failed'));
  const time = beforeUpgrade(snapshot, inquiry);
  if (time !== null) return time;
  const { missing, unknown } = coverage(snapshot.holds, inquiry);
  if (missing.length > 0) return fail('snapshot', say(`lacks ${missing.join(', ')}`));
  if (unknown !== null) return unverified('snapshot', say(`is complete, but ${unknown.why}`), { needs: unknown.needs });
  return pass('snapshot', say(`is complete, holds all state of the connectors, and was made on ${snapshot.version}`));
}

/** A snapshot of the upgraded cluster cannot be restored into the old one. Null when the time is right. */
function beforeUpgrade({ name, version }: Snapshot, { answers, versions }: Inquiry): Check | null {
  const running = releaseOf(runningOf(answers.get('root')).version);
  const [made, target] = [releaseOf(version), releaseOf(versions.target)];
  if (!running || !made) {
    return unverified('snapshot', `snapshot ${name}: the versions of snapshot and Elasticsearch cannot be compared`);
  }
  const upgraded =
    target !== null && older(running, target) >= 0 && versions.fork !== null && isOlder(versions.fork, target);
  if (upgraded && older(made, running) >= 0) {
    return fail(
      'snapshot',
      `snapshot ${name} was made on ${version}, after Elasticsearch was upgraded: it cannot take you back`,
    );
  }
  if (!upgraded && older(made, running) !== 0) {
    return fail(
      'snapshot',
      `snapshot ${name} was made on ${version}, but Elasticsearch is ${running.join('.')}: make one now`,
    );
  }
  return null;
}

function isOlder(fork: string, target: readonly [number, number, number]): boolean {
  const own = releaseOf(fork.trim());
  return own !== null && older(own, target) < 0;
}

/** Its age by the server's clock, and whether a job began after it. */
function ageCheck({ name, start, end }: Snapshot, { answers, maxAge }: Inquiry): Check {
  const { now } = runningOf(answers.get('root'));
  if (now === null || end === null) {
    return unverified('snapshot-age', `how old snapshot ${name} is is not known: the server's time is missing`, {
      needs: 'root.headers beside root.json',
      weight: 'warn',
    });
  }
  const hours = Math.max(0, (now - end) / 3_600_000);
  const age = hours < 48 ? `${Math.round(hours)} hours` : `${Math.round(hours / 24)} days`;
  if (hours > maxAge) return fail('snapshot-age', `snapshot ${name} is ${age} old`);
  const since = jobsOf(answers.get('jobs'))?.all.filter(
    ({ started }) => started !== null && start !== null && started > start,
  );
  if (since?.length)
    return fail('snapshot-age', `${since.length} sync began after snapshot ${name}`, { weight: 'warn' });
  return pass('snapshot-age', `snapshot ${name} is ${age} old`);
}

function stateCheck({ name, globalState }: Snapshot, _: Inquiry): Check {
  if (globalState === true) return pass('snapshot-state', `snapshot ${name} holds the cluster state too`);
  const text = `snapshot ${name} holds no cluster state: index templates and ingest pipelines are missing`;
  return globalState === false
    ? fail('snapshot-state', text, { weight: 'warn' })
    : unverified('snapshot-state', `whether snapshot ${name} holds the cluster state is not told`, { weight: 'warn' });
}

/** A repository to write to, and whether snapshots are made by themselves. */
export function repositoryChecks({ answers }: Inquiry): Check[] {
  if (runningOf(answers.get('root')).serverless) return [];
  return [repositoryCheck(answers.get('snapshot-repos')), slmCheck(answers.get('slm'), answers.get('slm-status'))];
}

function repositoryCheck(answer: Answer): Check {
  const body = answer.kind === 'ok' ? fieldsOf(answer.body) : null;
  if (!body) {
    const needs = 'cluster privilege monitor_snapshot';
    return unverified('repository', `the repositories are not known: ${reasonOf(answer) || 'no list'}`, { needs });
  }
  const names = Object.keys(body);
  if (names.length === 0) return fail('repository', 'there is no repository for snapshots');
  const closed = names.filter((name) => {
    const type = textAt(body, name, 'type');
    return flagAt(body, name, 'settings', 'readonly') === true || type === 'url';
  });
  if (closed.length === names.length) return fail('repository', `every repository is read-only: ${names.join(', ')}`);
  const note = closed.length ? `; ${closed.join(', ')} read-only` : '';
  return pass('repository', `${names.length - closed.length} of ${names.length} repositories can be written to${note}`);
}

function slmCheck(policies: Answer, status: Answer): Check {
  const light = { weight: 'warn', needs: 'cluster privilege read_slm' } as const;
  const listed = policies.kind === 'ok' ? fieldsOf(policies.body) : null;
  if (!listed)
    return unverified('slm', `the policies of snapshots are not known: ${reasonOf(policies) || 'no list'}`, light);
  const names = Object.keys(listed);
  if (names.length === 0) return fail('slm', 'no policy makes snapshots by itself', { weight: 'warn' });
  const mode = status.kind === 'ok' ? textAt(status.body, 'operation_mode') : null;
  if (mode === null)
    return unverified(
      'slm',
      `whether snapshot lifecycle management runs is not known: ${reasonOf(status) || 'no mode'}`,
      light,
    );
  return mode === 'RUNNING'
    ? pass('slm', `snapshot lifecycle management runs (${names.length === 1 ? names[0] : `${names.length} policies`})`)
    : fail('slm', `snapshot lifecycle management is ${mode}`, { weight: 'warn', commands: ['POST /_slm/start'] });
}
