import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Finding } from '../../src/model.ts';
import { pictureOf } from '../../src/picture/draw.ts';
import { excerptOf } from '../../src/picture/excerpt.ts';
import type { Sign } from '../../src/picture/model.ts';
import { layOut } from '../../src/picture/treemap.ts';
import { everything, hashOf, shownBy, type View, viewOf } from '../../src/picture/view.ts';
import { headline } from '../../src/picture/words.ts';
import { comparison, finding, reportOf, sample } from '../reporters/sample.ts';

const path = 'connectors/utils.py';

function change(parts: Partial<Change> = {}): Change {
  return {
    ...{ path, from: null, kind: 'modified', area: 'framework', source: null, before: 'a', after: 'b' },
    ...{ modes: ['100644', '100644'], published: false, stale: false, added: 1, deleted: 1, lineEndsOnly: false },
    ...{ hunks: [{ baseLine: 7, forkLine: 7, removed: ['old'], added: ['new'] }], edits: [], homes: [path] },
    ...{ commits: [], upstreamCommits: 0, copiedFrom: null, copiedAt: null },
    ...parts,
  };
}

/** The report of one changed file. */
const about = (one: Change, findings: readonly Finding[] = [], conflicts: readonly string[] = []) =>
  reportOf(findings, {
    comparison: {
      ...comparison,
      changes: [one],
      forecast: {
        conflicts: conflicts.map((at) => ({ path: at, kinds: ['contents'], ours: null, lines: [] })),
        others: 0,
        clean: conflicts.length === 0,
      },
    },
  });

describe('what holds of a file', () => {
  const ahead = finding({ rule: 'dead-import', when: 'next', severity: 'warn' });
  it.each<[string, Sign[], Partial<Change>, Finding[], string[]]>([
    ['nothing much', ['noted'], {}, [], []],
    ['information is no breach', ['noted'], {}, [finding({ severity: 'info' })], []],
    ['an error today', ['breaks'], {}, [finding()], []],
    ['a warning today', ['breaks'], {}, [finding({ severity: 'warn' })], []],
    ['what a carry declares', ['carried'], {}, [finding({ carried: true })], []],
    ['a conflict', ['conflicts'], {}, [finding({ rule: 'merge-conflict', when: 'next', severity: 'warn' })], [path]],
    ['what the target breaks', ['ahead'], {}, [ahead], []],
    ["upstream's own", ['published'], { published: true }, [], []],
    ['moved', ['moved'], { homes: ['app/utils.py'] }, [], []],
    ['a conflict at its new home', ['conflicts', 'moved'], { homes: ['app/utils.py'] }, [], ['app/utils.py']],
    ['gone', ['moved'], { homes: [] }, [], []],
    ['added', ['own'], { before: null, kind: 'added', homes: [] }, [], []],
    ['renamed, and where it was', ['breaks'], { path: 'b.py', from: path, kind: 'renamed' }, [finding()], []],
    ['all at once', ['breaks', 'conflicts', 'ahead', 'moved'], { homes: [] }, [finding(), ahead], [path]],
  ])('%s', (_, signs, parts, findings, conflicts) => {
    expect(pictureOf(about(change(parts), findings, conflicts)).files[0]?.signs).toEqual(signs);
  });
});

describe('the sentence at the top', () => {
  const kept = ['Nothing here diverges.', 'Merging v9.5.2 is clean.'];
  it.each<[string, readonly string[], ReturnType<typeof about>]>([
    ['nothing changed', kept, reportOf([])],
    ['published content only', kept, about(change({ published: true }))],
    ['kept', ['Every rule is kept.', kept[1] ?? ''], about(change())],
    [
      'declared',
      ['Every rule is kept, 1 divergence declared.', kept[1] ?? ''],
      about(change(), [finding({ carried: true })]),
    ],
    ['broken', ['1 file breaks the rules.', kept[1] ?? ''], about(change(), [finding()])],
    [
      'broken elsewhere',
      ['No file breaks the rules, but something around them does.', kept[1] ?? ''],
      about(change(), [finding({ path: null })]),
    ],
    [
      'conflicting',
      ['Every rule is kept.', 'Merging v9.5.2 conflicts in one path of yours.'],
      about(change(), [], [path]),
    ],
    [
      'breaking ahead',
      ['Every rule is kept.', 'Merging v9.5.2 conflicts nowhere, yet breaks 1 file.'],
      about(change(), [finding({ when: 'next', severity: 'warn' })]),
    ],
  ])('of a fork with %s', (_, said, report) => {
    expect(headline(pictureOf(report))).toEqual(said);
  });
});

describe('the lines behind findings', () => {
  const lines = Array.from({ length: 100 }, (_, i) => `line ${i + 1}`);
  const whole = change({
    kind: 'added',
    before: null,
    hunks: [{ baseLine: 0, forkLine: 1, removed: [], added: lines }],
  });

  it('are those around a finding, of a file that is new as a whole', () => {
    const { hunks } = excerptOf(whole, [finding({ line: 2, endLine: 2 }), finding({ line: 8 }), finding({ line: 60 })]);
    expect(hunks.map(({ forkLine, added }) => [forkLine, added[0], added.at(-1)])).toEqual([
      [1, 'line 1', 'line 11'],
      [57, 'line 57', 'line 63'],
    ]);
  });

  it('have the name of the definition that they lie in', () => {
    const edit = { did: 'changed', added: 1, deleted: 1, lines: [], home: null } as const;
    const edits = [{ ...edit, symbol: 'A.b', line: 5, endLine: 9 }];
    expect(excerptOf(change({ edits }), []).hunks[0]?.symbol).toBe('A.b');
  });

  it('end where a page would grow too large, and say how many are missing', () => {
    const long = Array.from({ length: 3000 }, (_, i) => `${i}`);
    const { hunks, cut } = excerptOf(change({ hunks: [{ baseLine: 1, forkLine: 1, removed: long, added: long }] }), []);
    expect((hunks[0]?.removed.length ?? 0) + (hunks[0]?.added.length ?? 0) + cut).toBe(6000);
    expect(cut).toBe(4800);
  });
});

describe('the map', () => {
  const things = fc.array(
    fc.record({ area: fc.constantFrom('source', 'framework', 'docs'), weight: fc.integer({ min: 2, max: 300 }) }),
    { minLength: 1, maxLength: 80 },
  );

  it('has one tile for each, inside its area and over none of its neighbours', () => {
    fc.assert(
      fc.property(things, (some) => {
        const weighed = some.map((one, index) => ({ ...one, area: one.area as Change['area'], index })); // all of them are areas
        const areas = layOut(weighed, { width: 800, height: 460 });
        const tiles = areas.flatMap((area) => area.tiles);
        expect(tiles.map(({ index }) => index).sort((a, b) => a - b)).toEqual(weighed.map(({ index }) => index));
        for (const area of areas) for (const tile of area.tiles) expect(holds(area, tile)).toBe(true);
        expect(tiles.filter(({ width, height }) => width <= 0 || height <= 0)).toEqual([]);
        for (const one of tiles) for (const other of tiles) if (one !== other) expect(overlap(one, other)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  type Tile = ReturnType<typeof layOut>[number]['tiles'][number];
  const near = 1e-6;
  const holds = (area: Omit<Tile, 'index'>, tile: Tile): boolean =>
    tile.left >= area.left - near &&
    tile.top >= area.top - near &&
    tile.left + tile.width <= area.left + area.width + near &&
    tile.top + tile.height <= area.top + area.height + near;
  const overlap = (a: Tile, b: Tile): boolean =>
    a.left + a.width > b.left + near &&
    b.left + b.width > a.left + near &&
    a.top + a.height > b.top + near &&
    b.top + b.height > a.top + near;
});

describe('a view', () => {
  const picture = pictureOf({
    ...sample,
    comparison: { ...sample.comparison, changes: [change(), change({ path: 'b.py' })] },
  });
  const stops = [
    {
      line: '9.3',
      release: 'v9.3.0',
      releases: 1,
      date: null,
      commits: 1,
      touches: [1],
      leaves: [],
      conflicts: [],
      conflicting: 0,
    },
  ];
  const travelled = { ...picture, road: stops };
  const shown = (asked: Partial<View>) => {
    const { files, findings } = shownBy({ ...everything, ...asked }, travelled);
    return { files: [...files], findings: [...findings] };
  };

  it.each<[string, Partial<View>, readonly number[], readonly number[]]>([
    ['everything', {}, [0, 1], [0, 1, 2, 3, 4]],
    ['a level', { level: 'error' }, [0], [2, 3]],
    ['what is carried', { level: 'carried' }, [], [4]],
    ['what is ahead', { when: 'next' }, [], [0, 1]],
    ['words', { query: 'MAX_retries conflicts' }, [0], [3]],
    ['the name of a rule', { query: 'far-behind' }, [], [0]],
    ['a path without findings', { query: 'b.py' }, [1], []],
    ['a sign', { sign: 'breaks' }, [0], [2, 3]],
    ['a file', { file: 0 }, [0, 1], [2, 3]],
    ['a stop of the road', { stop: 0 }, [1], []],
    ['nothing', { query: 'no such words' }, [], []],
  ])('of %s', (_, asked, files, findings) => {
    expect(shown(asked)).toEqual({ files, findings });
  });

  it('can be sent as an address, and comes back', () => {
    const views = fc.record<View>({
      query: fc.string({ unit: 'grapheme' }),
      sign: fc.constantFrom(null, 'breaks', 'own'),
      level: fc.constantFrom(null, 'error', 'carried'),
      when: fc.constantFrom(null, 'now', 'next'),
      file: fc.constantFrom(null, 0, 1),
      stop: fc.constantFrom(null, 0),
    });
    const pathAt = (index: number): string => travelled.files[index]?.path ?? '';
    fc.assert(
      fc.property(views, (view) => {
        expect(viewOf(`#${hashOf(view, pathAt)}`, travelled)).toEqual(view);
      }),
    );
  });

  it('is everything for an address that means nothing here', () => {
    expect(viewOf('#sign=red&level=fatal&file=gone.py&stop=7&when=%zz', travelled)).toEqual(everything);
  });
});
