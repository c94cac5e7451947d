import type { Answer } from './answer.ts';
import type { ProbeName } from './probes.ts';
import { at, fieldsOf, listAt, numberAt, textAt, timeAt } from './reading.ts';

/** All answers of one run. Nothing behind this asks anybody anything. */
export interface Answers {
  get(name: ProbeName): Answer;
}

/** What git knows of the versions; null what it does not. */
export interface Versions {
  readonly fork: string | null;
  readonly target: string | null;
}

/** What an analyser may know: the answers, the versions, and the server's clock. */
export interface Inquiry {
  readonly answers: Answers;
  readonly versions: Versions;
  /** Hours a snapshot may be old. */
  readonly maxAge: number;
}

/** Why an answer is none, in words. */
export function reasonOf(answer: Answer): string {
  return answer.kind === 'ok' ? '' : answer.reason;
}

/** The running Elasticsearch, as its first answer tells. */
export interface Running {
  readonly version: string | null;
  readonly flavor: string | null;
  readonly serverless: boolean;
  /** The server's time when it answered, milliseconds since 1970. */
  readonly now: number | null;
}

export function runningOf(root: Answer): Running {
  const body = root.kind === 'ok' ? root.body : null;
  const flavor = textAt(body, 'version', 'build_flavor');
  const now = root.kind === 'ok' || root.kind === 'refused' ? root.headers.date : null;
  return { version: textAt(body, 'version', 'number'), flavor, serverless: flavor === 'serverless', now };
}

/** A connector document, whichever API told it. */
export interface ConnectorState {
  readonly id: string;
  readonly index: string | null;
  readonly native: boolean;
  readonly lastSeen: number | null;
  readonly deleted: boolean;
  /** It syncs who may read what, into an index of its own. */
  readonly accessControl: boolean;
  readonly document: unknown;
}

/** A page of documents and how many there are in all. */
export interface Listed<T> {
  readonly all: readonly T[];
  readonly complete: boolean;
}

/** Documents of the connector API (`results`) or of a search (`hits.hits`); `hits.total` is a number on old servers. */
function documentsOf(body: unknown): Listed<{ readonly id: string; readonly document: unknown }> | null {
  const results = listAt(body, 'results');
  if (results) {
    const all = results.flatMap((document) =>
      fieldsOf(document) ? [{ id: textAt(document, 'id') ?? '?', document }] : [],
    );
    return { all, complete: results.length >= (numberAt(body, 'count') ?? results.length) };
  }
  const hits = listAt(body, 'hits', 'hits');
  if (!hits) return null;
  const total = numberAt(body, 'hits', 'total', 'value') ?? numberAt(body, 'hits', 'total') ?? hits.length;
  const all = hits.flatMap((hit) => {
    const document = at(hit, '_source');
    return fieldsOf(document) ? [{ id: textAt(hit, '_id') ?? '?', document }] : [];
  });
  return { all, complete: hits.length >= total };
}

/** The connectors; null when the answer does not tell them. */
export function connectorsOf(answer: Answer): Listed<ConnectorState> | null {
  const documents = answer.kind === 'ok' ? documentsOf(answer.body) : null;
  if (!documents) return null;
  const all = documents.all.map(({ id, document }) => ({
    id,
    index: textAt(document, 'index_name'),
    native: at(document, 'is_native') === true,
    lastSeen: timeAt(document, 'last_seen'),
    deleted: at(document, 'deleted') === true,
    accessControl:
      at(document, 'scheduling', 'access_control', 'enabled') === true ||
      at(document, 'last_access_control_sync_status') !== null,
    document,
  }));
  return { ...documents, all: all.filter(({ deleted }) => !deleted) };
}

/** A sync job. */
export interface JobState {
  readonly id: string;
  readonly status: string | null;
  readonly index: string | null;
  readonly lastSeen: number | null;
  readonly started: number | null;
  readonly worker: string | null;
}

/** The jobs of one status; null when the answer does not tell them. */
export function jobsOf(answer: Answer): Listed<JobState> | null {
  const documents = answer.kind === 'ok' ? documentsOf(answer.body) : null;
  if (!documents) return null;
  const all = documents.all.map(({ id, document }) => ({
    id,
    status: textAt(document, 'status'),
    index: textAt(document, 'connector', 'index_name'),
    lastSeen: timeAt(document, 'last_seen'),
    started: timeAt(document, 'started_at'),
    worker: textAt(document, 'worker_hostname'),
  }));
  return { ...documents, all };
}
