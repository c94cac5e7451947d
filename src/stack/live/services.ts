import { older, releaseOf } from '../release.ts';
import type { Answer } from './answer.ts';
import { type Check, fail, pass, unverified } from './check.ts';
import { at, fieldsOf } from './reading.ts';
import { type ConnectorState, connectorsOf, type Inquiry, jobsOf, reasonOf, runningOf } from './state.ts';

/** Milliseconds. The service writes a job's `last_seen` every 10 s and calls one idle after 300 s without. */
const idle = 300_000;

/** Two heartbeats of 300 s: whoever wrote none for so long has stopped. `status` stays `connected` after a stop. */
const silent = 600_000;

const privilege = 'cluster privilege monitor_connector; before 9.0 index privilege read on .elastic-connectors*';

/** Whether every connectors service is stopped, by the times that services write, and what they left running. */
export function serviceChecks(inquiry: Inquiry): Check[] {
  return [stoppedCheck(inquiry), jobsCheck(inquiry)];
}

function stoppedCheck({ answers }: Inquiry): Check {
  const { now, version } = runningOf(answers.get('root'));
  const connectors = connectorsOf(answers.get('connectors'));
  if (!connectors) {
    const why = reasonOf(answers.get('connectors')) || 'no list of connectors';
    return unverified('services-stopped', `the connectors are not known: ${why}`, { needs: privilege });
  }
  if (now === null) {
    return unverified('services-stopped', "the server's time is not known", { needs: 'root.headers beside root.json' });
  }
  const managed = older(releaseOf(version) ?? [9, 0, 0], [9, 0, 0]) < 0; // native connectors were Elastic's to stop
  const own = connectors.all.filter(({ native }) => !(native && managed));
  const alive = own.filter(({ lastSeen }) => lastSeen !== null && now - lastSeen < silent);
  if (alive.length > 0) return stillSeen(alive, now);
  if (!connectors.complete) {
    return unverified('services-stopped', 'there are more connectors than the answer lists', {
      needs: 'all pages of the connectors',
    });
  }
  const seen = own.filter(({ lastSeen }) => lastSeen !== null);
  if (seen.length === 0)
    return pass('services-stopped', own.length ? 'no connector ever ran' : 'there are no connectors of your own');
  return pass('services-stopped', `no connector was seen in the last ten minutes (${seen.length} looked at)`);
}

function stillSeen(alive: readonly ConnectorState[], now: number): Check {
  const latest = Math.max(...alive.map(({ lastSeen }) => lastSeen ?? 0));
  const ago = Math.max(0, Math.round((now - latest) / 1000));
  const again = Math.max(1, Math.ceil((silent - (now - latest)) / 60_000));
  const names = alive.map(({ id }) => id).slice(0, 5);
  const more = alive.length > names.length ? ` and ${alive.length - names.length} more` : '';
  return fail(
    'services-stopped',
    `${names.join(', ')}${more} seen ${ago} s ago: a service runs, or stopped less than ten minutes ago; if you stopped it, look again in ${again} min`,
  );
}

function jobsCheck({ answers }: Inquiry): Check {
  const { now } = runningOf(answers.get('root'));
  const [running, canceling] = [jobsOf(answers.get('jobs')), jobsOf(answers.get('jobs-canceling'))];
  if (!running || !canceling || now === null) {
    const why =
      reasonOf(answers.get('jobs')) || reasonOf(answers.get('jobs-canceling')) || "the server's time is missing";
    return unverified('jobs', `the sync jobs are not known: ${why}`, { needs: privilege });
  }
  const open = [...running.all, ...canceling.all];
  const active = open.filter(({ lastSeen }) => lastSeen !== null && now - lastSeen < idle);
  if (active.length > 0)
    return fail(
      'jobs',
      `${active.length} sync jobs are running (${active
        .map(({ id }) => id)
        .slice(0, 5)
        .join(', ')})`,
    );
  if (canceling === null) {
    const why = reasonOf(answers.get('jobs-canceling'));
    return unverified('jobs', `no sync job runs, but those being cancelled are not known: ${why}`, {
      weight: 'warn',
      needs: privilege,
    });
  }
  if (!running.complete || !canceling.complete) {
    return unverified('jobs', 'there are more sync jobs than the answer lists', { needs: 'all pages of the jobs' });
  }
  if (open.length > 0)
    return fail('jobs', `${open.length} sync jobs were killed in the middle: they start again later`, {
      weight: 'warn',
    });
  const waiting = [jobsOf(answers.get('jobs-pending')), jobsOf(answers.get('jobs-suspended'))].flatMap(
    (list) => list?.all ?? [],
  );
  return pass(
    'jobs',
    waiting.length ? `no sync job runs; ${waiting.length} wait and will run after the restart` : 'no sync job runs',
  );
}

/** What bases before 8.9 left in the documents, to be put right by hand. */
export function leftoversCheck({ answers }: Inquiry): Check {
  const connectors = connectorsOf(answers.get('connectors'));
  const mapping = answers.get('job-type');
  if (!connectors) {
    const why = reasonOf(answers.get('connectors')) || 'no list of connectors';
    return unverified('leftovers', `the connectors are not known: ${why}`, { needs: privilege });
  }
  const without = connectors.all.filter(({ document }) => fieldsOf(at(document, 'custom_scheduling')) === null);
  const bare = connectors.all.filter(({ document }) => hasBareField(at(document, 'configuration')));
  const mapped = isMapped(mapping);
  const noType = mapped === false;
  const found = [
    ...(without.length ? [`${without.length} connectors lack custom_scheduling`] : []),
    ...(bare.length ? [`${bare.length} connectors have configuration fields without a type`] : []),
    ...(noType ? ['the index of jobs lacks the mapping of job_type'] : []),
  ];
  const commands = [
    ...without.map(
      ({ id }) => `POST /.elastic-connectors/_update/${encodeURIComponent(id)} {"doc":{"custom_scheduling":{}}}`,
    ),
    ...(noType ? ['PUT .elastic-connectors-sync-jobs-v1/_mapping {"properties":{"job_type":{"type":"keyword"}}}'] : []),
  ];
  if (found.length > 0) return fail('leftovers', found.join('; '), { weight: 'warn', commands });
  if (mapped === null) {
    const why = reasonOf(mapping) || 'no mappings';
    return unverified('leftovers', `whether job_type is mapped is not known: ${why}`, {
      weight: 'warn',
      needs: 'index privilege view_index_metadata on .elastic-connectors*',
    });
  }
  return pass('leftovers', 'nothing of releases before 8.9 is left');
}

/** Configuration written before 8.8 has values alone. */
function hasBareField(configuration: unknown): boolean {
  return Object.values(fieldsOf(configuration) ?? {}).some(
    (field) => fieldsOf(field) !== null && at(field, 'type') === null,
  );
}

/** `{index: {mappings: {}}}` is Elasticsearch's way to say that a field has none. Where no index is, nothing is left. */
function isMapped(answer: Answer): boolean | null {
  if (answer.kind === 'refused' && answer.status === 404 && /no such index/.test(answer.reason)) return true;
  const indices = Object.values((answer.kind === 'ok' && fieldsOf(answer.body)) || {});
  const mappings = indices.map((index) => fieldsOf(at(index, 'mappings')));
  if (mappings.length === 0 || mappings.includes(null)) return null;
  return mappings.some((fields) => Object.keys(fields ?? {}).length > 0);
}
