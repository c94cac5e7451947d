import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory } from '../../src/git/history.ts';
import { openRepository } from '../../src/git/repository.ts';
import { connectors } from '../../src/layout/connectors.ts';
import { shelfOf } from '../../src/own/shelf.ts';
import { unitsOf } from '../../src/own/units.ts';
import { type Borrowed, borrowLab, reasonToSkip } from './lab.ts';

const missing = reasonToSkip("upstream's sources at every release, told from its history");

describe.skipIf(missing !== null)('the shelf', () => {
  let lab: Borrowed;

  beforeAll(() => {
    lab = borrowLab();
  });
  afterAll(() => lab.remove());

  it('has the files of every release exactly, without asking git for a single tree', async () => {
    const { git } = await openRepository(lab.dir, { cwd: lab.dir, env: { PATH: process.env['PATH'], HOME: lab.dir } });
    const listed = lab
      .git([
        'for-each-ref',
        '--format=%(refname:short) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)',
        'refs/tags/v*',
      ])
      .trim()
      .split('\n');
    const tags = listed.map((line) => ({ name: line.split(' ')[0] ?? '', commit: line.split(' ')[1] ?? '' }));
    const history = await readHistory(git, { tips: tags.map(({ commit }) => commit), without: [] });
    const { graph } = history;
    const units = unitsOf(connectors);
    const shelf = shelfOf({ graph, touches: history.touches(null) }, tags, units);
    const bySource = new Map<string, ReturnType<typeof shelf.editions>>();
    const wrong: string[] = [];
    for (const { name, commit } of tags) {
      const tree = lab.git(['ls-tree', '-r', commit]).trim().split('\n');
      const files = tree.flatMap((line) => {
        const [, oid = '', path = ''] = /^\d+ blob (\w+)\t(.*)$/.exec(line) ?? [];
        const isSource = path.endsWith('.py') && units.area(path) === 'source' && units.source(path) !== null;
        return isSource ? [`${path} ${oid}`] : [];
      });
      const here = shelf.at(commit);
      const told = [...here.values()].flatMap((one) => [...one].map(([path, oid]) => `${path} ${oid}`));
      if (told.sort().join('\n') !== files.sort().join('\n')) wrong.push(`at ${name}`);
      for (const [source, one] of here) {
        const editions = bySource.get(source) ?? shelf.editions(source);
        bySource.set(source, editions);
        const edition = editions.find(({ releases }) => releases.some((release) => release.name === name));
        const same =
          edition?.files.size === one.size && [...one].every(([path, oid]) => edition.files.get(path) === oid);
        if (!same) wrong.push(`${source} in ${name}`);
      }
    }
    expect(wrong).toEqual([]);
    console.info(`${tags.length} releases, ${bySource.size} sources`);
  });
});
