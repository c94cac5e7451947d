import { expect, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { tellHistory } from '../support/story.ts';

const upstream = `upstream main: trees/9.2/
  notes.txt says "a\\nb\\nc\\nd\\ne\\nf\\n"
tag v9.2.0
upstream main: notes.txt says "x\\nb\\nc\\nd\\ne\\ny\\n"
  connectors/VERSION says "9.2.1"
tag v9.2.1
fork from v9.2.0: notes.txt says "A\\nb\\nc\\nd\\ne\\nf\\n"`;

it.each([
  ['elsewhere in the file is no new conflict', 'A\\nb\\nc\\nD\\ne\\nf\\n', 0],
  ['of a line that upstream changed as well is one', 'A\\nb\\nc\\nd\\ne\\nF\\n', 1],
])('an edit %s', async (_, text, count) => {
  const told = tellHistory(`${upstream}\nfork: notes.txt says "${text}"`);
  try {
    const { stdout } = await forkLint(told.dir, '--only', 'merge-conflict', '--new-from', 'HEAD~1', '--format', 'json');
    const { findings } = JSON.parse(stdout) as { findings: unknown[] };
    expect(findings).toHaveLength(count);
  } finally {
    told.remove();
  }
});
