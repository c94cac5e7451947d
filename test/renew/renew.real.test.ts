import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortReport } from '../../src/port/report.ts';
import { type Borrowed, borrowLab, reasonToSkip } from '../own/lab.ts';
import { forkLint } from '../support/lint.ts';

const missing = reasonToSkip("copies of upstream's sources brought up to a later release");

/**
 * Sources that upstream changed between the two releases, and split in 9.3, and how much of it is left to a person: Confluence
 * now imports from `aiohttp` two exceptions that the copy has from `aiohttp.client_exceptions`.
 */
const sources = [
  ['confluence', 2],
  ['github', 0],
  ['mysql', 0],
  ['network_drive', 0],
  ['sharepoint_online', 0],
] as const;

interface Behind {
  readonly findings: readonly { readonly data: { readonly source: string; readonly lacks: readonly string[] } }[];
}

describe.skipIf(missing !== null)('copies made at v9.2.0', () => {
  let lab: Borrowed;
  beforeAll(() => {
    lab = borrowLab();
    const files = sources.map(([name]) => {
      const text = lab.git(['show', `v9.2.0:connectors/sources/${name}.py`]);
      const className = /^class (\w+DataSource)\(/m.exec(text)?.[1] ?? '';
      const renamed = text
        .replaceAll(new RegExp(`\\b${className}\\b`, 'g'), `Acme${className}`)
        .replace(/^( {4}name = ")/m, '$1Acme ')
        .replace(/^( {4}service_type = ")/m, '$1acme_');
      return [`connectors/sources/acme_${name}.py`, renamed] as const;
    });
    lab.git(['update-ref', 'refs/heads/main', lab.commit('v9.2.0', new Map(files))]);
    lab.git(['symbolic-ref', 'HEAD', 'refs/heads/main']);
  });
  afterAll(() => lab.remove());

  async function behind(fork: string, source: string): Promise<readonly string[]> {
    const flags = ['--only', 'copy-behind', '--target', 'v9.5.2', '--format', 'json'];
    const { findings } = JSON.parse((await forkLint(lab.dir, '--fork', fork, ...flags)).stdout) as Behind;
    return findings.find(({ data }) => data.source === source)?.data.lacks ?? [];
  }

  it.each(sources)('have what upstream did until v9.5.2: %s', async (name, left) => {
    const source = `acme_${name}`;
    const before = await behind('main', source);
    const flags = ['--target', 'v9.5.2', '--branch', source, '--format', 'json'];
    const { code, stdout } = await forkLint(lab.dir, 'port', '--copy', source, ...flags);
    const { counts } = JSON.parse(stdout) as PortReport;
    const after = await behind(source, source);
    console.info(
      `${name}: lacks ${before.length}, ${counts.placed} placed, ${counts.unplaced} left, lacks ${after.length}`,
    );
    expect([before.length > 0, code, counts.unplaced, after]).toEqual([true, left > 0 ? 1 : 0, left, []]);
  });
});
