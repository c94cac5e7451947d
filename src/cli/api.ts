import type { Options } from 'yargs';
import { apiChanges, countsOf } from '../api/diff.ts';
import { readSurfaces } from '../api/read.ts';
import type { ApiReport } from '../api/report.ts';
import { namedRoots, rootsOf } from '../api/roots.ts';
import { Complaint } from '../complaint.ts';
import { openRepository } from '../git/repository.ts';
import { resolveCommits } from '../git/resolve.ts';
import { openRoom } from '../git/room.ts';
import type { Layout } from '../layout/layout.ts';
import type { Ref } from '../model.ts';
import { hint } from '../nearest.ts';
import { apiReporters } from '../reporters/api.ts';
import { display } from '../reporters/display.ts';
import type { Terminal } from '../reporters/terminal.ts';
import type { World } from '../world.ts';
import { where } from './options.ts';

const formats = ['text', 'markdown', 'json'] as const satisfies readonly (keyof typeof apiReporters)[];

const none: string[] = [];

/** The command line of `fork-lint api`, as data. */
export const apiCommand = {
  command: 'api <from> <to>',
  describe: "what changed in upstream's API between two commits",
  positionals: {
    from: { type: 'string', demandOption: true, describe: 'the older commit: a tag, branch or id' },
    to: { type: 'string', demandOption: true, describe: 'the newer commit' },
  },
  options: {
    repo: { ...where.repo, describe: 'the repository that has both commits' },
    root: {
      type: 'string',
      array: true,
      requiresArg: true,
      default: none,
      defaultDescription: "the layout's",
      describe: 'folder of a package, or of several; repeatable',
    },
    format: { type: 'string', alias: 'f', requiresArg: true, default: 'text', describe: formats.join(', ') },
    debug: where.debug,
  },
} as const satisfies {
  readonly command: string;
  readonly describe: string;
  readonly positionals: Record<string, Options>;
  readonly options: Record<string, Options>;
};

/** What was typed after `fork-lint api`. */
export interface ApiOptions {
  readonly from: string;
  readonly to: string;
  readonly repo: string;
  readonly root: readonly string[];
  readonly format: string;
}

/** What the command needs of the program around it. */
export interface ApiWorld {
  readonly world: Pick<World, 'cwd' | 'env' | 'stdout'>;
  readonly layout: Layout;
  readonly terminal: Terminal;
  readonly trace?: Parameters<typeof openRepository>[1]['trace'];
}

/**
 * Runs `fork-lint api`: writes the report to standard output.
 * @returns 0, since a change of upstream's is nobody's fault.
 * @throws Complaint for a commit, folder or format that is not there.
 */
export async function runApi(options: ApiOptions, { world, layout, terminal, trace }: ApiWorld): Promise<number> {
  const format = formats.find((one) => one === options.format);
  if (format === undefined) {
    const sentence = `there is no format ${JSON.stringify(options.format)} for api (${hint(options.format, formats)})`;
    throw new Complaint(sentence, 'fork-lint api FROM TO --format text');
  }
  const repository = await openRepository(options.repo, { cwd: world.cwd, env: world.env, trace });
  const [from, to] = await commits(repository.git, options);
  const room = openRoom(repository);
  try {
    const surfaces = await readSurfaces(room.git, [from.sha, to.sha], (trees) =>
      options.root.length > 0
        ? trees.map(() => namedRoots(trees, options.root))
        : trees.map((files) => rootsOf(files, layout)),
    );
    const [old, now] = surfaces;
    if (!old?.modules.size || !now?.modules.size) throw noModules(old?.modules.size ? to : from);
    const changes = apiChanges(old, now);
    const report: ApiReport = { version: 1, from, to, changes, counts: countsOf(changes) };
    world.stdout.write(apiReporters[format](report, terminal));
    return 0;
  } finally {
    room.close();
  }
}

function noModules({ name }: Ref): Complaint {
  return new Complaint(
    `no module was found in ${display(name)}`,
    'fork-lint api FROM TO --root DIR   # the folder that holds the package',
  );
}

async function commits(git: Parameters<typeof resolveCommits>[0], { from, to }: ApiOptions): Promise<[Ref, Ref]> {
  const [old, now] = await resolveCommits(git, [from, to]);
  const missing = old ? to : from;
  if (!old || !now) {
    throw new Complaint(`there is no commit ${JSON.stringify(missing)} in this repository`, [
      'git tag --list',
      'git branch --all',
    ]);
  }
  return [
    { name: from, sha: old },
    { name: to, sha: now },
  ];
}
