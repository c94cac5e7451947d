import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PortReport } from '../../src/port/report.ts';
import { type Answer, forkLint } from '../support/lint.ts';
import { fixtures, type Repository, tellHistory } from '../support/story.ts';

let told: Repository | undefined;
afterEach(() => {
  told?.remove();
  told = undefined;
});

const textOf = (tree: string, path: string): string => readFileSync(join(fixtures, 'trees', tree, path), 'utf8');
const says = (path: string, text: string): string => `  "${path}" says ${JSON.stringify(text)}`;

const original = 'connectors/sources/box.py';
const copy = 'connectors/sources/acme_box.py';
const box = textOf('9.2', original);
const client = 'app/connectors_service/connectors/sources/box/client.py';
const datasource = 'app/connectors_service/connectors/sources/box/datasource.py';

/** The copy, under names of its own. */
const renamed = (text: string): string =>
  text
    .replaceAll('BoxDataSource', 'AcmeBoxDataSource')
    .replace('name = "Box"', 'name = "Acme Box"')
    .replace('service_type = "box"', 'service_type = "acme_box"');

/** Upstream's fix: one method changed, one added, one taken out. */
const fixed = (text: string): string =>
  text
    .replace('            offset += FOLDER_PAGE\n', '            offset += len(page["entries"])\n')
    .replace('return {"_id": f"box-', 'return {"_id": f"box:')
    .replace(
      '    async def ping(self):\n',
      '    async def close(self):\n        await self.client.get("logout")\n\n    async def ping(self):\n',
    );

function tellFork(upstream: readonly string[], fork: readonly string[]): void {
  const start = ['upstream main: trees/9.2/', 'tag v9.2.0'];
  told = tellHistory([...start, ...upstream, 'fork from v9.2.0', ...fork].join('\n'));
}

const later = (text: string): string[] => [
  'upstream main',
  says(original, text),
  says('connectors/VERSION', '9.2.1'),
  'tag v9.2.1',
];

const run = (...argv: readonly string[]): Promise<Answer> => forkLint(told?.dir ?? '', ...argv);
const port = async (...argv: readonly string[]): Promise<{ code: number; report: PortReport }> => {
  const { code, stdout, stderr } = await run('port', '--copy', 'acme_box', '--format', 'json', ...argv);
  expect(stderr).toBe('');
  return { code, report: JSON.parse(stdout) as PortReport };
};
const ported = (path: string): string => told?.git('show', `port/acme_box:${path}`) ?? '';

/** What copy-behind says of the branch that was made. */
async function behind(): Promise<string[]> {
  const { stdout } = await run('--fork', 'port/acme_box', '--only', 'copy-behind', '--format', 'json');
  const { findings } = JSON.parse(stdout) as { findings: { message: string }[] };
  return findings.map(({ message }) => message);
}

describe('fork-lint port --copy', () => {
  it('brings what upstream changed into the copy, under its own names', async () => {
    tellFork(later(fixed(box)), [says(copy, renamed(box))]);
    expect((await run('--only', 'copy-behind')).stdout).toContain('fork-lint port --copy acme_box --target v9.2.1');
    const { code, report } = await port();
    expect(code).toBe(0);
    expect(ported(copy)).toBe(renamed(fixed(box)));
    expect(report.copy).toEqual({ source: 'acme_box', original: 'box', since: 'v9.2.0' });
    expect(await behind()).toEqual([]);
    expect(told?.git('log', '--format=%s', 'main..port/acme_box')).toBe(
      'Bring what upstream changed in box since v9.2.0 into acme_box\n',
    );
    expect(told?.git('diff', '--name-only', 'main', 'port/acme_box')).toBe(`${copy}\n`);
  });

  it('keeps what the fork changed in the copy, its other names included', async () => {
    const own = (text: string): string =>
      renamed(text)
        .replaceAll('BoxClient', 'AcmeClient')
        .replace('FOLDER_PAGE = 200', 'FOLDER_PAGE = 50')
        .replace('    async def get_docs', '    def only_ours(self):\n        return "acme"\n\n    async def get_docs');
    tellFork(later(fixed(box)), [says(copy, own(box))]);
    expect((await port()).code).toBe(0);
    expect(ported(copy)).toBe(own(fixed(box)));
    expect(await behind()).toEqual([]);
  });

  it('leaves what both changed to a person, and everything else is done', async () => {
    const own = renamed(box).replace('offset += FOLDER_PAGE', 'offset += FOLDER_PAGE - 1');
    tellFork(later(fixed(box)), [says(copy, own)]);
    const { code, report } = await port();
    expect(code).toBe(1);
    expect(report.files.flatMap(({ unplaced }) => unplaced)).toMatchObject([
      { symbol: 'BoxClient.folder_items', reason: 'fork and upstream changed the same lines', candidates: [copy] },
    ]);
    expect(ported(copy)).toContain('offset += FOLDER_PAGE - 1');
    expect(ported(copy)).toContain('f"box:{');
    await port('--markers', '--force');
    expect(ported(copy)).toMatch(/<<<<<<< fork\n.*FOLDER_PAGE - 1\n=======\n.*len\(.*\n>>>>>>> upstream\n/);
  });

  it('does not bring back what the copy dropped', async () => {
    const ping = '    async def ping(self):\n        await self.client.get("users/me")\n\n';
    const upstream = fixed(box).replace('self.client.get("users/me")', 'self.client.get("users/us")');
    tellFork(later(upstream), [says(copy, renamed(box).replace(ping, ''))]);
    expect((await port()).code).toBe(0);
    expect(ported(copy)).not.toContain('ping');
    expect(ported(copy)).toContain('def close(self)');
  });

  it('reads the original in the files that upstream has split it into', async () => {
    const upstream = [
      'upstream main: only trees/9.3/',
      says(client, `# licence\n\n${fixed(textOf('9.3', client))}`),
      says(datasource, fixed(textOf('9.3', datasource))),
      says(client.replace('client', 'constants'), '# licence\n\nNEW_LIMIT = 10\n\n__all__ = ["NEW_LIMIT"]\n'),
      'tag v9.3.0',
    ];
    tellFork(upstream, [says(copy, renamed(box))]);
    expect((await port()).code).toBe(0);
    expect(ported(copy).replace('\n\nNEW_LIMIT = 10\n', '')).toBe(renamed(fixed(box)));
    expect(ported(copy)).toContain('\nNEW_LIMIT = 10\n');
    expect(await behind()).toEqual([]);
  });

  it('spells new imports as the tree of the fork has them', async () => {
    const use = (text: string): string =>
      text.replace(
        'self.sleeps = CancellableSleeps()',
        'self.sleeps = CancellableSleeps()\n        self.since = iso_utc()',
      );
    const upstream = [
      'upstream main: only trees/9.3/',
      says(client, use(textOf('9.3', client)).replace('import CancellableSleeps', 'import CancellableSleeps, iso_utc')),
      'tag v9.3.0',
    ];
    tellFork(upstream, [says(copy, renamed(box))]);
    const { code } = await port();
    expect(code).toBe(0);
    expect(ported(copy)).toBe(
      use(renamed(box)).replace('import CancellableSleeps, retryable', 'import CancellableSleeps, iso_utc, retryable'),
    );
  });

  it('leaves what needs something of the framework that the fork does not have yet', async () => {
    const sdk = 'libs/connectors_sdk/connectors_sdk/utils.py';
    const upstream = [
      'upstream main: only trees/9.3/',
      says(sdk, `${textOf('9.3', sdk)}\n\ndef brand_new():\n    return "nothing like it was there before"\n`),
      says(
        client,
        textOf('9.3', client)
          .replace('\n\nBOX_', '\nfrom connectors_sdk.utils import brand_new\n\nBOX_')
          .replace('            offset += FOLDER_PAGE\n', '            offset += brand_new()\n'),
      ),
      'tag v9.3.0',
    ];
    tellFork(upstream, [says(copy, renamed(box))]);
    const { code, report } = await port();
    expect(code).toBe(1);
    expect(report.files.flatMap(({ unplaced }) => unplaced.map(({ symbol }) => symbol))).toEqual([
      'BoxClient.folder_items',
    ]);
    expect(report.branch).toBeNull(); // nothing else was to be brought
  });

  it('renews a copy that is a package', async () => {
    const folder = 'app/connectors_service/connectors/sources';
    const files = ['__init__', 'client', 'datasource'].map((name) => [
      `${folder}/acme_box/${name}.py`,
      renamed(textOf('9.3', `${folder}/box/${name}.py`)).replaceAll('sources.box', 'sources.acme_box'),
    ]);
    const upstream = [
      'upstream main: only trees/9.3/',
      'tag v9.3.0',
      'upstream main',
      says(client, fixed(textOf('9.3', client))),
      says(datasource, fixed(textOf('9.3', datasource))),
      says('app/connectors_service/connectors/VERSION', '9.3.1'),
      'tag v9.3.1',
      'fork from v9.3.0',
    ];
    told = tellHistory([...upstream, ...files.map(([path = '', text = '']) => says(path, text))].join('\n'));
    expect((await port()).code).toBe(0);
    for (const [path = '', text = ''] of files) expect(ported(path)).toBe(fixed(text));
    expect(await behind()).toEqual([]);
  });

  it('makes no branch when there is nothing to bring', async () => {
    tellFork(['upstream main', says('README.md', 'new\n'), 'tag v9.2.1'], [says(copy, renamed(box))]);
    const { code, stdout } = await run('port', '--copy', copy);
    expect([code, stdout.trim()]).toEqual([
      0,
      'acme_box has all that upstream changed in box up to v9.2.1: nothing to do',
    ]);
    expect(told?.git('branch', '--list', 'port/*')).toBe('');
  });

  it.each([
    [['acme_wiki'], '"acme_wiki" is no data source that the fork added'],
    [['acme_box', '--merge'], '--copy makes one commit on top of the fork'],
  ])('refuses %j with a sentence', async (argv, sentence) => {
    tellFork(later(fixed(box)), [says(copy, renamed(box))]);
    const { code, stderr } = await run('port', '--copy', ...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
