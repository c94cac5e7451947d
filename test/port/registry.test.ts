import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PortReport } from '../../src/port/report.ts';
import { forkLint } from '../support/lint.ts';
import { fixtures, type Repository, tellHistory } from '../support/story.ts';

let told: Repository | undefined;
afterEach(() => told?.remove());

const textOf = (tree: string, path: string): string => readFileSync(join(fixtures, 'trees', tree, path), 'utf8');
const says = (path: string, text: string): string => `  "${path}" says ${JSON.stringify(text)}`;
const acme = `from connectors.source import BaseDataSource


class AcmeDataSource(BaseDataSource):
    name = "Acme"
    service_type = "acme"
`;

async function port(
  from: string,
  to: string,
  fork: readonly string[],
  upstream: readonly string[] = [],
): Promise<PortReport> {
  const history = [
    ...[`upstream main: trees/${from}/`, 'tag v1.0.0', `upstream main: only trees/${to}/`, ...upstream, 'tag v2.0.0'],
    ...['fork from v1.0.0', says('connectors/sources/acme.py', acme), ...fork],
  ];
  told = tellHistory(history.join('\n'));
  const { stdout, stderr } = await forkLint(
    told.dir,
    'port',
    '--target',
    'v2.0.0',
    '--branch',
    'ported',
    '--format',
    'json',
  );
  expect(stderr).toBe('');
  const report = JSON.parse(stdout) as PortReport;
  expect(report.files).toMatchSnapshot(); // all of it; the tests say what matters
  return report;
}

const unplaced = ({ files }: PortReport): string[] =>
  files.flatMap((file) => file.unplaced.map(({ symbol, reason }) => `${symbol}: ${reason}`));
const entry = '"acme": "connectors.sources.acme:AcmeDataSource",';
const old = textOf('9.2', 'connectors/config.py');
const config = 'app/connectors_service/connectors/config.py';

/** The registry's text with a line below that of a source. */
const below = (text: string, source: string, line: string): string =>
  text.replace(new RegExp(`^( +)"${source}": .*\\n`, 'm'), (row, indent: string) => `${row}${indent}${line}\n`);

describe('an entry of the registry', () => {
  it.each(['box', 'graphql', 'sharepoint_online'])('follows the registry, below %s', async (source) => {
    const report = await port('9.2', '9.3', [says('connectors/config.py', below(old, source, entry))]);
    expect(unplaced(report)).toEqual([]);
    expect(told?.git('show', `ported:${config}`)).toBe(below(textOf('9.3', config), source, entry));
  });

  it('stands beside one that upstream added at the same place', async () => {
    const theirs = below(textOf('9.3', config), 'box', '"dropbox": "connectors.sources.dropbox:DropboxDataSource",');
    const report = await port(
      '9.2',
      '9.3',
      [says('connectors/config.py', below(old, 'box', entry))],
      [says(config, theirs)],
    );
    expect(unplaced(report)).toEqual([]);
    const lines = told?.git('show', `ported:${config}`).match(/^ +"\w+": "connectors\.sources.*$/gm) ?? [];
    expect(lines.map((line) => line.trim().split('"')[1]).sort()).toEqual([
      'acme',
      'box',
      'dropbox',
      'graphql',
      'sharepoint_online',
    ]);
  });

  it('is not doubled where upstream has taken it', async () => {
    const theirs = below(textOf('9.3', config), 'graphql', entry);
    const report = await port(
      '9.2',
      '9.3',
      [says('connectors/config.py', below(old, 'box', entry))],
      [says(config, theirs)],
    );
    expect(unplaced(report)).toEqual([]);
    expect(told?.git('show', `ported:${config}`)).toBe(theirs);
  });
});

describe('an entry of a config.yml', () => {
  const yaml = textOf('8.8', 'config.yml');
  const line = '  acme: connectors.sources.acme:AcmeDataSource\n';
  const added = yaml.replace(/(?=^ {2}sharepoint:)/m, line);

  it('goes to the registry that is code now', async () => {
    const report = await port('8.8', '9.2', [says('config.yml', added)]);
    expect(unplaced(report)).toEqual([]);
    const text = told?.git('show', 'ported:connectors/config.py') ?? '';
    expect(text.replace(new RegExp(`^ +${entry}\\n`, 'm'), '')).toBe(old);
    expect(text).toContain(entry);
  });

  it('is listed where the target has another one, and so is what else the fork changed', async () => {
    const other = below(old, 'box', entry.replace('acme:', 'acme.datasource:'));
    const report = await port(
      '8.8',
      '9.2',
      [says('config.yml', added.replace('idling: 30', 'idling: 60'))],
      [says('connectors/config.py', other)],
    );
    expect(unplaced(report)).toEqual([
      'acme: the target registers acme as connectors.sources.acme.datasource:AcmeDataSource, the fork as connectors.sources.acme:AcmeDataSource',
      'config.yml: the target no longer has this file',
    ]);
    expect(told?.git('show', 'ported:connectors/config.py')).toBe(other);
  });

  it('that the fork took out is listed while the target has it', async () => {
    const without = yaml.replace(/^ {2}mysql:.*\n/m, '');
    const theirs = below(old, 'box', '"mysql": "connectors.sources.mysql:MySqlDataSource",');
    const report = await port('8.8', '9.2', [says('config.yml', without)], [says('connectors/config.py', theirs)]);
    expect(unplaced(report)).toContain('mysql: the fork took mysql out of the registry, and the target has it');
  });
});
