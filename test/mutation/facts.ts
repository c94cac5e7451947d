import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import type { TestProject } from 'vitest/node';
import { rules } from '../../rules/index.ts';
import { study } from '../../src/check.ts';
import { gather } from '../../src/facts.ts';
import { fingerprint } from '../../src/fingerprint.ts';
import { lint } from '../../src/lint.ts';
import { storyNames, tell } from '../support/story.ts';
import type { Recorded } from './recorded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which `<story>` holds what the rules are told of it. */
    readonly facts: string;
  }
}

/** Notes once for all mutants what the rules are told of every story. */
export default async function facts(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'fork-lint-facts-'));
  for (const name of storyNames()) {
    const told = tell(name);
    writeFileSync(join(folder, name), serialize(await record(told.dir)));
    told.remove();
  }
  project.provide('facts', folder);
  return () => rmSync(folder, { recursive: true });
}

function record(dir: string): Promise<Recorded> {
  const env = { PATH: process.env['PATH'], HOME: dir };
  const world = { cwd: dir, env, now: 0, stdout: { write: () => true }, stderr: { write: () => true } };
  const asked = { upstream: undefined, base: undefined, target: undefined, config: undefined };
  const options = { ...asked, repo: '.', fork: 'HEAD', fetch: false, debug: false, reviewing: true };
  return study(options, world, async ({ compared, config, verdict, notes }) => {
    const known = { ...gather(compared), carries: verdict.carries };
    const settings = { levels: config.rules, failOnNext: config.failOn === 'next' };
    const found = lint(known, rules, { ...settings, fingerprint });
    const told = new Map(verdict.findings.map((finding) => [finding.fingerprint, finding]));
    return {
      facts: known,
      settings,
      notes: [...compared.comparison.notes, ...notes],
      marks: new Map(
        found.flatMap(({ fingerprint, message }) => {
          const finding = told.get(fingerprint);
          return finding
            ? [[fingerprint, { carried: finding.carried, more: finding.message.slice(message.length) }]]
            : [];
        }),
      ),
      old: new Set(found.map(({ fingerprint }) => fingerprint).filter((one) => !told.has(one))),
    };
  });
}
