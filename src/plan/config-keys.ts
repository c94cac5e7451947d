/** Blocks whose keys are names that users choose, not settings. */
const lists = new Set(['sources', 'connectors']);

/**
 * The settings that an example configuration shows, dotted. From 8.10 upstream writes each as a comment of its own
 * (`#elasticsearch.host: …`), before that as nested YAML.
 */
export function configKeys(text: string): Set<string> {
  const keys = new Set<string>();
  const parents: { readonly depth: number; readonly name: string }[] = [];
  const open = new Set<string>();
  for (const line of text.split('\n')) {
    const flat = /^#([a-z_][\w.]*):/.exec(line)?.[1];
    if (flat !== undefined) keys.add(flat);
    const [, indent = '', name, value = ''] = /^( *)([A-Za-z_][\w.]*):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    while ((parents.at(-1)?.depth ?? -1) >= indent.length) parents.pop();
    const path = [...parents.map((parent) => parent.name), name];
    if (lists.has(path[0] ?? '')) keys.add(path[0] ?? '');
    else if (value === '' || value.startsWith('#')) open.add(path.join('.'));
    else keys.add(path.join('.'));
    parents.push({ depth: indent.length, name });
  }
  for (const key of open) if (![...keys].some((one) => one.startsWith(`${key}.`))) keys.add(key);
  return keys;
}

/** What the packaging says of Python: `>=3.10,<3.12`; null when it says nothing that can be read. */
export function requiresPython(texts: readonly (string | null)[]): string | null {
  for (const text of texts) {
    if (text === null) continue;
    const declared = /^\s*(?:requires-python|python_requires)\s*=\s*["']([^"']+)["']/m.exec(text)?.[1];
    const enforced = /Requires Python (\d+\.\d+)/i.exec(text)?.[1];
    if (declared !== undefined) return declared;
    if (enforced !== undefined) return `>=${enforced}`;
  }
  return null;
}
