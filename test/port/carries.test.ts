import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Checkout, checkout, findingsIn } from '../carries/support.ts';
import { fixtures } from '../support/story.ts';

let fork: Checkout | undefined;
afterEach(() => fork?.remove());

const upstream = ['upstream main: trees/9.2/', 'tag v9.2.0', 'upstream main: only trees/9.3/'];

interface Followed {
  readonly code: number;
  readonly carries: string;
  readonly about: ReturnType<typeof findingsIn>;
}

/** A fork that carries all it changed, ported to 9.3. */
async function ported(history: readonly string[], ...argv: readonly string[]): Promise<Followed> {
  fork = checkout([...upstream, ...history].join('\n'));
  const { err } = await fork.lint(
    ...['carry', 'add', '--all', '--reason', 'Our cluster needs it so', '--until', '10.0'],
  );
  expect(err).toBe('');
  const text = fork.read('fork-lint.carries.yaml').replace(/^- id: .*$/m, '# Ask the search team.\n$&');
  fork.write('fork-lint.carries.yaml', text);
  fork.commit('carry it');
  const { code } = await fork.lint('port', '--target', 'v9.3.0', '--branch', 'ported', ...argv);
  fork.git('checkout', '-q', 'ported');
  const { out } = await fork.lint('--format', 'json', '--target', 'v9.3.0');
  return { code, carries: fork.read('fork-lint.carries.yaml'), about: findingsIn(out) };
}

const edits = ['tag v9.3.0', 'fork from v9.2.0: a-year-behind/edits/'];
const test = 'tests/sources/test_sharepoint_online.py';

describe('carries of a ported fork', () => {
  it.each([[[]], [['--keep-commits']]])('follow what they declare to where it is now %j', async (flags) => {
    const { code, carries, about } = await ported(edits, ...flags);
    expect(code).toBe(0);
    expect(about.open.filter((one) => /edit/.test(one))).toEqual([]);
    expect(about.carried.length).toBeGreaterThan(4);
    expect(carries).toContain('# Ask the search team.');
    expect(carries).not.toMatch(/path: (?:connectors|tests)\//);
  });

  it('are taken anew where the port had to write their lines otherwise', async () => {
    const text = readFileSync(join(fixtures, 'trees/9.2', test), 'utf8');
    const patched = `${text}\n\ndef test_patched(mocker):\n    mocker.patch("connectors.sources.sharepoint_online.SharepointOnlineClient.get")\n`;
    const { code, about } = await ported(['tag v9.3.0', `fork from v9.2.0: ${test} says ${JSON.stringify(patched)}`]);
    expect(code).toBe(0);
    expect(fork?.read(`app/connectors_service/${test}`)).toContain(
      'sharepoint_online.client.SharepointOnlineClient.get',
    );
    expect(about.open).toEqual([]);
    expect(about.carried).toEqual([`source-test-edit app/connectors_service/${test} test_patched`]);
  });

  it('keep their fingerprints where something was left to a person', async () => {
    const sink = 'app/connectors_service/connectors/es/sink.py';
    const text = readFileSync(join(fixtures, 'trees/9.3', sink), 'utf8');
    const theirs = text.replace('self.indexed = 0', 'self.indexed = 1');
    const ours = readFileSync(join(fixtures, 'trees/9.2/connectors/es/sink.py'), 'utf8').replace(
      'self.indexed = 0',
      'self.indexed = None',
    );
    const { code, carries, about } = await ported([
      `  ${sink} says ${JSON.stringify(theirs)}`,
      'tag v9.3.0',
      `fork from v9.2.0: connectors/es/sink.py says ${JSON.stringify(ours)}`,
    ]);
    expect(code).toBe(1);
    expect(carries).toContain(`path: ${sink}`);
    expect(about.carried).toEqual([]);
  });
});
