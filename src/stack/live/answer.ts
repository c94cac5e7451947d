import { at, textAt } from './reading.ts';

/** What a probe brought: an answer in JSON, a refusal in words, or nothing. */
export type Answer =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown; readonly headers: AnswerHeaders }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string; readonly headers: AnswerHeaders }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'missing'; readonly reason: string };

/** The headers that say something: whose server it is, and what time it is there. */
export interface AnswerHeaders {
  readonly product: string | null;
  /** Milliseconds since 1970, null when the server does not say. */
  readonly date: number | null;
}

export const noHeaders: AnswerHeaders = { product: null, date: null };

/**
 * Understands a response. Errors are an object, or a string on serverless and on old servers; login pages are HTML; Kibana
 * answers 503 with a body that counts.
 */
export function answerOf(status: number, text: string, headers: AnswerHeaders = noHeaders): Answer {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const looks = /^\s*</.test(text) ? 'a page of HTML' : text.trim() === '' ? 'nothing' : 'something that is no JSON';
    if (status === 401) return { kind: 'refused', status, reason: hints[401] ?? '', headers };
    return {
      kind: 'failed',
      reason: `the answer (${status}) is ${looks}: a proxy or another server may stand in between`,
    };
  }
  const error = at(body, 'error');
  const kept = status === 503 && at(body, 'status') !== null && error === null;
  if ((status >= 200 && status < 300 && error === null) || kept) return { kind: 'ok', status, body, headers };
  const told = textAt(body, 'error', 'reason') ?? (typeof error === 'string' ? error : textAt(body, 'message'));
  const hint = hints[status];
  const reason = [`${status}`, told, hint].filter(Boolean).join(': ');
  return { kind: 'refused', status, reason, headers };
}

const hints: Readonly<Record<number, string>> = {
  401: 'the credentials are missing or wrong',
  403: 'the credentials lack a privilege',
};

/** The status of a saved body: curl keeps the body alone, and an error carries its own number. */
export function savedStatus(text: string): number {
  try {
    const body: unknown = JSON.parse(text);
    const status = at(body, 'status');
    return at(body, 'error') === null ? 200 : typeof status === 'number' ? status : 500;
  } catch {
    return 200;
  }
}
