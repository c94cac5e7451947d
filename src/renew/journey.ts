import type { PortOptions } from '../cli/port.ts';
import { compare } from '../compare/compare.ts';
import { Complaint } from '../complaint.ts';
import type { Repository } from '../git/repository.ts';
import type { Room } from '../git/room.ts';
import { makeCommits } from '../git/write.ts';
import type { Layout } from '../layout/layout.ts';
import type { OwnSource, Ref } from '../model.ts';
import { hint } from '../nearest.ts';
import type { Journey } from '../port/command.ts';
import { commitWords } from '../port/commit.ts';
import { renew } from './renew.ts';

/** Where a renewal is done. */
export interface RenewIn {
  readonly repository: Repository;
  readonly room: Room;
  readonly layout: Layout;
}

/**
 * What upstream did to the original of a copy, on its way into the copy: one commit on top of the fork.
 * @throws Complaint when the fork has no such copy.
 */
export async function renewalOf(
  asked: string,
  options: PortOptions,
  { repository, room, layout }: RenewIn,
): Promise<Journey> {
  const { fork, base, target, upstream, markers } = options;
  const question = { fork, base, target, targetRequested: target !== undefined, upstream };
  const compared = await compare({ repository, room, layout, asked: question });
  const { comparison, trees } = compared;
  const { own, copied } = copyCalled(asked, comparison.own.sources);
  const named = ({ ref, sha }: { readonly ref: string; readonly sha: string }): Ref => ({ name: ref, sha });
  const sides = { base: named(comparison.base), fork: named(comparison.fork), target: named(comparison.target) };
  return {
    sides,
    copy: { source: own.source, original: copied.source, since: copied.at },
    branch: `port/${own.source}`,
    onto: sides.fork.sha,
    async make() {
      const ported = await renew(room.git, layout, compared, { own, copied, markers });
      const [tip] = await commitWords(room.git, [sides.fork.sha]);
      if (tip === undefined) throw new Error('cat-file answered fewer commits than it was asked for');
      const since = copied.at === null ? '' : ` since ${copied.at}`;
      const message = `Bring what upstream changed in ${copied.source}${since} into ${own.source}\n`;
      const { writes } = ported;
      const [commit = ''] = await makeCommits(room.git, [
        { ...tip, tree: trees.fork.tree, writes, parents: [sides.fork.sha], message },
      ]);
      return { commit, ported };
    },
  };
}

/** Finds a copy by what people call it: its module, service type, class, or the path of one of its files. */
function copyCalled(asked: string, sources: readonly OwnSource[]) {
  const path = asked.replace(/^\.\//, '');
  const own = sources.find(
    ({ source, serviceType, className, files }) =>
      [source, serviceType, className].includes(asked) ||
      files.some((file) => file === path || file.startsWith(`${path}/`)),
  );
  const copies = sources.filter(({ copied }) => copied !== null).map(({ source }) => source);
  const next = copies.map((source) => `fork-lint port --copy ${source}`);
  if (own === undefined)
    throw new Complaint(
      `${JSON.stringify(asked)} is no data source that the fork added${copies.length > 0 ? ` (${hint(asked, copies)})` : ''}`,
      next,
    );
  if (own.copied === null)
    throw new Complaint(
      `${own.source} was not copied from one of upstream's data sources: there is nothing to bring`,
      next,
    );
  if (own.copied.is.size === 0)
    throw new Complaint(`the target no longer has ${own.copied.source}, which ${own.source} was copied from`, next);
  return { own, copied: own.copied };
}
