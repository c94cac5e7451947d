import type { RegistryFormat } from './layout.ts';

/** One registered source: `"mongodb": "connectors.sources.mongo:MongoDataSource"`. */
export interface RegistryEntry {
  readonly serviceType: string;
  readonly module: string;
  readonly className: string;
  /** 1-based. */
  readonly line: number;
}

/** How the fork changed a registry file. */
export interface RegistryChange {
  readonly path: string;
  readonly added: readonly RegistryEntry[];
  /** Entries of the base that the fork dropped or points elsewhere. */
  readonly lost: readonly RegistryEntry[];
  /** Nothing but entries came, and none went: the order of entries does not matter. */
  readonly onlyAdds: boolean;
}

const python = /^\s*["']([\w-]+)["']\s*:\s*["']([\w.]+):(\w+)["']\s*,?\s*(?:#.*)?$/;
const yaml = /^\s*["']?([\w-]+)["']?\s*:\s*["']?([\w.]+):(\w+)["']?\s*(?:#.*)?$/;

/** The entries of a registry's text. A comment is no entry: from 8.10 config.yml holds them all, commented out. */
export function entriesIn(text: string, { format }: RegistryFormat): RegistryEntry[] {
  const entry = format === 'python' ? python : yaml;
  return text.split('\n').flatMap((line, i) => {
    const [, serviceType, module, className] = entry.exec(line) ?? [];
    return serviceType && module && className ? [{ serviceType, module, className, line: i + 1 }] : [];
  });
}

/** Compares two versions of a registry as maps, and what surrounds the entries as text. */
export function registryChange(base: string, fork: string, registry: RegistryFormat): RegistryChange {
  const before = entriesIn(base, registry);
  const after = entriesIn(fork, registry);
  const has = (entries: readonly RegistryEntry[], one: RegistryEntry): boolean =>
    entries.some((other) => other.serviceType === one.serviceType && target(other) === target(one));
  const lost = before.filter((entry) => !has(after, entry));
  return {
    path: registry.path,
    added: after.filter((entry) => !has(before, entry)),
    lost,
    onlyAdds: lost.length === 0 && surroundings(base, registry) === surroundings(fork, registry),
  };
}

const target = ({ module, className }: RegistryEntry): string => `${module}:${className}`;

/** The text without its entries, blank lines and comments. */
function surroundings(text: string, { format }: RegistryFormat): string {
  const entry = format === 'python' ? python : yaml;
  return text
    .split('\n')
    .filter((line) => !entry.test(line) && !/^\s*(?:#.*)?$/.test(line))
    .join('\n');
}
