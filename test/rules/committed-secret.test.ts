import { expect, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { tellHistory } from '../support/story.ts';

/** Lines of a configuration, and whether each tells a secret. */
const yaml: readonly (readonly [line: string, secret: boolean])[] = [
  ['elasticsearch:', false],
  ['  password: hunter2', true],
  ['  password: "hunter2" # of the cluster', true],
  ["  'api_key': 'a2V5'", true],
  ['elasticsearch.api_key: a2V5', true],
  ['  - token: abc', true],
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
  ['config.yml', yaml],
  ['app/config.yml', yaml], // where no layout knows one
  ['connectors/config.py', python],
])('reads %s line by line, and repeats no secret', async (path, rows) => {
  const text = rows.map(([line]) => `${line.replaceAll('"', '\\"')}\\n`).join('');
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
