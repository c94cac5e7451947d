import type { Answer } from './answer.ts';
import { at, fieldsOf } from './reading.ts';
import { connectorsOf, type Inquiry, reasonOf } from './state.ts';

/** The state of every connector lies in these; some are aliases of the ones that end in `-v1`. */
const stateIndices = ['.elastic-connectors-v1', '.elastic-connectors-sync-jobs-v1'] as const;

/** Names that must be in a snapshot and are not, and what stands in the way of knowing. */
export function coverage(
  holds: ReadonlySet<string>,
  { answers }: Inquiry,
): { missing: string[]; unknown: { why: string; needs: string } | null } {
  const connectors = connectorsOf(answers.get('connectors'));
  const aliases = aliasesOf(answers.get('aliases'));
  const held = (name: string): boolean | null => {
    if (holds.has(name)) return true;
    const behind = aliases?.get(name) ?? null;
    if (behind) return behind.every((index) => holds.has(index));
    return aliases === null ? null : false;
  };
  const missing: string[] = stateIndices.filter((name) => !holds.has(name));
  if (!connectors) {
    const why = `which indices the connectors write is not known: ${reasonOf(answers.get('connectors'))}`;
    return {
      missing,
      unknown: {
        why,
        needs: 'cluster privilege monitor_connector; before 9.0 index privilege read on .elastic-connectors*',
      },
    };
  }
  const names = [...new Set(connectors.all.flatMap(({ index }) => index ?? []))];
  const controlled = new Set(
    connectors.all.flatMap(({ index, accessControl }) => (accessControl ? (index ?? []) : [])),
  );
  // who may read what lies in an index of its own, if the connector ever synced it
  const acls = names
    .filter((name) => controlled.has(name) || aliases?.has(`index .search-acl-filter-${name}`))
    .map((name) => `.search-acl-filter-${name}`);
  const open = [...names, ...acls].filter((name) => held(name) === null);
  missing.push(...[...names, ...acls].filter((name) => held(name) === false));
  if (open.length > 0) {
    const why = `it holds no index called ${open.join(', ')}, which may be an alias`;
    return { missing, unknown: { why, needs: 'index privilege view_index_metadata on it' } };
  }
  const more = { why: 'there are more connectors than the answer lists', needs: 'all pages of the connectors' };
  return { missing, unknown: connectors.complete ? null : more };
}

/** Alias -> indices behind it; every index also under `index <name>`. Null when the answer does not tell. */
function aliasesOf(answer: Answer): Map<string, string[]> | null {
  const body = answer.kind === 'ok' ? fieldsOf(answer.body) : null;
  if (!body) return null;
  const aliases = new Map<string, string[]>();
  for (const [index, told] of Object.entries(body)) {
    aliases.set(`index ${index}`, [index]);
    for (const alias of Object.keys(fieldsOf(at(told, 'aliases')) ?? {})) {
      aliases.set(alias, [...(aliases.get(alias) ?? []), index]);
    }
  }
  return aliases;
}
