import { readSmall } from './git/blobs.ts';
import type { Path } from './model.ts';
import type { Destination } from './output.ts';
import { pageOf, version } from './pages.ts';
import type { About } from './report.ts';
import type { Studied } from './study.ts';

/** How a run is told apart from others over the same commit, and what its report is to be written as. */
export interface Occasion {
  readonly mode: 'check' | 'ci' | 'hook';
  readonly to: readonly Destination[];
}

/** What formats for other programs tell besides the findings. The texts behind them are read only for a format that asks. */
export async function aboutOf(studied: Studied, { mode, to }: Occasion): Promise<About> {
  const url = ownUrl(studied);
  const texts = to.some(({ format }) => format === 'sarif') ? await textsOf(studied) : null;
  return {
    version: version(),
    mode,
    pageOf,
    root: studied.compared.comparison.fork.ref === 'HEAD' ? studied.repository.workTree : null,
    ...(url === undefined ? {} : { repository: url }),
    ...(texts === null ? {} : { textOf: (path) => texts.get(path) ?? null }),
  };
}

/** Where the fork itself was cloned from: `origin`, else the first remote that is not the upstream. */
function ownUrl({ repository: { remotes }, compared: { comparison } }: Studied): string | undefined {
  const others = remotes.filter(({ name }) => name !== comparison.upstream.remote);
  return (others.find(({ name }) => name === 'origin') ?? others[0])?.urls[0];
}

/** The fork's texts of the files that something was found in, in one process. */
async function textsOf({ room, compared, verdict }: Studied): Promise<ReadonlyMap<Path, string>> {
  const paths = [...new Set(verdict.findings.flatMap(({ path }) => (path === null ? [] : [path])))];
  const objects = await readSmall(
    room.git,
    paths.map((path) => `${compared.comparison.fork.sha}:${path}`),
  );
  return new Map(
    paths.flatMap((path, i) => {
      const object = objects[i];
      return object?.type === 'blob' ? [[path, object.content.toString()] as const] : [];
    }),
  );
}
