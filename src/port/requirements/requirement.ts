/** One requirement of pip's: `SQLAlchemy[asyncio]==2.0.1; platform_machine == 'arm64'`. */
export interface Requirement {
  /** As PEP 503 has it: lower case, one `-` for each run of `-`, `_` and `.`. */
  readonly name: string;
  /** Sorted. */
  readonly extras: readonly string[];
  /** The version part without blanks, or `@` and a URL. */
  readonly version: string;
  /** Where it counts, with single quotes; null everywhere. */
  readonly marker: string | null;
  /** As a list of a pyproject.toml would have it, without its marker. */
  readonly text: string;
}

/** A line of a requirements file. `option` is anything but a requirement: `-r other.txt`, what goes over several lines. */
export type RequirementLine =
  | { readonly kind: 'requirement'; readonly requirement: Requirement; readonly comments: readonly string[] }
  | { readonly kind: 'option'; readonly text: string };

const named = /^([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?\s*(.*)$/s;

/** Reads one requirement; null for what is none. */
export function requirementIn(source: string): Requirement | null {
  const url = /^([a-z]+\+[a-z]+:\/\/\S*#egg=([\w.-]+)\S*)(.*)$/i.exec(source.trim());
  if (url) return requirementIn(`${url[2]}@${url[1]}${url[3]}`);
  const at = /^\S+\s*@\s*/.test(source.trim()) ? source.search(/\s;/) : source.indexOf(';');
  const [core, condition] = at < 0 ? [source, ''] : [source.slice(0, at), source.slice(source.indexOf(';', at) + 1)];
  const [, name, extras = '', rest = ''] = named.exec(core.trim()) ?? [];
  const version = rest.replace(/\s+/g, '');
  if (name === undefined || (version !== '' && !/^(?:[<>=!~]=?|\(|@)/.test(version))) return null;
  const marker = condition.replaceAll('"', "'").replace(/\s+/g, ' ').trim();
  return {
    name: name.toLowerCase().replace(/[-_.]+/g, '-'),
    extras: extras
      .split(',')
      .map((one) => one.trim().toLowerCase())
      .filter(Boolean)
      .sort(),
    version,
    marker: marker === '' ? null : marker,
    text: core.trim().replace(/\s+/g, ''),
  };
}

/** Reads a requirements file. Comments right above a requirement, and behind it, are its own. */
export function requirementsIn(text: string): RequirementLine[] {
  const found: RequirementLine[] = [];
  let comments: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line.startsWith('#')) comments.push(line);
    else if (line === '') comments = [];
    else {
      const [, source = '', behind] = /^(.*?)(?:\s+(#.*))?$/.exec(line) ?? [];
      const requirement = /^-|\\$|\s--/.test(source) ? null : requirementIn(source);
      if (requirement === null) found.push({ kind: 'option', text: line });
      else found.push({ kind: 'requirement', requirement, comments: behind ? [...comments, behind] : comments });
      comments = [];
    }
  }
  return found;
}

/** Whether two ask for the same, wherever that counts. */
export function sameCore(a: Requirement, b: Requirement): boolean {
  return a.name === b.name && a.version === b.version && a.extras.join() === b.extras.join();
}

/** Whether the one has all that the other asks for: its extras, and the same pinned version or a newer one. */
export function covers(one: Requirement, other: Requirement): boolean {
  if (!other.extras.every((extra) => one.extras.includes(extra))) return false;
  if (one.version === other.version || other.version === '') return true;
  const [a, b] = [one, other].map(({ version }) => /^==((?:\d+\.)*\d+)$/.exec(version)?.[1]?.split('.').map(Number));
  if (a === undefined || b === undefined) return false;
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) - (b[i] ?? 0));
  return (at.find((difference) => difference !== 0) ?? 0) >= 0;
}
