/** Where the configuration lies. */
export const configFile = 'fork-lint.yaml';

/** The configuration that init writes: what a person needs to find the rest. */
export function configText(version: string, upstream: string | null): string {
  return [
    `$schema: https://unpkg.com/fork-lint@${version}/dist/fork-lint.schema.json`,
    '',
    '# Every key is optional; an editor that knows the schema lists them.',
    upstream === null
      ? '# upstream: upstream   # the remote that leads to the upstream, when it cannot be guessed'
      : `upstream: ${JSON.stringify(upstream)}`,
    '# target: latest       # what you would merge next: a tag, a branch, or latest',
    "# own: ['acme/**']     # packages that are yours",
    '# rules:',
    '#   other-edit: off    # error, warn, info or off; `fork-lint rules` lists the names',
    '',
  ].join('\n');
}
