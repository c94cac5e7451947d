/**
 * Reads JSON that a server, a proxy or an older version may have shaped otherwise: nothing here throws, and what is not
 * there or of another kind is null.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return { ...value };
}

/** The value below these names, null when any of them is missing. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let here = value;
  for (const name of names) {
    const fields = fieldsOf(here);
    if (fields === null || !Object.hasOwn(fields, name)) return null;
    here = fields[name];
  }
  return here ?? null;
}

export function textAt(value: unknown, ...names: readonly string[]): string | null {
  const found = at(value, ...names);
  return typeof found === 'string' ? found : null;
}

export function numberAt(value: unknown, ...names: readonly string[]): number | null {
  const found = at(value, ...names);
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

export function flagAt(value: unknown, ...names: readonly string[]): boolean | null {
  const found = at(value, ...names);
  return typeof found === 'boolean' ? found : found === 'true' ? true : found === 'false' ? false : null;
}

export function listAt(value: unknown, ...names: readonly string[]): readonly unknown[] | null {
  const found = at(value, ...names);
  return Array.isArray(found) ? found : null;
}

/** The texts of a list; what is no text is left out. */
export function textsAt(value: unknown, ...names: readonly string[]): string[] | null {
  return listAt(value, ...names)?.filter((one) => typeof one === 'string') ?? null;
}

/** Milliseconds since 1970 of `2026-11-22T10:00:00Z` or of a number; null for what is no time. */
export function timeAt(value: unknown, ...names: readonly string[]): number | null {
  const found = at(value, ...names);
  if (typeof found === 'number') return Number.isFinite(found) ? found : null;
  if (typeof found !== 'string') return null;
  const time = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(found) ? found : `${found}Z`);
  return Number.isNaN(time) ? null : time;
}
