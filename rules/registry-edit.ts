import { rule } from '../src/rule.ts';

export const registryEdit = rule({
  name: 'registry-edit',
  summary: 'The fork only adds entries to the registry of sources.',
  severity: 'info',
  when: 'now',
  advice: 'tolerated; a `sources:` block in your config.yml does the same and leaves this file alone',
  *find({ breaches, registries }) {
    for (const { path } of breaches.registry) {
      const added = registries.find((registry) => registry.path === path)?.added ?? [];
      const entries = added.map(({ serviceType, module, className }) => `${serviceType}: ${module}:${className}`);
      const [first] = added;
      yield {
        at: { path, ...(first ? { line: first.line } : {}) },
        data: { entries },
        content: entries,
      };
    }
  },
  say: ({ entries }) => (entries.length ? `registers ${entries.join(', ')}` : 'reorders its entries'),
});
