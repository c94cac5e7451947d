import { describe, expect, it } from 'vitest';
import { farBehind } from '../../rules/far-behind.ts';
import { mergeConflict } from '../../rules/merge-conflict.ts';
import { upgradePath } from '../../rules/upgrade-path.ts';
import type { Conflict, Target } from '../../src/model.ts';
import type { StackPath } from '../../src/stack/path.ts';
import { change, compared, inspected, quiet, said, told } from './facts.ts';

describe('far-behind', () => {
  const day = 86_400;
  const behind = (target: Partial<Target>, base = {}) => ({
    comparison: compared({ base: { date: 0, ...base }, target: { behind: 1, date: day, releases: [], ...target } }),
  });

  it.each<[what: string, facts: ReturnType<typeof behind>, said: string[]]>([
    ['nothing to merge', behind({ behind: 0 }), []],
    [
      'one of each',
      behind({ releases: ['v9.3.0'] }),
      ['9.2.1 is 1 commit, 1 minor release (9.3) and 1 day behind v9.5.2'],
    ],
    ['patches of its own line', behind({ releases: ['v9.2.2'] }), ['9.2.1 is 1 commit and 1 day behind v9.5.2']],
    [
      'a line whose number begins with its own',
      behind({ releases: ['v9.20.0'] }),
      ['9.2.1 is 1 commit, 1 minor release (9.20) and 1 day behind v9.5.2'],
    ],
    [
      'three lines, told by several tags each',
      behind({ releases: ['v9.3.0', 'v9.3.1', '9.4.0+build1', 'v10.1.0'] }),
      ['9.2.1 is 1 commit, 3 minor releases (9.3, 9.4, 10.1) and 1 day behind v9.5.2'],
    ],
    [
      'four lines',
      behind({ releases: ['v9.3.0', 'v9.4.0', 'v9.5.0', 'v9.6.0'] }),
      ['9.2.1 is 1 commit, 4 minor releases (9.3 … 9.6) and 1 day behind v9.5.2'],
    ],
    ['half a day', behind({ date: day / 2 }), ['9.2.1 is 1 commit and 1 day behind v9.5.2']],
    ['less', behind({ date: day / 2 - 1 }), ['9.2.1 is 1 commit and 0 days behind v9.5.2']],
    [
      'a target older than the base',
      behind({ date: 0 }, { date: day }),
      ['9.2.1 is 1 commit and 0 days behind v9.5.2'],
    ],
    [
      'a base without a version',
      behind({ releases: ['v9.2.2'] }, { version: null }),
      ['upstream/9.2 is 1 commit, 1 minor release (9.2) and 1 day behind v9.5.2'],
    ],
  ])('%s', (_, facts, expected) => expect(said(farBehind, facts)).toEqual(expected));
});

describe('merge-conflict', () => {
  const conflict = (parts: Partial<Conflict>, homes = ['a.py']) => ({
    comparison: compared({
      changes: [change('other.py'), change('a.py', [], { homes })],
      forecast: {
        conflicts: [{ path: 'a.py', kinds: ['contents'], ours: null, lines: [], ...parts }],
        others: 0,
        clean: false,
      },
    }),
  });
  const port = '  $ fork-lint port --target v9.5.2';

  it.each([
    [['contents'], 'both changed the same lines'],
    [['binary'], 'both changed binary content'],
    [['modify/delete'], 'changed by one, deleted or moved by the other'],
    [['rename/delete'], 'renamed by one, deleted by the other'],
    [['rename/rename'], 'renamed differently by each'],
    [['directory rename suggested'], 'its folder moved, and git guesses where it goes'],
    [['directory rename unclear split'], 'its folder was split, and git leaves it behind'],
    [['file/directory'], 'a file for one, a folder for the other'],
    [['distinct modes'], 'a different type of file for each'],
    [['submodule'], 'the submodule moved on both sides'],
    [['contents', 'a kind to come'], 'both changed the same lines, a kind to come'],
  ])('of %j', (kinds, sentence) => expect(told(mergeConflict, conflict({ kinds }))).toEqual([sentence, port]));

  it.each<[what: string, facts: ReturnType<typeof conflict>, path: string, sentence: string]>([
    ['at its place', conflict({}), 'a.py', 'both changed the same lines'],
    ['where git moves it', conflict({ path: 'b.py', ours: 'a.py' }), 'a.py', 'both changed the same lines; in b.py'],
    ['at a home of it', conflict({ path: 'b.py' }, ['b.py']), 'a.py', 'both changed the same lines; in b.py'],
    ['in no file of ours', conflict({ path: 'b.py' }), 'b.py', 'both changed the same lines'],
    [
      'where git guesses',
      conflict({ path: 'b.py', ours: 'a.py', kinds: ['contents', 'directory rename suggested'] }),
      'a.py',
      'both changed the same lines, its folder moved, and git guesses where it goes',
    ],
  ])('%s', (_, facts, path, sentence) =>
    expect(inspected(mergeConflict, facts).map(({ at, message }) => [at.path, message])).toEqual([[path, sentence]]),
  );

  it.each<[what: string, facts: ReturnType<typeof conflict>, content: string[]]>([
    ['lines that conflict', conflict({ lines: ['-a', '+b'] }), ['contents', '-a', '+b']],
    ['the file where no lines do', conflict({ kinds: ['modify/delete'] }), ['modify/delete', '2'.repeat(40)]],
    ['nothing more of no file of ours', conflict({ path: 'b.py' }), ['contents', '']],
  ])('is known by its kind and %s', (_, facts, content) =>
    expect(inspected(mergeConflict, facts).map((one) => one.content)).toEqual([content]),
  );
});

describe('upgrade-path', () => {
  const facts = (path: StackPath, version: string | null = '9.5.2') => ({
    upgrade: { ...quiet.upgrade, path },
    comparison: compared({ target: { version } }),
  });
  const step = (to: string, line = false) => ({ from: '', to, line });

  it.each<[what: string, facts: ReturnType<typeof facts>, told: string[]]>([
    ['no step', facts({ kind: 'none', reason: 'the stack stays' }), []],
    ['one', facts({ kind: 'steps', steps: [step('9.5.2')] }), []],
    [
      'two',
      facts({ kind: 'steps', steps: [step('8.19', true), step('9.5.2')] }),
      ['the stack goes from 9.2.1 to 8.19.x, then to 9.5.2', '  $ fork-lint plan --target v9.5.2'],
    ],
    [
      'refused',
      facts({ kind: 'refused', reason: '9.0 cannot be reached', instead: 'go to 9.1' }),
      ['9.0 cannot be reached; go to 9.1', '  $ fork-lint plan --target v9.5.2'],
    ],
    ['unknown', facts({ kind: 'unknown', reason: 'no version' }, null), ['it cannot be told: no version']],
  ])('%s', (_, given, expected) => expect(told(upgradePath, given)).toEqual(expected));

  it('is one finding of a fork, whatever the releases are', () => {
    const found = (['steps', 'refused', 'unknown'] as const).flatMap((kind) =>
      inspected(upgradePath, facts({ kind, steps: [step('8.19'), step('9.5.2')], reason: '', instead: '' })),
    );
    expect(found.map(({ at, content }) => [at, content])).toEqual(found.map(() => [{ path: null }, []]));
    expect(found).toHaveLength(3);
  });
});
