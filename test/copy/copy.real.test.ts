import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCopy } from '../../src/copy/run.ts';
import { type Borrowed, borrowLab, reasonToSkip } from '../own/lab.ts';
import { study } from '../own/study.ts';

const missing = reasonToSkip('fork-lint copy on every data source of three releases');

const places = {
  'v8.11.0.0': { sources: 'connectors/sources', tests: 'tests/sources', registry: 'connectors/config.py' },
  'v9.2.0': { sources: 'connectors/sources', tests: 'tests/sources', registry: 'connectors/config.py' },
  'v9.5.2': {
    sources: 'app/connectors_service/connectors/sources',
    tests: 'app/connectors_service/tests/sources',
    registry: 'app/connectors_service/connectors/config.py',
  },
} as const;

const settled = ['source-edit', 'source-test-edit', 'copy-without-tests', 'copy-keeps-name', 'unregistered-source'];

describe.skipIf(missing !== null).each(Object.entries(places))('copying at %s', (tag, { sources, tests, registry }) => {
  let lab: Borrowed;

  beforeAll(() => {
    lab = borrowLab();
  });
  afterAll(() => lab.remove());

  it('carries every edited source over and restores the original', async () => {
    const tree = lab.git(['ls-tree', '-r', '--name-only', tag]).split('\n');
    const show = (commit: string, path: string): string => lab.git(['show', `${commit}:${path}`]);
    const entries = [...show(tag, registry).matchAll(/^\s+"(\w+)": "(connectors\.sources\.[\w.]+):(\w+)",$/gm)];
    expect(entries.length).toBeGreaterThan(20);
    const wrong: string[] = [];
    const asked: { files: Record<string, string>; classes: string[] } = { files: {}, classes: [] };
    for (const [, serviceType = '', module = '', className = ''] of entries) {
      const leaf = module.split('.').at(-1) ?? '';
      const below = module.replace('connectors.sources.', '').replaceAll('.', '/');
      const files = tree.filter((path) => path === `${sources}/${below}.py` || path.startsWith(`${sources}/${below}/`));
      const main = files.find((path) => show(tag, path).includes(`class ${className}`)) ?? '';
      const test = `${tests}/test_${leaf}.py`;
      const fixture = tree.find(
        (path) => path.startsWith(`${tests}/fixtures/${serviceType}/`) && path.endsWith('.json'),
      );
      const mark = `ACME_EDIT_OF_${serviceType.toUpperCase()}`;
      const edit = (path: string): [string, string] => [path, `${show(tag, path)}\n\n${mark} = True\n`];
      const edits = [edit(main), ...(tree.includes(test) ? [edit(test)] : [])];
      if (fixture) edits.push([fixture, show(tag, fixture).replace('{', '{\n    "acme": true,')]);
      const fork = lab.commit(tag, new Map(edits));
      const branch = `acme/${serviceType}`;
      const name = `acme_${leaf}`;
      const said: string[] = [];
      const options = {
        repo: lab.dir,
        fork,
        upstream: undefined,
        base: undefined,
        target: undefined,
        config: undefined,
      };
      const code = await runCopy(
        {
          ...options,
          fetch: false,
          debug: false,
          source: leaf,
          new: name,
          pristine: false,
          register: 'layout',
          branch,
          dryRun: false,
        },
        { world: { now: 0, stdout: { write: (part: unknown) => said.push(String(part)) > 0 } }, study },
      );
      const findings = await study({ ...options, fetch: false, debug: false, fork: branch }, async (studied) => {
        const own = studied.compared.comparison.own.sources;
        if (own.length !== 1 || own[0]?.copied?.source !== leaf) wrong.push(`${leaf}: own ${JSON.stringify(own)}`);
        else if (own[0].copied.at !== tag) wrong.push(`${leaf}: copied at ${own[0].copied.at}`);
        return studied.verdict.findings;
      });
      for (const { rule, message, path } of findings)
        if (settled.includes(rule)) wrong.push(`${leaf}: ${rule} ${path} ${message}`);
      const hasTests = tree.includes(test);
      if (code !== (hasTests ? 0 : 1)) wrong.push(`${leaf}: exit ${code}\n${said.join('')}`);
      const raw = lab.git(['diff', '--name-status', '--no-renames', tag, branch]).trim().split('\n');
      const changed = raw.filter((line) => !line.startsWith('A\t'));
      if (changed.join() !== `M\t${registry}`) wrong.push(`${leaf}: changed ${changed.join()}`);
      const added = raw.flatMap((line) => /^A\t(.*)$/.exec(line)?.[1] ?? []);
      const texts = added.map((path) => [path, show(branch, path)] as const);
      const marked = texts.filter(([, text]) => text.includes(mark) || text.includes('"acme": true')).length;
      if (marked !== edits.length) wrong.push(`${leaf}: ${marked} of ${edits.length} edits live on`);
      for (const [path, text] of texts) {
        if (path.endsWith('.py')) asked.files[`${leaf} ${path}`] = text;
        if (new RegExp(`\\b${className}\\b`).test(text)) wrong.push(`${leaf}: ${path} still names ${className}`);
      }
      const made = `${name
        .split('_')
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join('')}DataSource`;
      asked.classes.push(made);
    }
    const script = fileURLToPath(new URL('./defines.py', import.meta.url));
    const answer = execFileSync('python3', [script], {
      input: JSON.stringify(asked),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect({ wrong, ...JSON.parse(answer) }).toEqual({ wrong: [], broken: [], undefined: [] });
    console.info(`copied ${entries.length} sources of ${tag}`);
  });
});
