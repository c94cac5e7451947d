/** fork-lint for other programs: `import { check } from 'fork-lint'`. */
import { rules as all } from '../rules/index.ts';
import { reportOf } from './check.ts';
import { contractOf, type Report } from './contract.ts';
import type { Severity, When } from './model.ts';
import { pageOf } from './pages.ts';

export { Complaint } from './complaint.ts';
export type { CarryRow, ChangeRow, FindingRow, OwnRow, Report } from './contract.ts';
export type { Area, BaseHow, ChangeKind, Conflict, Forecast, Fork, Json, Oid, Path, Severity, When } from './model.ts';
export type { Counts } from './report.ts';

/** What to check. The names are those of the flags of `fork-lint check`, and mean the same. */
export interface CheckOptions {
  /** A directory in the clone of the fork, a bare one too; relative to `cwd`. The current directory if missing. */
  readonly repo?: string | undefined;
  /** The commit to lint: a ref or an object id. `HEAD` if missing. */
  readonly fork?: string | undefined;
  /** The remote that leads to the upstream: its name or URL. Found by its URL if missing. */
  readonly upstream?: string | undefined;
  /** The upstream commit the fork stands on, when you know better. */
  readonly base?: string | undefined;
  /**
   * What would be merged next: a ref of the upstream, or `latest`, its newest release. Naming one here lets what it breaks
   * be an error; if missing, such findings are warnings at most.
   */
  readonly target?: string | undefined;
  /** Path of the configuration, relative to `cwd`. `fork-lint.yaml` at the top of the fork if missing. */
  readonly config?: string | undefined;
  /** Fetch the upstream first. Nothing else uses the network, or writes to the repository. */
  readonly fetch?: boolean | undefined;
  /** Lint the files as they lie in the work tree, not the commit. */
  readonly worktree?: boolean | undefined;
  /** Report only what this commit does not have already: a ref or an object id. */
  readonly newFrom?: string | undefined;
  /** Run these rules only. All if missing. */
  readonly only?: readonly string[] | undefined;
  /** Leave these rules out. */
  readonly skip?: readonly string[] | undefined;
  /** How loud a rule is to be, by its name; what the configuration says of it then does not count. */
  readonly levels?: Readonly<Record<string, Severity | 'off'>> | undefined;
  /** What relative paths start from. The process's if missing. */
  readonly cwd?: string | undefined;
  /** The environment git is started in, without most of its `GIT_*`. The process's if missing. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Today, in milliseconds since 1970: carries end. The clock's if missing. */
  readonly now?: number | undefined;
  /** Is given what `--debug` prints: each git command with its time, a line each. */
  readonly log?: ((line: string) => void) | undefined;
}

/**
 * Lints a fork against its upstream: what `fork-lint check --format json` prints, as an object. Nothing is checked out, and
 * nothing is written but with `fetch`.
 * @returns the report, whatever was found: `counts.error` says whether the fork is clean, `checked` whether all of it was seen.
 * @throws Complaint when it could not be checked at all (no upstream, a shallow clone, a misspelt rule …): a sentence, and
 *   in `next` what to type. Anything else that is thrown is a bug of fork-lint.
 * @example
 * const { findings, counts } = await check({ repo: 'path/to/clone', fork: 'main', target: 'v9.5.2' });
 */
export async function check(options: CheckOptions = {}): Promise<Report> {
  const { repo = '.', fork = 'HEAD', upstream, base, target, config, fetch = false } = options;
  const { worktree = false, newFrom, only = [], skip = [], levels = {} } = options;
  const { cwd = '.', env = process.env, now = Date.now(), log } = options;
  const asked = { repo, fork, upstream, base, target, config, fetch, worktree, newFrom, only, skip };
  const rule = Object.entries(levels).map(([name, level]) => `${name}=${level}`);
  const stdout = { write: () => true };
  const stderr = { write: (line: string) => log?.(line.trimEnd()) === undefined };
  const world = { cwd, env, now, stdout, stderr };
  const report = await reportOf({ ...asked, rule, debug: log !== undefined }, world, { mode: 'check', to: [] });
  return contractOf(report);
}

/** A rule, as `fork-lint rules` lists it. */
export interface RuleInfo {
  /** What findings call it: `source-edit`. */
  readonly name: string;
  /** When it speaks, in one line. */
  readonly summary: string;
  /** How loud it is unless the configuration says otherwise. */
  readonly severity: Severity;
  readonly when: When;
  /** What to do about all its findings. */
  readonly advice: string;
  /** Its page, Markdown: why, what to do, when to leave it, and what `data` of its findings holds. */
  readonly page: string;
}

/** Every rule, in the order in which a report tells them. */
export const rules: readonly RuleInfo[] = all.map(({ name, summary, severity, when, advice }) => ({
  name,
  summary,
  severity,
  when,
  advice,
  get page() {
    return pageOf(name);
  },
}));
