import type { OwnSource } from '../src/model.ts';
import { rule } from '../src/rule.ts';

export const unregisteredSource = rule({
  name: 'unregistered-source',
  summary: 'No registry that git shows names a data source of your own.',
  severity: 'warn',
  when: 'now',
  advice: 'the service finds only what a registry names; one that git ignores cannot be seen here',
  *find({ own }) {
    for (const source of own.sources) {
      const { main, line, module, className, serviceType, registration, copied } = source;
      const wrong = wrongWith(source);
      if (wrong === undefined || className === null) continue;
      const unseen = wrong === null ? own.unseen : null;
      // under its original's service type it would take the original's place
      const borrowed = serviceType === null || (copied?.kept.some(({ what }) => what === 'service_type') ?? false);
      const entry = `${borrowed ? source.source : serviceType}: ${module}:${className}`;
      const at = registration ?? { path: main, line };
      yield {
        at: { path: at.path, line: at.line, symbol: registration === null ? className : null },
        data: { source: source.source, entry, wrong, unseen, borrowed },
        content: [wrong ?? 'nowhere'],
        severity: unseen === null ? 'warn' : 'info',
      };
    }
  },
  say: ({ source, entry, wrong, unseen }) =>
    wrong !== null
      ? `the registry ${wrong}; ${source} needs ${entry}`
      : `${source} is in no tracked registry${unseen === null ? '' : ` (${unseen}, which git ignores, may have it)`}; needs ${entry}`,
  settle: ({ wrong, borrowed }) =>
    wrong === null && !borrowed ? ['fork-lint check --fix --only unregistered-source'] : [],
});

/** What the registry says of a source instead of its own name and class; null when it says nothing, undefined when all is well. */
function wrongWith({ registration, className, serviceType }: OwnSource): string | null | undefined {
  if (registration === null) return null;
  if (registration.className !== className) return `names ${registration.module}:${registration.className}`;
  if (serviceType !== null && registration.serviceType !== serviceType) return `calls it ${registration.serviceType}`;
  return undefined;
}
