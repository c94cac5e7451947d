import type { Change } from '../src/model.ts';
import { rule } from '../src/rule.ts';

/** Where a service is told its passwords: the user's configuration, the registry where both are one file, and what is left of either. */
const isConfiguration = ({ path, area }: Pick<Change, 'path' | 'area'>): boolean =>
  area === 'user-config' || area === 'registry' || (area === 'other' && /(?:^|\/)config\.ya?ml$/.test(path));

/**
 * `password: x` of YAML, `"api_key": "x"` of Python. A line that is a comment begins otherwise. Of a file with CRLF a line ends
 * in CR, which `.` leaves out and `$` would stumble over.
 */
const setting = /^\s*(?:-\s+)?["']?([\w.-]*(?:password|passwd|secret|token|api_?key|access_?key))["']?\s*[:=]\s*(.*)/i;

/** What stands where a password would: nothing, a placeholder, or a variable of the environment. */
const placeholder = /^(?:changeme|null|none|~|true|false|\*+|x+|<.*>|\$.*|\{\{.*|your\b.*|elastic|)$/i;

export const committedSecret = rule({
  name: 'committed-secret',
  summary: 'A configuration that the fork commits holds a password, key or token in plain text.',
  severity: 'error',
  when: 'now',
  advice:
    'revoke it, since the history keeps it; then name a variable of the environment instead, as in ${ES_API_KEY}, or set it in a file that git ignores',
  *find({ comparison: { changes } }) {
    for (const { path, area, published, hunks } of changes) {
      if (published || !isConfiguration({ path, area })) continue;
      const lines = hunks.flatMap(({ added, forkLine }) => added.map((text, i) => ({ text, line: forkLine + i })));
      const keys: string[] = [];
      for (const { text, line } of lines) {
        const [, key, value] = setting.exec(text) ?? [];
        if (key === undefined || value === undefined || placeholder.test(literalIn(value, path))) continue;
        keys.push(key);
        // never the value itself: a report is read by more people than the file
        const nth = keys.filter((one) => one === key).length;
        yield { at: { path, line }, data: { key }, content: [key, String(nth)] };
      }
    }
  },
  say: ({ key }) => `${key} is in plain text`,
});

/** The text that a value stands for; empty when it is code. */
function literalIn(value: string, path: string): string {
  const [, , quoted] = /^(["'])(.*?)\1/.exec(value) ?? [];
  if (quoted !== undefined) return quoted.trim();
  const bare = value.replace(/(?:^|\s)#.*/, '').trim();
  return path.endsWith('.py') || /[()[\]{}]/.test(bare) ? '' : bare;
}
