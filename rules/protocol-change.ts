import { type Facts, type Found, rule } from '../src/rule.ts';

type ChangeData = {
  /** The part of the protocol this is about. */
  readonly part: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** `name: before => after`. */
  readonly changed: readonly string[];
  /** Why the part could not be compared; empty when it was. */
  readonly unknown: string;
};

const parts = {
  connector: 'connector document',
  job: 'job document',
  connectorMapping: 'mapping of .elastic-connectors',
  jobMapping: 'mapping of .elastic-connectors-sync-jobs',
  enums: 'allowed values',
  page: 'page',
} as const;

const none = { added: [], removed: [], changed: [], unknown: '' };

export const protocolChange = rule({
  name: 'protocol-change',
  summary: 'The connector protocol differs between base and target: fields, statuses, mappings or its code.',
  severity: 'warn',
  when: 'next',
  advice: 'adapt whatever of yours reads or writes connector and job documents',
  *find(facts): Generator<Found<ChangeData>> {
    yield* pageChanges(facts);
    const { code } = facts.protocol;
    if (code === null) return;
    const removed = code.removed.map(({ name, from }) => (from === null ? name : `${name} (now in ${from})`));
    const changed = code.changed.map(({ name, before, after }) => `${name}: ${short(before)} => ${short(after)}`);
    const at = { path: code.path };
    if (code.added.length + removed.length + changed.length > 0)
      yield { at, data: { ...none, part: 'code', added: code.added, removed, changed }, content: ['code'] };
    for (const path of code.unreadable)
      yield {
        at: { path },
        data: { ...none, part: 'code', unknown: 'no definition could be read' },
        content: ['code'],
      };
  },
  say: ({ part, added, removed, changed, unknown }) => {
    if (unknown !== '') return `${part}: could not be compared, ${unknown}`;
    // many new values would hide the names; the data has them
    const told = Object.entries({ added, removed, changed: changed.length > 2 ? changed.map(nameIn) : changed }).filter(
      ([, names]) => names.length > 0,
    );
    return `${part}: ${told.map(([what, names]) => `${what} ${listed(names)}`).join(' · ')}`; // no semicolon: what two parts share by chance is no fact about the file
  },
});

function* pageChanges({ protocol: { page } }: Facts): Generator<Found<ChangeData>> {
  for (const [key, part] of Object.entries(parts)) {
    const change = Object.entries(page?.parts ?? {}).find(([name]) => name === key)?.[1];
    const sides = page?.unreadable.filter((one) => one.part === key).map(({ side }) => side) ?? [];
    const at = { path: page?.path ?? null };
    if (change) yield { at, data: { ...none, ...change, part }, content: [key] };
    if (sides.length > 0)
      yield { at, data: { ...none, part, unknown: `not readable in ${sides.join(' and ')}` }, content: [key] };
  }
}

const nameIn = (change: string): string => change.replace(/: .*/s, '');

const listed = (names: readonly string[]): string =>
  names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');

/** `def claim(self)` -> `(self)`; long values are cut, the code has them. */
function short(header: string): string {
  const text = header.replace(/^def \w+/, '').replace(/^async def \w+/, 'async ');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
