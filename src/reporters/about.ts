import { plural } from '../plural.ts';
import type { Counts } from '../report.ts';

/** Where fork-lint lives. */
export const homepage = 'https://github.com/fork-lint/fork-lint';

/** The page of a rule, for programs that show a link. */
export const pageUrl = (rule: string): string => `${homepage}/blob/main/rules/${rule}.md`;

/** Where a finding about the whole fork is put in formats that insist on a file: the one that settles what is linted. */
export const wholeFork = 'fork-lint.yaml';

/** `2 errors, 1 warning, 3 carried`. */
export function told({ error, warn, info, carried }: Counts): string {
  const parts = [
    ...(error ? [plural(error, 'error')] : []),
    ...(warn ? [plural(warn, 'warning')] : []),
    ...(info ? [`${info} info`] : []),
    ...(carried ? [`${carried} carried`] : []),
  ];
  return parts.length ? parts.join(', ') : 'no findings';
}

/** A remote's URL without anybody's name or password; null when it is no URL (a folder of this machine). */
export function publicUrl(remote: string): string | null {
  const [, host, path] = /^(?:[^@/:]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(remote) ?? [];
  const text = host !== undefined && path !== undefined && host.length > 1 ? `ssh://${host}/${path}` : remote;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!/^(?:https?|ssh|git):$/.test(url.protocol)) return null;
  // a browser's URL forgives more than RFC 3986, by which a SARIF file is judged
  if (!/^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i.test(url.host)) return null;
  const inside = url.pathname
    .replace(/%(?![\da-f]{2})/gi, '%25')
    .replace(/[^\w.~!$&'()*+,;=:@/%-]/g, encodeURIComponent);
  return `${url.protocol}//${url.host}${inside}`;
}
