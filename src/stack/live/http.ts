import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import { type Answer, answerOf } from './answer.ts';
import type { Probe } from './probes.ts';

/** How to reach one server. Secrets stay in here: nothing of it is ever printed. */
export interface Endpoint {
  readonly url: URL;
  /** Value of the `authorization` header, null without credentials. */
  readonly authorization: string | null;
  /** PEM text of a certificate authority. */
  readonly ca: string | null;
  /** SHA-256 of the authority's or the server's certificate, hexadecimal without colons, instead of `ca`. */
  readonly fingerprint: string | null;
  /** Further headers, as upstream's own configuration has them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
}

/** More than this is no answer to any of our questions. */
const most = 64 * 1024 * 1024;

/** Asks once. Every failure of transport becomes a sentence; redirects are refused, since they would carry credentials away. */
export async function ask(probe: Probe, endpoint: Endpoint): Promise<Answer> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), endpoint.timeout);
  try {
    const socket = endpoint.fingerprint === null ? undefined : await pinnedSocket(endpoint, stop.signal);
    return await exchange(probe, endpoint, stop.signal, socket);
  } catch (error) {
    const late = stop.signal.aborted ? `no whole answer within ${endpoint.timeout / 1000} s` : null;
    return { kind: 'failed', reason: late ?? failureOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

function exchange(
  probe: Probe,
  endpoint: Endpoint,
  signal: AbortSignal,
  socket: TLSSocket | undefined,
): Promise<Answer> {
  const { url, authorization, ca, headers } = endpoint;
  const secure = url.protocol === 'https:';
  const target = new URL(url.href.replace(/\/*$/, '') + probe.path);
  const sent = {
    accept: 'application/json',
    'user-agent': 'fork-lint',
    'x-elastic-product-origin': 'connectors', // as upstream's own service does
    connection: 'close',
    ...headers,
    ...(probe.body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(probe.body)) }),
    ...(authorization === null ? {} : { authorization }),
  };
  return new Promise((resolve, reject) => {
    const options = { method: probe.method, headers: sent, signal };
    const answered = (response: IncomingMessage): void => receive(response, resolve, reject);
    // a socket whose certificate is proven already carries plain HTTP; node must not open another
    const request =
      secure && socket === undefined
        ? secureRequest(target, { ...options, ...(ca === null ? {} : { ca }) }, answered)
        : plainRequest(
            {
              ...options,
              host: target.hostname,
              port: target.port || (secure ? 443 : 80),
              path: target.pathname + target.search,
              ...(socket ? { createConnection: () => socket } : {}),
            },
            answered,
          );
    request.on('error', reject);
    request.end(probe.body);
  });
}

function receive(response: IncomingMessage, resolve: (answer: Answer) => void, reject: (error: Error) => void): void {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    response.destroy();
    resolve({
      kind: 'failed',
      reason: `the server redirects (${status}): give the final URL, credentials are not sent on`,
    });
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) response.destroy(new Error('the answer is larger than 64 MB'));
  });
  response.on('aborted', () => reject(new Error('the connection broke in the middle of the answer')));
  response.on('error', reject);
  response.on('end', () => {
    if (!response.complete) return reject(new Error('the connection broke in the middle of the answer'));
    const product = response.headers['x-elastic-product'];
    const date = Date.parse(response.headers.date ?? '');
    const headers = { product: typeof product === 'string' ? product : null, date: Number.isNaN(date) ? null : date };
    resolve(answerOf(status, Buffer.concat(chunks).toString(), headers));
  });
}

/** Connects and proves the certificate before a single byte of ours is sent. */
function pinnedSocket({ url, fingerprint }: Endpoint, signal: AbortSignal): Promise<TLSSocket> {
  if (url.protocol !== 'https:') throw new Error('a CA fingerprint needs an https URL');
  return new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const named = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = connect({ host, port: Number(url.port || 443), rejectUnauthorized: false, ...named });
    const give = (): void => void socket.destroy(new Error('aborted'));
    signal.addEventListener('abort', give, { once: true });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const seen = new Set<string>();
      let certificate = socket.getPeerCertificate(true);
      while (certificate?.fingerprint256 && !seen.has(certificate.fingerprint256)) {
        seen.add(certificate.fingerprint256);
        certificate = certificate.issuerCertificate;
      }
      const wanted = fingerprint?.replaceAll(':', '').toUpperCase();
      if ([...seen].some((one) => one.replaceAll(':', '') === wanted)) return resolve(socket);
      socket.destroy();
      reject(new Error('no certificate of the server has the fingerprint given'));
    });
  });
}

/** Each way a connection fails, and what to do about it. */
const failures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: check host and port',
  ECONNRESET: 'the server closed the connection: if it speaks https, say so in the URL',
  ENOTFOUND: 'the name of the host is not known: check the URL',
  EAI_AGAIN: 'the name of the host could not be looked up: check the network',
  ETIMEDOUT: 'the host does not answer: check the network',
  EHOSTUNREACH: 'the host cannot be reached: check the network',
  ENETUNREACH: 'the network cannot be reached',
  EPIPE: 'the server closed the connection: if it speaks https, say so in the URL',
  EPROTO: 'the server does not speak https: use http in the URL, or another port',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak https: use http in the URL, or another port',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the server does not speak https: use http in the URL, or another port',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed: give its authority with --ca, or --ca-fingerprint',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate authority is not known: give it with --ca, or --ca-fingerprint',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate authority is not known: give it with --ca, or --ca-fingerprint',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate authority is not known: give it with --ca, or --ca-fingerprint',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name: use that name in the URL',
  HPE_INVALID_CONSTANT: 'what answers does not speak HTTP',
  HPE_INVALID_HEADER_TOKEN: 'what answers does not speak HTTP',
};

/** Never the error's own words where they could hold what was sent. */
function failureOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return failureOf(error.errors[0]);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (code !== null) return failures[code] ?? `the connection failed (${code})`;
  return error instanceof Error ? error.message : 'the connection failed';
}
