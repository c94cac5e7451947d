import { expect, it } from 'vitest';
import { committedSecret } from '../../rules/committed-secret.ts';
import { forkLint } from '../support/lint.ts';
import { tellHistory } from '../support/story.ts';
import { change, compared, inspected, said } from './facts.ts';

/** Lines of a configuration, and whether each tells a secret. */
const yaml: readonly (readonly [line: string, secret: boolean])[] = [
  ['elasticsearch:', false],
  ['  password: hunter2', true],
  ['  password: "hunter2" # of the cluster', true],
  ["  'api_key': 'a2V5'", true],
  ['elasticsearch.api_key: a2V5', true],
  ['  - token: abc', true],
  ['  -   token: abc', true],
  ['  apikey: abc', true],
  ['  accesskey=abc', true],
  ['  password :   hunter2', true],
  ['  password:hunter2', true],
  ['  password: " changeme "', false],
  ['  password: changeme  ', false],
  ['  password: # not yet', false],
  ['  password: *****', false],
  ['  password: xxxx', false],
  ['  password: {{ vault.password }}', false],
  ['  password: "{{ vault.password }}"', false],
  ['  password: your password here', false],
  ['  client_secret: abc', true],
  ['  secret_access_key: abc', true],
  ['  # password: hunter2', false],
  ['  password: changeme', false],
  ['  password: ""', false],
  ['  password:', false],
  ['  password: null # not yet', false],
  ['  password: ${ES_PASSWORD}', false],
  ['  password: $ES_PASSWORD', false],
  ['  api_key: <your key>', false],
  ['  max_tokens: 100', false],
  ['  password_field: name', false],
  ['  host: password', false],
];

const python: typeof yaml = [
  ['        "password": "hunter2",', true],
  ['        "api_key": os.environ["KEY"],', false],
  ['        "password": password,', false],
  ['        "password": None,', false],
];

it.each([
  ['config.yml', '\\n', yaml],
  ['config.yml', '\\r\\n', yaml],
  ['app/config.yml', '\\n', yaml], // where no layout knows one
  ['connectors/config.py', '\\n', python],
])('reads %s, its lines ended by %s, and repeats no secret', async (path, end, rows) => {
  const text = rows.map(([line]) => `${line.replaceAll('"', '\\"')}${end}`).join('');
  const told = tellHistory(`upstream main: trees/9.2/\ntag v9.2.0\nfork from v9.2.0: ${path} says "${text}"`);
  try {
    const { stdout } = await forkLint(told.dir, '--only', 'committed-secret', '--format', 'json');
    const findings: readonly { readonly line: number }[] = JSON.parse(stdout).findings;
    expect(findings.map(({ line }) => rows[line - 1]?.[0])).toEqual(
      rows.filter(([, secret]) => secret).map(([line]) => line),
    );
    expect(stdout).not.toMatch(/hunter2|a2V5/);
  } finally {
    told.remove();
  }
});

it('leaves the passwords of test containers alone', async () => {
  const told = tellHistory(
    'upstream main: trees/9.2/\ntag v9.2.0\nfork from v9.2.0: tests/sources/fixtures/acme/config.yml says "password: hunter2\\n"',
  );
  try {
    const { stdout } = await forkLint(told.dir, '--only', 'committed-secret', '--format', 'json');
    expect(JSON.parse(stdout).findings).toEqual([]);
  } finally {
    told.remove();
  }
});

const holding = (...changes: Parameters<typeof change>[]) => ({
  comparison: compared({ changes: changes.map((one) => change(...one)) }),
});

it('tells two passwords of one file apart, whatever stands between them', () => {
  const lines = ['password: a', 'token: b', 'password: c'];
  const found = inspected(committedSecret, holding(['config.yml', lines]));
  expect(found.map(({ at, content }) => [at.line, ...content])).toEqual([
    [1, 'password', '1'],
    [2, 'token', '1'],
    [3, 'password', '2'],
  ]);
});

it.each([
  ['config.yml', {}, true],
  ['app/config.yaml', {}, true],
  ['settings.json', { area: 'user-config' }, true],
  ['connectors/config.py', { area: 'registry' }, false], // code, not a literal
  ['myconfig.yml', {}, false],
  ['config.yml.orig', {}, false],
  ['tests/config.yml', { area: 'fixture' }, false],
  ['config.yml', { published: true }, false],
] as const)('looks into %s %j: %s', (path, parts, looks) =>
  expect(said(committedSecret, holding([path, ['password: hunter2'], parts]))).toEqual(
    looks ? ['password is in plain text'] : [],
  ),
);
