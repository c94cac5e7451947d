import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Finding, OwnSource } from '../../src/model.ts';
import { fixtures, type Repository, tellHistory } from '../support/story.ts';
import { study } from './study.ts';

const layouts = [
  {
    tree: '8.8',
    tag: 'v8.8.0.0',
    original: 'connectors/sources/mysql.py',
    copy: 'connectors/sources/acme.py',
    test: 'connectors/sources/tests/test_acme.py',
    fixture: 'connectors/sources/tests/fixtures/acme/',
    registry: 'config.yml',
    source: 'mysql',
  },
  {
    tree: '9.2',
    tag: 'v9.2.0',
    original: 'connectors/sources/box.py',
    copy: 'connectors/sources/acme.py',
    test: 'tests/sources/test_acme.py',
    fixture: 'tests/sources/fixtures/acme/',
    registry: 'connectors/config.py',
    source: 'box',
  },
  {
    tree: '9.3',
    tag: 'v9.3.0',
    original: 'app/connectors_service/connectors/sources/box/datasource.py',
    copy: 'app/connectors_service/connectors/sources/acme/datasource.py',
    test: 'app/connectors_service/tests/sources/test_acme.py',
    fixture: 'app/connectors_service/tests/sources/fixtures/acme/',
    registry: 'app/connectors_service/connectors/config.py',
    source: 'box',
  },
] as const;

const ours = [
  'copy-without-tests',
  'copy-keeps-name',
  'unregistered-source',
  'copy-behind',
  'name-collision',
  'left-behind',
];

let told: Repository | undefined;
afterEach(() => {
  told?.remove();
  told = undefined;
});

/** What the rules of this folder say of a fork on one of the trees, and its own sources. */
async function lint(history: string, target?: string): Promise<{ findings: Finding[]; own: readonly OwnSource[] }> {
  told?.remove();
  told = tellHistory(history);
  const options = { repo: told.dir, fork: 'refs/heads/main', upstream: undefined, base: undefined, target };
  return study({ ...options, config: undefined, fetch: false, debug: false }, async ({ compared, verdict }) => ({
    findings: verdict.findings.filter(({ rule }) => ours.includes(rule)),
    own: compared.comparison.own.sources,
  }));
}

const textOf = (tree: string, path: string): string => readFileSync(join(fixtures, 'trees', tree, path), 'utf8');
const says = (path: string, text: string): string => `  "${path}" says ${JSON.stringify(text)}`;
const rulesOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ rule }) => rule))].sort();

/** A source that nobody copied. */
const fresh = `from connectors.source import BaseDataSource


class AcmeDataSource(BaseDataSource):
    name = "Acme"
    service_type = "acme"

    async def ping(self):
        await self.session.get("/health")

    async def get_docs(self, filtering=None):
        async for page in self.session.pages("/wiki"):
            yield {"_id": page["key"], "body": page["markup"]}, None
`;

describe.each(layouts)('own sources on $tree', ({ tree, tag, original, copy, test, fixture, registry, source }) => {
  const start = `upstream main: trees/${tree}/\ntag ${tag}\nfork from ${tag}`;
  const entry = 'connectors.sources.acme:AcmeDataSource';
  const registered = (): string => {
    const text = textOf(tree, registry);
    const line = text.split('\n').find((one) => one.includes(`connectors.sources.${source}:`)) ?? '';
    const added = registry.endsWith('.yml') ? `  acme: ${entry}` : `${/^\s*/.exec(line)?.[0]}"acme": "${entry}",`;
    return says(registry, text.replace(line, `${line}\n${added}`));
  };
  const complete = [says(test, 'from connectors.sources.acme import AcmeDataSource\n'), registered()];

  it('says nothing of a new one with tests and an entry', async () => {
    const { findings, own } = await lint(
      [start, says(copy, fresh), ...complete, says(`${fixture}.env`, 'A=1\n')].join('\n'),
    );
    expect(findings).toEqual([]);
    expect(own).toMatchObject([
      {
        source: 'acme',
        files: [copy],
        className: 'AcmeDataSource',
        serviceType: 'acme',
        tests: [test],
        fixtures: [fixture],
        registration: { path: registry },
        copied: null,
      },
    ]);
  });

  it('asks for tests and an entry of a new one, and does not call it a copy', async () => {
    const { findings, own } = await lint([start, says(copy, fresh)].join('\n'));
    expect(own[0]?.copied).toBeNull();
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['copy-without-tests', 'warn'],
      ['unregistered-source', tree === '8.8' ? 'warn' : 'info'], // from 8.13 on git ignores config.yml
    ]);
  });

  it('holds a copy made by hand to every rule', async () => {
    const { findings, own } = await lint([start, says(copy, textOf(tree, original))].join('\n'));
    expect(own[0]?.copied).toMatchObject({ source, at: tag });
    expect(rulesOf(findings)).toEqual(['copy-keeps-name', 'copy-without-tests', 'unregistered-source']);
    const kept = findings.filter(({ rule }) => rule === 'copy-keeps-name');
    expect(kept.map(({ data }) => data)).toMatchObject([{ what: 'class' }, { what: 'name' }, { what: 'service_type' }]);
    expect(findings.find(({ rule }) => rule === 'copy-without-tests')?.severity).toBe('error');
  });

  it('says that the test of a copy tests the original', async () => {
    const text = textOf(tree, original)
      .replace(/class \w+DataSource/, 'class AcmeDataSource')
      .replace(/name = ".*"/, 'name = "Acme"')
      .replace(/service_type = ".*"/, 'service_type = "acme"');
    const patched = `patch("connectors.sources.${source}.sleep")\n`;
    const { findings } = await lint([start, says(copy, text), says(test, patched), registered()].join('\n'));
    expect(findings).toMatchObject([{ rule: 'copy-keeps-name', path: test, line: 1, data: { what: 'test' } }]);
  });
});

describe('what the next upstream does to own sources', () => {
  const start = 'upstream main: trees/9.2/\ntag v9.2.0\nupstream main: only trees/9.3/';
  const path = 'connectors/sources/acme.py';

  it('leaves them behind, and says where they belong', async () => {
    const fork = [
      says(path, fresh),
      says('tests/sources/test_acme.py', 'A = 1\n'),
      says('tests/sources/fixtures/acme/.env', ''),
    ];
    const { findings } = await lint([start, 'tag v9.3.0', 'fork from v9.2.0', ...fork].join('\n'));
    const left = findings.filter(({ rule }) => rule === 'left-behind');
    expect(left.map((one) => [one.path, one.when, one.severity, one.data])).toMatchObject([
      [path, 'next', 'warn', { kind: 'source', belongs: 'app/connectors_service/connectors/sources/acme.py' }],
      ['tests/sources/fixtures/acme/.env', 'next', 'warn', { kind: 'fixture' }],
      ['tests/sources/test_acme.py', 'next', 'warn', { belongs: 'app/connectors_service/tests/sources/test_acme.py' }],
    ]);
  });

  it('is an error when the target was asked for, and one now after the merge', async () => {
    const next = await lint([start, 'tag v9.3.0', 'fork from v9.2.0', says(path, fresh)].join('\n'), 'v9.3.0');
    expect(next.findings).toContainEqual(
      expect.objectContaining({ rule: 'left-behind', severity: 'error', when: 'next' }),
    );
    const now = await lint([start, 'tag v9.3.0', 'fork from v9.3.0', says(path, fresh)].join('\n'));
    expect(now.findings).toContainEqual(
      expect.objectContaining({ rule: 'left-behind', severity: 'error', when: 'now' }),
    );
  });

  it('takes their names, and says since when', async () => {
    const shipped = says('app/connectors_service/connectors/sources/acme/__init__.py', fresh.replace('wiki', 'pages'));
    const { findings, own } = await lint(
      [start, shipped, 'tag v9.3.0', 'fork from v9.2.0', says(path, fresh)].join('\n'),
    );
    expect(own[0]?.copied).toBeNull(); // it is the same source, and not a copy of another
    const [collision] = findings.filter(({ rule }) => rule === 'name-collision');
    expect(collision).toMatchObject({ path, severity: 'warn', data: { since: 'v9.3.0' } });
    expect(collision?.message).toContain('connectors.sources.acme');
  });

  it('fixes the original of a copy without it, whatever file that lies in then', async () => {
    const box = textOf('9.2', 'connectors/sources/box.py');
    const fixed = 'app/connectors_service/connectors/sources/box/client.py';
    const client = textOf('9.3', fixed);
    const method = /^ {4}async def (\w+)\(.*\n/m.exec(client);
    const now = client.replace(method?.[0] ?? '', `${method?.[0]}        self.guard("every request is counted now")\n`);
    const fork = says('connectors/sources/acme.py', box.replaceAll('BoxDataSource', 'AcmeDataSource'));
    const { findings } = await lint([start, says(fixed, now), 'tag v9.3.0', 'fork from v9.2.0', fork].join('\n'));
    expect(findings.filter(({ rule }) => rule === 'copy-behind')).toMatchObject([
      {
        severity: 'info',
        when: 'next',
        data: { original: 'box', since: 'v9.2.0', lacks: [`BoxClient.${method?.[1]}`] },
      },
    ]);
  });
});
