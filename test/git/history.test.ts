import { afterAll, describe, expect, it } from 'vitest';
import { readHistory, type Touch } from '../../src/git/history.ts';
import { openRepository } from '../../src/git/repository.ts';
import { openRoom } from '../../src/git/room.ts';
import { type Repository, tell, tellHistory } from '../support/story.ts';

const told: Repository[] = [];
afterAll(() => {
  for (const one of told) one.remove();
});

/** The whole history of a story, and the means to read it again by places. */
async function historyOf(story: string) {
  const repository = tell(story);
  told.push(repository);
  const room = openRoom(await openRepository(repository.dir, { cwd: repository.dir, env: process.env }));
  const tips = repository.git('for-each-ref', '--format=%(objectname)').split('\n').filter(Boolean);
  const read = (places: readonly string[] | null) => readHistory(room.git, { tips, without: [], places });
  return { all: await read(null), read, close: () => room.close() };
}

const said = (touches: readonly Touch[]) => touches.map(({ commit, path, blob }) => [commit.sha, path, blob]);

describe('history read for some places', () => {
  it.each(['merged-upstream-twice', 'upstream-split-a-source', 'hostile-names', 'deleted-and-renamed'])(
    '%s: tells all commits, and of what they did the same as the whole',
    async (story) => {
      const { all, read, close } = await historyOf(story);
      const paths = [...new Set(all.touches(null).map(({ path }) => path))];
      const folders = [...new Set(paths.flatMap((path) => (path.includes('/') ? [path.split('/')[0] ?? ''] : [])))];
      for (const places of [[], ...paths.map((path) => [path]), folders, paths]) {
        const some = await read(places);
        expect(some.commits).toEqual(all.commits);
        expect(said(some.touches(places))).toEqual(said(all.touches(places)));
      }
      close();
    },
  );

  it('of more places than git can look at quickly reads everything', async () => {
    const { all, read, close } = await historyOf('clean-fork');
    const [few, many] = await Promise.all([1, 41].map((n) => read(Array.from({ length: n }, (_, i) => `file-${i}`))));
    expect([few, many].map((some) => some?.touches(null).length)).toEqual([0, all.touches(null).length]);
    close();
  });
});

it('takes no name of a file for the start of a commit', async () => {
  const names = ['=', `=>${'a'.repeat(40)}`, ':100644', '>', '-', '\\n='];
  const told = tellHistory([...names, ...names].map((name, i) => `upstream main: "${name}" says "${i}\\n"`).join('\n'));
  try {
    const room = openRoom(await openRepository(told.dir, { cwd: told.dir, env: process.env }));
    const tips = [told.git('rev-parse', 'refs/remotes/upstream/main').trim()];
    const history = await readHistory(room.git, { tips, without: [] });
    expect(history.size).toBe(2 * names.length);
    expect(history.touches(null).map(({ path }) => path)).toEqual(
      [...names, ...names].reverse().map((name) => name.replace('\\n', '\n')),
    );
    for (const name of names) expect(history.touches([name.replace('\\n', '\n')])).toHaveLength(2);
    room.close();
  } finally {
    told.remove();
  }
});

describe('history without what the first commits gave', () => {
  it.each(['zip-import', 'hostile-names', 'strange-entries'])(
    '%s: is the same once it is told what they hold',
    async (story) => {
      const repository = tell(story);
      told.push(repository);
      const room = openRoom(await openRepository(repository.dir, { cwd: repository.dir, env: process.env }));
      const { reader } = room;
      const tips = repository.git('for-each-ref', '--format=%(objectname)').split('\n').filter(Boolean);
      const [all, rootless] = await Promise.all(
        [false, true].map((left) => readHistory(room.git, { tips, without: [], rootless: left })),
      );
      const inOrder = (touches: readonly Touch[] = []) => said(touches).map(String).sort();
      const paths = [...new Set(all?.touches(null).map(({ path }) => path))];
      const folders = [...new Set(paths.flatMap((path) => (path.includes('/') ? [path.split('/')[0] ?? ''] : [])))];
      expect(rootless?.touches(null).length).toBeLessThan(all?.touches(null).length ?? 0);
      for (const places of [null, [], paths.slice(0, 2), folders, ['not/there']]) {
        const held = new Map(
          await Promise.all(
            (rootless?.roots ?? []).map(async ({ sha, tree }) => [sha, await reader.entries(tree, places)] as const),
          ),
        );
        expect(inOrder(rootless?.touches(places, held))).toEqual(inOrder(all?.touches(places)));
      }
      room.close();
    },
  );
});
