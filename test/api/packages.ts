import { createHash } from 'node:crypto';
import { type ApiChange, type ChangeKind, kinds } from '../../src/api/change.ts';
import { apiChanges } from '../../src/api/diff.ts';
import { Module, outlineReader } from '../../src/api/module.ts';
import { listed } from '../../src/api/modules.ts';
import { moduleFiles, rootsOf } from '../../src/api/roots.ts';
import { Surface } from '../../src/api/surface.ts';
import { connectors } from '../../src/layout/connectors.ts';

/** A tree as path -> text. */
export type Package = Readonly<Record<string, string>>;

const read = await outlineReader(['a.py', 'a.ts']);

/** The surface of a tree that lies in memory; every topmost package is a root. */
export function surfaceOf(files: Package): Surface {
  const texts = new Map(Object.entries(files).map(([path, text]) => [path, { oid: oidOf(text), text }]));
  const oids = new Map([...texts].map(([path, { oid }]) => [path, oid]));
  const modules = moduleFiles(oids, rootsOf(oids, connectors));
  return new Surface(listed(modules.map((file) => new Module(file, () => texts.get(file.path)?.text ?? null, read))));
}

/** An outline of a text in memory. */
export function outlineOf(path: string, text: string) {
  return read(path, oidOf(text), text);
}

function oidOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** The changes between two trees. Files that only one version names are only there. */
export function changesBetween(old: Package, now: Package): ApiChange[] {
  const init = { 'pkg/__init__.py': '' };
  return apiChanges(surfaceOf({ ...init, ...old }), surfaceOf({ ...init, ...now }));
}

/** `kind symbol breaks`, with the homes where there are any: what a table of tests can hold. */
export function told(changes: readonly ApiChange[]): string[] {
  return changes.map(({ kind, symbol, breaks, homes }) => {
    return `${kind} ${symbol} ${breaks}${homes.length > 0 ? ` > ${homes.join(', ')}` : ''}`;
  });
}

/** Every kind must be shown by some row. */
export function unseen(rows: readonly (readonly string[])[]): ChangeKind[] {
  return kinds.filter((kind) => !rows.some((row) => row.some((line) => line.startsWith(`${kind} `))));
}
