// What lies around a comparison: upstream's tree, and the releases on the way to the target.
import { describe, expect, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { tellHistory } from '../support/story.ts';
import { pageOf, pathsOf, pictureIn } from './support.ts';

describe('the road', () => {
  it('tells at which release conflicts begin and files leave', async () => {
    const { picture } = await pageOf('a-year-behind');
    const stops = picture.road.map(({ line, release, commits, touches, leaves, conflicts }) => ({
      stop: `${line} ${release}: ${commits}`,
      touches: pathsOf(picture, touches),
      leaves: pathsOf(picture, leaves),
      conflicts: pathsOf(picture, conflicts),
    }));
    expect(stops).toMatchInlineSnapshot(`
      [
        {
          "conflicts": [],
          "leaves": [],
          "stop": "9.2 v9.2.1: 1",
          "touches": [
            "connectors/es/sink.py",
          ],
        },
        {
          "conflicts": [
            "connectors/sources/acme_wiki.py",
            "tests/sources/fixtures/acme_wiki/docker-compose.yml",
            "tests/sources/test_acme_wiki.py",
            "connectors/sources/sharepoint_online.py",
          ],
          "leaves": [
            "connectors/config.py",
            "connectors/es/sink.py",
            "connectors/sources/sharepoint_online.py",
            "connectors/utils.py",
            "tests/sources/test_sharepoint_online.py",
          ],
          "stop": "9.3 v9.3.0: 1",
          "touches": [
            "connectors/config.py",
            "connectors/es/sink.py",
            "connectors/sources/sharepoint_online.py",
            "connectors/utils.py",
            "tests/sources/test_sharepoint_online.py",
          ],
        },
      ]
    `);
  });

  const history = `
upstream main: trees/9.2/
tag v9.2.0
upstream main: connectors/sources/graphql.py says "import other\\n"
    connectors/VERSION says "9.3.0\\n"
tag v9.3.0
upstream main: connectors/VERSION says "9.4.0\\n"
tag v9.4.0
upstream main: connectors/VERSION says "9.5.0\\n"
fork from v9.2.0: connectors/sources/graphql.py says "import mine\\n"
`;

  it.each([
    ['v9.4.0', ['9.3: 1', '9.4: 0']],
    ['upstream/main', ['9.3: 1', '9.4: 0', 'upstream/main: 0']],
  ])('counts a conflict at the first release that has it, and ends at %s', async (target, stops) => {
    const told = tellHistory(history);
    try {
      const { stdout } = await forkLint(told.dir, '-f', 'html', '--target', target);
      expect(pictureIn(stdout).road.map(({ line, conflicting }) => `${line}: ${conflicting}`)).toEqual(stops);
    } finally {
      told.remove();
    }
  });

  it('has no stop when there is nothing ahead', async () => {
    const { picture } = await pageOf('clean-fork', '--target', 'v9.2.0');
    expect(picture.road).toEqual([]);
  });

  it('is walked without common history too', async () => {
    const told = tellHistory(history.replace('fork from v9.2.0:', 'fork without history: trees/9.2/\n   '));
    try {
      const { stdout } = await forkLint(told.dir, '-f', 'html', '--target', 'v9.4.0');
      const picture = pictureIn(stdout);
      expect(picture.base.byContent).toBe(true);
      expect(picture.road.map(({ line, conflicting }) => `${line}: ${conflicting}`)).toEqual(['9.3: 1', '9.4: 0']);
    } finally {
      told.remove();
    }
  });
});

describe('what the fork left alone', () => {
  it('is every other file of the base, with its size', async () => {
    const { picture } = await pageOf('edited-framework');
    const paths = picture.untouched.map(({ path }) => path);
    for (const { path } of picture.files) expect(paths).not.toContain(path);
    expect(picture.untouched.find(({ path }) => path.endsWith('/VERSION'))?.bytes).toBe('9.2.0\n'.length);
    expect(picture.files.every(({ bytes, kind }) => (bytes === null) === (kind === 'added'))).toBe(true);
  });
});
