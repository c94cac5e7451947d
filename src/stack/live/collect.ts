import { releaseOf } from '../release.ts';
import { type Answer, type AnswerHeaders, answerOf, noHeaders, savedStatus } from './answer.ts';
import { ask } from './http.ts';
import { enterpriseProbe, kibanaProbe, type Probe, type ProbeName, probesFor, rootProbe } from './probes.ts';
import { listAt, numberAt, textAt } from './reading.ts';
import type { Endpoints } from './settings.ts';
import type { Answers } from './state.ts';

const nobodyAsked: Answer = { kind: 'missing', reason: 'it was not asked' };

function answersFrom(found: ReadonlyMap<ProbeName, Answer>): Answers {
  return { get: (name) => found.get(name) ?? nobodyAsked };
}

/** Asks the servers: Elasticsearch who it is, then what that version can answer, all at once. */
export async function askStack(endpoints: Endpoints): Promise<Answers> {
  const found = new Map<ProbeName, Answer>();
  const put = async (probe: Probe): Promise<void> => {
    const endpoint = endpoints.get(probe.service);
    const missing: Answer = { kind: 'missing', reason: `no URL of ${probe.service} is given` };
    found.set(probe.name, endpoint ? await allPages(probe, (one) => ask(one, endpoint)) : missing);
  };
  await Promise.all([rootProbe, kibanaProbe, enterpriseProbe].map(put));
  const root = found.get('root');
  if (root?.kind === 'ok') {
    const release = releaseOf(textAt(root.body, 'version', 'number')) ?? [8, 12, 0];
    const serverless = textAt(root.body, 'version', 'build_flavor') === 'serverless';
    await Promise.all(probesFor(release, { serverless }).map(put));
  }
  return answersFrom(found);
}

/** The connector API answers in pages; one page that fails makes the whole unknown. */
async function allPages(probe: Probe, once: (probe: Probe) => Promise<Answer>): Promise<Answer> {
  const first = await once(probe);
  const list = first.kind === 'ok' && /^\/_connector[/?]/.test(probe.path) ? listAt(first.body, 'results') : null;
  if (first.kind !== 'ok' || list === null) return first; // an answer without a list is not one of none
  const results = [...list];
  const count = numberAt(first.body, 'count') ?? results.length;
  while (results.length < count) {
    const next = await once({ ...probe, path: `${probe.path}&from=${results.length}` });
    if (next.kind !== 'ok') return next;
    const more = listAt(next.body, 'results') ?? [];
    if (more.length === 0) break; // fewer than counted: the list is known to be incomplete
    results.push(...more);
  }
  return { ...first, body: { count, results } };
}

/**
 * Answers that somebody saved with the curl lines: `read` gives a file's text, null where there is none. What `curl -i` put
 * before the body counts as well.
 */
export function savedAnswers(read: (file: string) => string | null): Answers {
  return {
    get: (name) => {
      const text = read(`${name}.json`);
      if (text === null) return { kind: 'missing', reason: `${name}.json is not there` };
      const [, status, head = '', body = ''] = /^HTTP\/[\d.]+ (\d+)(.*?)\r?\n\r?\n(.*)$/s.exec(text) ?? [];
      if (status !== undefined) return answerOf(Number(status), body, headersFrom(head));
      return answerOf(savedStatus(text), text, name === 'root' ? headersFrom(read('root.headers')) : noHeaders);
    },
  };
}

function headersFrom(text: string | null): AnswerHeaders {
  const value = (name: string): string | null =>
    new RegExp(`^${name}:\\s*(.+?)\\s*$`, 'im').exec(text ?? '')?.[1] ?? null;
  const date = Date.parse(value('date') ?? '');
  return { product: value('x-elastic-product'), date: Number.isNaN(date) ? null : date };
}
