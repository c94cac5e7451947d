import type { Oid } from '../model.ts';
import type { World } from '../world.ts';

/** A variable that a runner sets; null when it is missing or empty. */
export function variable(env: World['env'], name: string): string | null {
  return env[name] || null;
}

/** A full commit id; null for anything else, and for the zeros that stand for none. */
export function commitId(text: unknown): Oid | null {
  return typeof text === 'string' && /^(?!0+$)(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : null;
}

/** The name of a branch, with or without `refs/heads/`; null for what no branch can be called (`git check-ref-format`). */
export function branchName(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const name = text.replace(/^refs\/heads\//, '');
  const wrong = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|^[-/.]|\/[/.]|(?:\/|\.|\.lock)$|^$/u;
  return wrong.test(name) ? null : name;
}
