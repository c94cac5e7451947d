import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/main.ts';
import { type Repository, tellHistory } from '../support/story.ts';

/** A fork of the 9.2 tree with two edits of the framework and one of a source, checked out. */
export const edits = [
  'upstream main: trees/9.2/',
  'tag v9.2.0',
  'fork from v9.2.0: edited-framework/fork/',
  '  connectors/sources/graphql.py says "class GraphQLDataSource:\\n    pass\\n"',
].join('\n');

/** A checkout in a temporary directory, with what a test does in it. */
export interface Checkout extends Repository {
  lint(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }>;
  /** The same at another time. */
  lintAt(now: string, ...argv: readonly string[]): Promise<{ code: number; out: string; err: string }>;
  read(path: string): string;
  write(path: string, text: string): void;
  commit(subject: string): void;
}

export function checkout(history: string = edits): Checkout {
  const told = tellHistory(history, undefined, { checkout: true });
  const lintAt: Checkout['lintAt'] = async (now, ...argv) => {
    const [out, err]: [string[], string[]] = [[], []];
    const into = (parts: string[]) => ({ write: (part: unknown) => parts.push(String(part)) > 0 });
    const world = {
      cwd: told.dir,
      env: { PATH: process.env['PATH'], HOME: told.dir },
      stdout: into(out),
      stderr: into(err),
    };
    const code = await main(argv, { ...world, now: Date.parse(now) });
    return { code, out: out.join(''), err: err.join('') };
  };
  told.git('config', 'user.name', 'Acme');
  told.git('config', 'user.email', 'fork@example.com');
  return {
    ...told,
    lintAt,
    lint: (...argv) => lintAt('2026-06-01', ...argv),
    read: (path) => readFileSync(join(told.dir, path), 'utf8'),
    write: (path, text) => writeFileSync(join(told.dir, path), text),
    commit(subject) {
      told.git('add', '--all');
      told.git('commit', '-q', '-m', subject);
    },
  };
}

/** The findings of a JSON report in short: `framework-edit connectors/utils.py MAX_RETRIES`. */
export function findingsIn(out: string): { readonly open: string[]; readonly carried: string[] } {
  const { findings }: Report = JSON.parse(out);
  const told = (carried: boolean): string[] =>
    findings
      .filter((one) => one.carried === carried && one.when === 'now')
      .map(({ rule, path, symbol }) => [rule, path, symbol].filter(Boolean).join(' '));
  return { open: told(false), carried: told(true) };
}

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string | null;
    readonly symbol: string | null;
    readonly when: string;
    readonly carried: boolean;
  }[];
}
