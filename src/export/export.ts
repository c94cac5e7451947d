import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Where } from '../cli/cli.ts';
import { Complaint } from '../complaint.ts';
import { decode } from '../git/run.ts';
import { shellWord } from '../git/trouble.ts';
import { type BranchWish, checkBranch, publishBranch } from '../git/write.ts';
import type { Change } from '../model.ts';
import { plural } from '../plural.ts';
import { display } from '../reporters/display.ts';
import type { Studied } from '../study.ts';
import { carriesOf, submitted } from './noted.ts';
import { type Placer, placerFor, type Unplaced } from './place.ts';
import { type Selection, selected } from './select.ts';
import { type Series, seriesOf } from './series.ts';

/** `fork-lint export`, as typed. */
export interface ExportOptions extends Where, Selection {
  readonly branch: string | undefined;
  /** A folder for patches instead of a branch. */
  readonly patch: string | undefined;
  readonly force: boolean;
  /** The pull request, once there is one: noted in the carries of the change. */
  readonly url: string | undefined;
}

/** What happened: 1 when something has no certain place in the target. */
export interface Exported {
  readonly code: 0 | 1;
  readonly lines: readonly string[];
}

export interface ExportWith {
  readonly cwd: string;
  /** Names of all rules. */
  readonly rules: readonly string[];
  /** Makes the change again on the target; without one, git's own merge does, file by file. */
  readonly port?: Placer;
}

/**
 * Makes the fork's change of upstream's files again on top of the target, ready for a pull request: as a new branch, or as
 * patches. Authors and messages are kept. Nothing that is checked out is touched.
 */
export async function exportChange(
  studied: Studied,
  options: ExportOptions,
  { cwd, rules, port }: ExportWith,
): Promise<Exported> {
  const changes = selected(studied, options);
  if (options.url !== undefined && options.branch === undefined && options.patch === undefined) {
    return { code: 0, lines: [submitted(studied, changes, options, options.url, rules)] };
  }
  const { repository, room, layout, compared } = studied;
  const { target } = compared.comparison;
  const branch = options.branch ?? `upstream-${slug(options, changes)}`;
  const folder = options.patch === undefined ? null : emptyFolder(resolve(cwd, options.patch), options);
  const wish: BranchWish = { name: branch, force: options.force, command: 'fork-lint export …' };
  if (folder === null) await checkBranch(repository, wish);
  const series = await seriesOf(room.git, layout, compared.comparison, changes, placerFor(changes, port));
  const left = series.left.map(leftLine);
  const code = left.length ? 1 : 0;
  if (series.tip === null) {
    const all = left.length ? [] : [`${display(target.ref)} has all of this already: nothing to send`];
    return {
      code,
      lines: [...all, ...left, ...(left.length ? [`nothing of it has a certain place in ${display(target.ref)}`] : [])],
    };
  }
  const did =
    folder === null ? await asBranch(studied, series.tip, wish) : await asPatches(studied, series.tip, folder);
  const noted = options.url === undefined ? [] : [submitted(studied, changes, options, options.url, rules)];
  return {
    code,
    lines: [
      ...did,
      ...series.subjects.map((subject) => `  ${display(subject)}`),
      ...left,
      ...noted,
      ...nextSteps(studied, changes, options, branch, series),
    ],
  };
}

function leftLine({ from, symbol, reason, candidates }: Unplaced): string {
  const what = symbol === undefined || symbol === from || candidates.includes(symbol) ? from : `${from} ${symbol}`;
  return display(`left     ${what}: ${reason}${candidates.length ? ` (${candidates.join(', ')})` : ''}`);
}

async function asBranch({ repository, room, compared }: Studied, tip: string, wish: BranchWish): Promise<string[]> {
  const { fork, target } = compared.comparison;
  await publishBranch(repository, room.git, tip, [target.sha, fork.sha], wish);
  return [`branch   ${display(wish.name)} on ${display(target.ref)}, at ${tip.slice(0, 12)}`];
}

/** As `git format-patch` writes them, without what would differ from machine to machine. */
async function asPatches({ room, compared }: Studied, tip: string, folder: string): Promise<string[]> {
  const { target } = compared.comparison;
  mkdirSync(folder, { recursive: true });
  const { out } = await room.git([
    'format-patch',
    '--zero-commit',
    '--no-signature',
    '--full-index',
    '--no-renames',
    '-o',
    folder,
    `${target.sha}..${tip}`,
  ]);
  const files = decode(out.toString('latin1')).split('\n').filter(Boolean);
  return [
    `patches  ${plural(files.length, 'file')} for ${display(target.ref)}`,
    ...files.map((file) => `  git am ${display(shellWord(file))}`),
  ];
}

function emptyFolder(folder: string, { force }: ExportOptions): string {
  if (!force && existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Complaint(`${folder} is not empty`, [
      'fork-lint export … --patch ANOTHER',
      'fork-lint export … --force   # writes beside what is there',
    ]);
  }
  return folder;
}

function nextSteps(
  { layout, verdict }: Studied,
  changes: readonly Change[],
  { carry, patch, url }: ExportOptions,
  branch: string,
  { left }: Series,
): string[] {
  if (left.length > 0) return ['next     place what is left by hand, then send it'];
  const declared = carry.length ? carry : carriesOf(verdict, changes).map(({ id }) => id);
  const [repository = 'elastic/connectors'] = layout.repositories;
  const [path = ''] = changes.map((change) => change.path);
  const noting = declared.length
    ? `fork-lint export --carry ${declared[0]} --url URL`
    : `fork-lint carry add ${shellWord(path)} --status submitted --url URL --reason 'WHY'`;
  const sending = [
    `git push origin ${shellWord(branch)}`,
    `gh pr create --repo ${repository} --head ${shellWord(`OWNER:${branch}`)}`,
  ];
  return [
    'next',
    ...[...(patch === undefined ? sending : []), ...(url === undefined ? [`${noting}   # once it is open`] : [])].map(
      (line) => display(`  ${line}`),
    ),
  ];
}

/** The carry's id, or the name of the file that matters most. */
function slug({ carry }: Selection, changes: readonly Change[]): string {
  const main = changes.find(({ area }) => area === 'framework' || area === 'protocol') ?? changes[0];
  const word =
    carry[0] ??
    main?.path
      .split('/')
      .at(-1)
      ?.replace(/(?<=.)\..*$/, '') ??
    '';
  return word.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '') || 'change';
}
