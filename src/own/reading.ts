/** A word in a text and the line it stands on. */
export interface Told {
  readonly text: string;
  readonly line: number;
}

/** What a module says of the data source it defines. */
export interface Reading {
  readonly className: string;
  readonly line: number;
  readonly name: Told | null;
  readonly serviceType: Told | null;
}

const head = /^class\s+(\w+)\s*(?:\(([^)]*)\))?/;
const attribute = /^(\s+)(name|service_type)\s*(?::[^=]+)?=\s*(["'])(.*?)\3/;

/**
 * Finds the data source class of a module: the one that has a `service_type`, else one named or derived like a data source.
 * From the lines alone: a parser would cost more than all the rest of a check, and damage elsewhere does no harm.
 */
export function readSource(text: string): Reading | null {
  const lines = text.split('\n');
  const classes = lines.flatMap((line, at) => {
    if (!head.test(line)) return [];
    const [, className = '', bases = ''] = head.exec(lines.slice(at, at + 9).join('\n')) ?? [];
    const values = attributesOf(lines, at + 1);
    const [name, serviceType] = [values.get('name') ?? null, values.get('service_type') ?? null];
    const weight =
      (serviceType ? 4 : 0) + (className.endsWith('DataSource') ? 2 : 0) + (/DataSource\b/.test(bases) ? 1 : 0);
    return [{ weight, reading: { className, line: at + 1, name, serviceType } }];
  });
  const [best] = classes.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return best?.reading ?? null;
}

/** The names that a class gives itself, by the indentation of the first: a local variable of a method stands deeper. */
function attributesOf(lines: readonly string[], start: number): Map<string, Told> {
  const values = new Map<string, Told>();
  let indent: string | undefined;
  for (let at = start; at < lines.length && !/^[A-Za-z_@]/.test(lines[at] ?? ''); at++) {
    const line = lines[at] ?? '';
    indent ??= /^(\s+)(?:[A-Za-z_@])/.exec(line)?.[1];
    const [, space, key, , value] = attribute.exec(line) ?? [];
    if (key && value !== undefined && space === indent && !values.has(key))
      values.set(key, { text: value, line: at + 1 });
  }
  return values;
}
