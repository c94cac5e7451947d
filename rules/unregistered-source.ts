import { rule } from '../src/rule.ts';

export const unregisteredSource = rule({
  name: 'unregistered-source',
  summary: 'No registry that git shows names a data source of your own, so the service would not find it.',
  severity: 'warn',
  when: 'now',
  advice:
    'name it in a tracked registry; one in a config.yml that git ignores cannot be seen here and is only mentioned',
  *find({ own }) {
    for (const { source, main, line, module, className, serviceType, registration } of own.sources) {
      if (className === null) continue;
      const wrong =
        registration === null
          ? null
          : registration.className !== className
            ? `names ${registration.module}:${registration.className}`
            : serviceType !== null && registration.serviceType !== serviceType
              ? `calls it ${registration.serviceType}`
              : undefined;
      if (wrong === undefined) continue;
      const unseen = wrong === null ? own.unseen : null;
      yield {
        at:
          registration === null
            ? { path: main, line, symbol: className }
            : { path: registration.path, line: registration.line },
        data: { source, entry: `${serviceType ?? source}: ${module}:${className}`, wrong, unseen },
        content: [wrong ?? 'nowhere'],
        severity: unseen === null ? 'warn' : 'info',
      };
    }
  },
  say: ({ source, entry, wrong, unseen }) =>
    wrong !== null
      ? `the registry ${wrong}; ${source} needs ${entry}`
      : `${source} is in no registry that git shows${unseen === null ? '' : ` (${unseen} is ignored and may hold it)`}; it needs ${entry}`,
  settle: ({ wrong }) => (wrong === null ? ['fork-lint check --fix --only unregistered-source'] : []),
});
