import type { Shape } from './shape.ts';

type Value = string | Fields;
type Fields = ReadonlyMap<string, Value>;

/**
 * Reads an index mapping as upstream writes it: JSON in spirit, with unquoted keys, single quotes, commas too many or too
 * few, and, since 8.5, `"mappings" " {`. @returns the leaves, path -> type; `_meta.*` and `__dynamic` -> value; null for
 * what cannot be understood.
 */
export function readMapping(text: string): Shape | null {
  const start = /^\s*["']?mappings["']?[^{\n]*\{/.exec(text);
  if (!start) return null;
  const tokens = tokensOf(text.slice(start[0].length - 1));
  const read = tokens === null ? null : objectAt(tokens, 0);
  if (!read || tokens === null || read.next < tokens.length) return null;
  const leaves = new Map<string, string>();
  const dynamic = read.value.get('dynamic');
  if (typeof dynamic === 'string') leaves.set('__dynamic', dynamic);
  flatten(read.value.get('_meta'), ['_meta'], leaves);
  const properties = read.value.get('properties');
  if (typeof properties !== 'object') return null;
  return collect(properties, [], leaves) ? leaves : null;
}

/** A quoted text keeps its first quote, so that `"{"` is no bracket. */
function tokensOf(text: string): string[] | null {
  const tokens: string[] = [];
  const one = /\s*(?:(["'])((?:(?!\1)[^\\\n]|\\.)*)\1|([{}:,])|([\w.+-]+)|$)/y;
  while (one.lastIndex < text.length) {
    const match = one.exec(text);
    if (!match) return null;
    const [, quote, quoted, sign, word] = match;
    if (quote !== undefined) tokens.push(`"${quoted}`);
    else if (sign ?? word) tokens.push(sign ?? `"${word}`);
  }
  return tokens.filter((token) => token !== ','); // upstream puts one too many or forgets one
}

/** Reads `{ key : value … }`. */
function objectAt(tokens: readonly string[], at: number): { value: Fields; next: number } | null {
  if (tokens[at] !== '{') return null;
  const fields = new Map<string, Value>();
  let next = at + 1;
  while (tokens[next] !== '}') {
    const [key, colon, value] = tokens.slice(next, next + 3);
    if (!key?.startsWith('"') || colon !== ':' || value === undefined) return null;
    if (value === '{') {
      const inner = objectAt(tokens, next + 2);
      if (!inner) return null;
      fields.set(key.slice(1), inner.value);
      next = inner.next;
    } else {
      if (!value.startsWith('"')) return null;
      fields.set(key.slice(1), value.slice(1));
      next += 3;
    }
  }
  return { value: fields, next: next + 1 };
}

function collect(properties: Fields, path: readonly string[], leaves: Map<string, string>): boolean {
  for (const [name, value] of properties) {
    if (typeof value === 'string') return false; // a property is an object
    const [inner, type] = [value.get('properties'), value.get('type')];
    if (typeof inner === 'object') {
      if (!collect(inner, [...path, name], leaves)) return false;
    } else if (typeof type === 'string') leaves.set([...path, name].join('.'), type);
    else return false;
  }
  return true;
}

function flatten(value: Value | undefined, path: readonly string[], leaves: Map<string, string>): void {
  if (typeof value === 'string') leaves.set(path.join('.'), value);
  else for (const [name, inner] of value ?? []) flatten(inner, [...path, name], leaves);
}
