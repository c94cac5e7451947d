import { type ApiOptions, apiFormats } from '../cli/api.ts';
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
import { apiChanges, countsOf } from './diff.ts';
import { readSurfaces } from './read.ts';
import type { ApiReport } from './report.ts';
import { namedRoots, rootsOf } from './roots.ts';

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
  const format = apiFormats.find((one) => one === options.format);
  if (format === undefined) {
    const sentence = `there is no format ${JSON.stringify(options.format)} for api (${hint(options.format, apiFormats)})`;
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
    if (!old?.modules.all().length || !now?.modules.all().length)
      throw noModules(old?.modules.all().length ? to : from);
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
