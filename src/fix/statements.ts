import type { OwnFile } from '../api/own.ts';
import type { Import } from '../outline/index.ts';
import { below, type Edit } from './edits.ts';

/** `b as c` in `from a import b as c`. */
export type NamedEntry = Extract<Import, { kind: 'name' }>;

/** Where an imported name is to come from, spelt as its import spells modules. */
export interface Destination {
  readonly module: string;
  readonly name: string;
}

/** Longer lines are broken. */
const widest = 88;

/**
 * What makes the entries of one statement come from where they are now: the module alone where all go the same way; else the
 * largest group keeps the statement, and each other one gets its own. Null when that cannot be written.
 */
export function movedEntries(
  { path, text }: OwnFile,
  entries: readonly NamedEntry[],
  to: (entry: NamedEntry) => Destination | null,
): Edit[] | null {
  const [first] = entries;
  if (first === undefined) return null;
  const groups = new Map<string | null, NamedEntry[]>();
  for (const entry of entries) {
    const module = to(entry)?.module ?? null;
    groups.set(module, [...(groups.get(module) ?? []), entry]);
  }
  const keeper = groups.has(null) ? null : largest(groups);
  const leaving = [...groups].filter(([module]) => module !== keeper);
  if (leaving.length > 0 && !path.endsWith('.py') && !path.endsWith('.pyi')) return null;
  const gone = new Set(leaving.flatMap(([, some]) => some));
  const renamed = entries.flatMap((entry) => {
    const name = to(entry)?.name ?? entry.name;
    if (gone.has(entry) || name === entry.name) return [];
    return [{ ...entry.nameSpan, put: entry.alias === null ? `${name} as ${entry.name}` : name }];
  });
  const statements = leaving.map(([module, some]) => {
    const names = some.map((entry) => spelt(entry, to(entry)?.name ?? entry.name));
    return (indent: string) => importOf(module ?? '', names, indent);
  });
  const added = statements.map((statement) => below(text, first.statementSpan, statement));
  const [spot] = added;
  return [
    ...(keeper === null ? [] : [{ ...first.moduleSpan, put: keeper }]),
    ...renamed,
    ...removals(text, entries, gone),
    // all at one spot, so that they are one edit
    ...(spot === undefined ? [] : [{ ...spot, put: added.map(({ put }) => put).join('') }]),
  ];
}

function largest(groups: ReadonlyMap<string | null, readonly NamedEntry[]>): string | null {
  const [best] = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return best?.[0] ?? null;
}

function spelt({ name, alias }: NamedEntry, now: string): string {
  if (alias !== null) return `${now} as ${alias}`;
  return now === name ? name : `${now} as ${name}`;
}

function importOf(module: string, names: readonly string[], indent: string): string {
  const line = `from ${module} import ${names.join(', ')}`;
  if (indent.length + line.length <= widest) return line;
  const lines = names.map((name) => `${indent}    ${name},\n`);
  return `from ${module} import (\n${lines.join('')}${indent})`;
}

/** Takes entries out of a list: whole lines where each has its own, else up to the next name that stays. */
function removals(text: string, entries: readonly NamedEntry[], gone: ReadonlySet<NamedEntry>): Edit[] {
  const edits: Edit[] = [];
  for (const [i, entry] of entries.entries()) {
    if (!gone.has(entry)) continue;
    const line = ownLine(text, entry);
    const next = entries[i + 1];
    const kept = entries.slice(0, i).findLast((one) => !gone.has(one));
    const isTail = entries.slice(i).every((one) => gone.has(one));
    if (line !== null) edits.push({ ...line, put: '' });
    else if (isTail && kept !== undefined) {
      edits.push({ start: kept.entrySpan.end, end: entries.at(-1)?.entrySpan.end ?? entry.entrySpan.end, put: '' });
    } else if (next !== undefined) edits.push({ start: entry.entrySpan.start, end: next.entrySpan.start, put: '' });
  }
  return edits;
}

/** The line of an entry that has one to itself, between brackets. */
function ownLine(text: string, { entrySpan, statementSpan }: NamedEntry): { start: number; end: number } | null {
  const start = text.lastIndexOf('\n', entrySpan.start - 1) + 1;
  const end = text.indexOf('\n', entrySpan.end) + 1;
  if (start <= statementSpan.start || end === 0 || end > statementSpan.end) return null;
  const isAlone = text.slice(start, entrySpan.start).trim() === '';
  return isAlone && /^[ \t]*,[ \t]*(#.*)?\r?\n$/.test(text.slice(entrySpan.end, end)) ? { start, end } : null;
}
