import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortReport } from '../../src/port/report.ts';
import { type Borrowed, borrowLab, reasonToSkip } from '../own/lab.ts';
import { run, truth } from '../support/lab.ts';

interface Truth {
  readonly branches: readonly {
    readonly branch: string;
    readonly tip: string;
    readonly base: string;
    readonly serviceType: string;
    readonly upstreamShipsSameServiceTypeSince: string | null;
  }[];
}

const missing = reasonToSkip('real custom connectors carried over');
const { branches } = truth<Truth>('custom-connectors.json');
const target = 'v9.5.2';

describe.skipIf(missing !== null)(`a custom connector carried over to ${target}`, () => {
  let lab: Borrowed;

  beforeAll(() => {
    lab = borrowLab();
  });
  afterAll(() => lab.remove());

  it.each(branches)('$branch breaks nothing there', async ({ tip, serviceType, upstreamShipsSameServiceTypeSince }) => {
    const branch = `ported-${serviceType}`;
    const args = ['--fork', tip, '--target', target, '--branch', branch, '--merge', '--format', 'json'];
    const ported = await run(['port', '--repo', lab.dir, ...args]);
    expect([0, 1], ported.err).toContain(ported.code);
    // the command's own contract
    const { files } = JSON.parse(ported.out) as PortReport;
    const left = files.flatMap(({ unplaced }) => unplaced);
    for (const { reason, patch } of left) expect([reason, patch].every((text) => text !== '')).toBe(true);

    const checked = await run(['check', '--repo', lab.dir, '--fork', branch, '--target', target, '--format', 'json']);
    const { findings } = JSON.parse(checked.out) as {
      findings: readonly { readonly rule: string; readonly path: string }[];
    };
    const broken = findings.filter(({ rule }) => ['dead-import', 'left-behind', 'changed-signature'].includes(rule));
    expect(broken).toEqual([]);

    // what upstream ships by the same name stays upstream's, and the fork's is handed to a person
    const sources = files.filter(({ from }) => /^connectors\/sources\/\w+\.py$/.test(from));
    for (const { from, unplaced } of sources) {
      expect(unplaced.map(({ symbol }) => symbol)).toEqual(upstreamShipsSameServiceTypeSince === null ? [] : [from]);
    }
  });

  it.each(branches)(
    '$branch carried to where it stands is itself, and of nothing comes nothing',
    async ({ tip, base }) => {
      const tree = (commit: string): string => lab.git(['rev-parse', `${commit}^{tree}`]);
      const port = async (from: string, to: string): Promise<string> => {
        const args = ['--base', base, '--fork', from, '--target', to, '--branch', 'identity', '--force'];
        const { code, err } = await run(['port', '--repo', lab.dir, ...args]);
        expect(code, err).toBe(0);
        return tree('identity');
      };
      expect(await port(tip, base)).toBe(tree(tip));
      expect(await port(base, target)).toBe(tree(target));
    },
  );
});
