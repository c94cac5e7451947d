import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { tell } from '../support/story.ts';
import { type Fake, healthy, startFake } from './support/fake.ts';

const dirs: string[] = [];
let fake: Fake | undefined;
afterEach(async () => {
  await fake?.close();
  fake = undefined;
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
});

/** A folder that is no repository: preflight needs none. */
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'fork-lint-preflight-'));
  dirs.push(dir);
  return dir;
}

async function preflight(cwd: string, env: Record<string, string>, ...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const into = (parts: string[]) => ({ write: (part: unknown) => parts.push(String(part)) > 0 });
  const world = { cwd, env: { PATH: process.env['PATH'], ...env }, stdout: into(out), stderr: into(err), now: 0 };
  const code = await main(['preflight', ...argv], world);
  return { code, out: out.join(''), err: err.join('') };
}

describe('fork-lint preflight', () => {
  it.each([
    ['ES=9.1.0,fork=9.2.0', 'refuse', 1],
    ['ES=9.2.0,fork=9.2.0', 'ok', 0],
    ['ES=9.3.0,fork=9.2.0', 'warn', 0],
    ['ES=9.2.0,fork=9.2.0-fork', 'crash', 1],
    ['ES=9.0.0-beta1,fork=9.0.0', 'crash', 1],
    ['ES=9.0.0-beta1,fork=9.0.0,rule=v9.5.2', 'ok', 0],
    ['es=9.2.0,fork=9.2.0+acme.1', 'ok', 0],
  ])('--versions %s: %s', async (versions, verdict, exit) => {
    const { code, out } = await preflight(folder(), {}, '--versions', versions, '-f', 'json');
    expect([JSON.parse(out), code]).toEqual([{ verdict, reason: expect.stringMatching(/\w/) }, exit]);
  });

  it.each([
    [['--versions', 'ES'], /--versions takes/],
    [['--versions', 'ES=9.1.0,spoon=1'], /--versions takes/],
    [['-f', 'pdf'], /no format/],
    [['--max-age', 'soon', '--elasticsearch', 'http://x'], /whole number/],
    [['--from', 'nowhere'], /no saved answers/],
    [[], /not known where Elasticsearch is/],
  ])('%j is refused', async (argv, message) => {
    const { code, err } = await preflight(folder(), {}, ...argv);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  const secrets = { ES_API_KEY: 'c2VjcmV0LWlkOnNlY3JldC1rZXk=', ES_PASSWORD: 'hunter2-hunter2', ES_USERNAME: 'u' };
  const typed = ['--versions', 'fork=9.2.2,target=9.5.2'];

  it.each(['text', 'markdown', 'json', 'github', 'junit'])('never prints a secret, as %s', async (format) => {
    const rude = { status: 403, body: { error: { reason: 'no' }, status: 403 } };
    fake = await startFake({ ...healthy, 'GET /_snapshot': rude });
    const dir = folder();
    const { code, out, err } = await preflight(dir, { ...secrets, ES_URL: fake.url }, ...typed, '-f', format);
    expect(fake.seen[0]?.authorization).toBe(`ApiKey ${secrets.ES_API_KEY}`);
    expect(code).toBe(2);
    expect(out).toMatch(/repository/);
    for (const secret of Object.values(secrets).slice(0, 2)) expect(out + err).not.toContain(secret);
    for (const secret of ['secret-key', 'hunter2']) expect(out + err).not.toContain(secret);
  });

  it('says ready for a stack that is', async () => {
    fake = await startFake(healthy);
    const { code, out } = await preflight(folder(), { ES_URL: fake.url, KIBANA_URL: fake.url }, ...typed);
    expect([code, out]).toEqual([0, expect.stringMatching(/\nready: \d+ passed, 1 failed, 0 unverified\n$/)]);
  });

  it('takes host and key from the config.yml of the service', async () => {
    fake = await startFake(healthy);
    const dir = folder();
    writeFileSync(join(dir, 'config.yml'), `elasticsearch.host: ${fake.url}\nelasticsearch.api_key: a2V5\n`);
    await preflight(dir, {}, ...typed, '--service-config', 'config.yml');
    expect(fake.seen[0]?.authorization).toBe('ApiKey a2V5');
  });

  describe('the config.yml of the service, when nothing else names Elasticsearch', () => {
    const within = async (config: Readonly<Record<string, string>>, use: (dir: string) => Promise<void>) => {
      const told = tell('clean-fork', { checkout: true });
      try {
        for (const [path, text] of Object.entries(config)) {
          mkdirSync(dirname(join(told.dir, path)), { recursive: true });
          writeFileSync(join(told.dir, path), text);
        }
        await use(told.dir);
      } finally {
        told.remove();
      }
    };
    const settings = (url: string): string => `elasticsearch:\n  host: ${url}\n  api_key: a2V5\n`;

    it.each(['config.yml', 'app/connectors_service/config.yml'])('is found: %s', async (path) => {
      fake = await startFake(healthy);
      await within({ [path]: settings(fake.url) }, async (dir) => {
        const { out } = await preflight(dir, { ES_API_KEY: secrets.ES_API_KEY });
        expect(out).toContain(`Elasticsearch is asked as ${path} has it`);
      });
      expect(fake.seen[0]?.authorization).toBe('ApiKey a2V5');
    });

    it('is not opened when something else does', async () => {
      fake = await startFake(healthy);
      const { url } = fake;
      await within({ 'config.yml': '}{ no YAML' }, async (dir) => {
        const { out, err } = await preflight(dir, { ES_URL: url });
        expect([err, out]).toEqual(['', expect.not.stringContaining('config.yml')]);
      });
    });

    it('is left alone when git tracks it: it may have come with a branch', async () => {
      fake = await startFake(healthy);
      const text = settings(fake.url);
      await within({ 'config.yml': text }, async (dir) => {
        execFileSync('git', ['-C', dir, 'add', 'config.yml']);
        const { code, err } = await preflight(dir, {});
        expect([code, err]).toEqual([
          2,
          expect.stringContaining('git tracks config.yml, so that it is taken only when'),
        ]);
        expect((await preflight(dir, {}, '--service-config', 'config.yml')).err).toBe('');
      });
    });

    it.each([
      [{}, /there is no app\/connectors_service\/config\.yml and no config\.yml in the fork/],
      [{ 'config.yml': 'service:\n  idling: 30\n' }, /config\.yml names none/],
      [{ 'config.yml': 'elasticsearch: {password: hunter2-hunter2' }, /config\.yml is no YAML that can be read/],
    ])('is said to be of no use: %j', async (config, message) => {
      await within(config, async (dir) => {
        const { code, err } = await preflight(dir, {});
        expect([code, err]).toEqual([2, expect.stringMatching(message)]);
        expect(err).not.toContain('hunter2');
      });
    });
  });

  it('prints the lines that save the answers, without a secret', async () => {
    const { code, out } = await preflight(folder(), secrets, '--print-curl');
    expect([code, out]).toEqual([0, expect.stringContaining('-o snapshots.json "$ES_URL/_snapshot/*/*')]);
    expect(out).not.toMatch(/c2Vj|hunter2/);
  });
});
