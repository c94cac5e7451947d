import { readFileSync } from 'node:fs';

/** This file and the bundle both lie one folder below the package's root. */
const root = new URL('../', import.meta.url);

/** The version of fork-lint. */
export function version(): string {
  const { version: declared }: { version: string } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return declared;
}

/** The workflow that checks pull requests on GitHub: this repository has it for others to copy. */
export function workflow(): string {
  return readFileSync(new URL('.github/workflows/fork-lint.yml', root), 'utf8');
}

/** Pages that are about no single rule. */
export const essays = ['crossing-9.3'] as const;

/** The page of a rule, or one of the {@link essays}: Markdown; below its title stands what it is about, in a sentence. */
export function pageOf(rule: string): string {
  return readFileSync(new URL(`rules/${rule}.md`, root), 'utf8');
}
