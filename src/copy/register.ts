import type { RegistryFormat } from '../layout/layout.ts';
import { entriesIn, type RegistryEntry } from '../layout/registry.ts';
import type { Identity } from './rename.ts';

/**
 * Adds an entry to a registry: below the one of `beside`, else below the last. Nothing else of the text changes, so that
 * the fork's edit of upstream's file stays the smallest there is. Null when the text shows no entry to stand beside.
 */
export function withEntry(
  text: string,
  registry: RegistryFormat,
  beside: Pick<RegistryEntry, 'module'> | null,
  { serviceType, module, className }: Pick<Identity, 'serviceType' | 'module' | 'className'>,
): string | null {
  const entries = entriesIn(text, registry);
  const place = entries.find((entry) => entry.module === beside?.module) ?? entries.at(-1);
  if (!place) return null;
  const lines = text.split('\n');
  const neighbour = lines[place.line - 1] ?? '';
  const indent = /^\s*/.exec(neighbour)?.[0] ?? '';
  const end = neighbour.endsWith('\r') ? '\r' : '';
  const value = `${module}:${className}`;
  const entry = registry.format === 'python' ? `"${serviceType}": "${value}",` : `${serviceType}: ${value}`;
  // the last entry of a Python dict may do without its comma, so one without it keeps its place at the end
  const after = registry.format === 'yaml' || /,\s*(?:#.*)?$/.test(neighbour);
  lines.splice(place.line - (after ? 0 : 1), 0, `${indent}${entry}${end}`);
  return lines.join('\n');
}

/** Adds an entry to a user's configuration, whose `sources:` are laid over the defaults. */
export function withConfigEntry(text: string, { serviceType, module, className }: Identity): string {
  const entry = `  ${serviceType}: ${module}:${className}\n`;
  const block = /^sources:[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (block) {
    const at = block.index + block[0].length;
    const indent = /^([ \t]+)\S/.exec(text.slice(at))?.[1] ?? '  ';
    return `${text.slice(0, at)}${indent}${entry.trimStart()}${text.slice(at)}`;
  }
  const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return `${text}${gap}sources:\n${entry}`;
}
