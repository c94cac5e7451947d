import { rule, versionIn } from '../src/rule.ts';

/** What upstream's start-up check can read: three or four numbers, and build metadata after a plus sign. */
const readable = /^\d+\.\d+\.\d+(?:\.\d+)?(?:\+.*)?$/;

/** The check came with 8.15; older services never read VERSION at start. */
const since = [8, 15] as const;

export const versionFormat = rule({
  name: 'version-format',
  summary: 'A VERSION of the fork would crash the service at start, or its VERSION files disagree.',
  severity: 'error',
  when: 'now',
  advice: 'mark your builds after a plus sign, as in 9.2.0+acme.1; keep all VERSION files equal',
  *find({ versions, comparison: { base } }) {
    const [major = 0, minor = 0] = (base.version ?? '').split('.').map(Number);
    const checked = major > since[0] || (major === since[0] && minor >= since[1]);
    const [main] = versions;
    for (const { path, text, ours } of versions) {
      const version = versionIn(text);
      if (checked && ours && !readable.test(version)) {
        yield {
          at: { path, line: 1 },
          data: { version, differs: '' },
          content: [version],
          severity: 'error',
        };
      } else if (main && ours && version !== versionIn(main.text)) {
        yield {
          at: { path, line: 1 },
          data: { version, differs: main.path },
          content: [version],
          severity: 'warn',
        };
      }
    }
  },
  say: ({ version, differs }) =>
    differs === ''
      ? `the service cannot read ${JSON.stringify(version)} and would not start`
      : `says ${version}, but ${differs} says something else`,
});
