import { rule } from '../src/rule.ts';

export const registryEdit = rule({
  name: 'registry-edit',
  summary: 'The fork only adds entries to the registry of sources.',
  severity: 'info',
  when: 'now',
  advice: "tolerated; a `sources:` block in your config.yml registers them without an edit of upstream's file",
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
