import type { Definition } from './outline.ts';

/** The name of every statement, after its container's. */
export const STATEMENT = '<statement>';

/** `method` in `Class` is `Class.method`. */
export function qualified(container: string | null, name: string): string {
  return container === null ? name : `${container}.${name}`;
}

/** Source order, the outer before the inner, each numbered among those of its name. All come with ordinal 0. */
export function numbered(definitions: readonly Definition[]): readonly Definition[] {
  const seen = new Map<string, number>();
  const sorted = [...definitions].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return sorted.map((definition) => {
    const ordinal = seen.get(definition.name) ?? 0;
    seen.set(definition.name, ordinal + 1);
    // Most names stand once: copying every object costs as much as reading the imports.
    return ordinal === 0 ? definition : { ...definition, ordinal };
  });
}
