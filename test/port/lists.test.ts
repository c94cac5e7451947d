import { describe, expect, it } from 'vitest';
import { listsIn, withEntry, withoutEntry, withValue } from '../../src/port/requirements/lists.ts';

describe('lists of texts in a TOML file', () => {
  it.each<[toml: string, lists: string]>([
    ['[project]\ndependencies = ["a", \'b\'] # c\n', 'project.dependencies=a|b'],
    ['a = 1\n[b]\nc = ["d"]\n[[e]]\n  f = ["g"]\n', 'b.c=d e.f=g'],
    ['[ "p" . q ]\n"a.b" = ["c"]\nd=["e"]\n', 'p.q.a.b=c p.q.d=e'],
    ['d = []\ne = [\n  # only\n]\n', 'd= e='],
    ['d = ["a\\"b", "c\\\\d", "e # f", "g]"]\n', 'd=a"b|c\\d|e # f|g]'],
    ['x = """\nd = ["a"]\n"""\ny = \'\'\'\nd = ["b"]\n\'\'\'\ne = ["c"]\n', 'e=c'],
    ['x = """\nd = ["a"]\n', ''],
    ['# d = ["a"]\nd = {x = ["a"]}\n', ''],
    ['d = ["a"\n', ''],
    ['d = ["a", 1]\ne = ["b"]\n', 'e=b'],
    ['d = [["a"]]\ne = ["b"]\n', 'e=b'],
    ['d = [\'\'\'a\'\'\']\ne = ["""a"""]\n', ''],
  ])('%j: %s', (toml, lists) =>
    expect(
      listsIn(toml)
        .map(({ name, entries }) => `${name}=${entries.map(({ value }) => value).join('|')}`)
        .join(' '),
    ).toBe(lists),
  );
});

describe('an entry', () => {
  const first = (toml: string) => {
    const [list] = listsIn(toml);
    if (list === undefined) throw new Error('there is no list');
    return list;
  };
  const commented = 'd = [\n  "a", # one\n  # two\n  "b", # three\n]\n';

  it.each<[toml: string, at: number, comments: string[], result: string]>([
    ['d = []', 0, [], 'd = ["N"]'],
    ['d = ["a"]', 0, [], 'd = ["N", "a"]'],
    ["d = ['a', 'b']", 1, ['# lost'], "d = ['a', 'N', 'b']"],
    ["d = ['a', 'b']", 2, [], "d = ['a', 'b', 'N']"],
    ['d = ["a", "b",]', 2, [], 'd = ["a", "b", "N",]'],
    ['d = [\n  "a",\n  "b"\n]\n', 0, ['# why'], 'd = [\n  # why\n  "N",\n  "a",\n  "b"\n]\n'],
    ['d = [\n  "a",\n  "b"\n]\n', 2, [], 'd = [\n  "a",\n  "b",\n  "N"\n]\n'],
    ['d = [\n\t"a"]\n', 1, ['# why'], 'd = [\n\t"a",\n\t# why\n\t"N"]\n'],
    ['d = ["a",\n     "b"]\n', 2, [], 'd = ["a",\n     "b",\n     "N"]\n'],
    ['d = [\n  "a", "b"\n]\n', 1, [], 'd = [\n  "a", "N", "b"\n]\n'],
    [commented, 1, ['# why'], commented.replace('  # two', '  # why\n  "N",\n  # two')],
    [commented, 2, [], commented.replace(']', '  "N",\n]')],
    ['d = [\n  # first\n  # more\n  "a",\n]\n', 0, [], 'd = [\n  "N",\n  # first\n  # more\n  "a",\n]\n'],
  ])('is put into %j at %i', (toml, at, comments, result) =>
    expect(withEntry(toml, first(toml), at, 'N', comments)).toBe(result),
  );

  it.each<[toml: string, at: number, result: string]>([
    ['d = ["a"]', 0, 'd = []'],
    ["d = ['a', 'b']", 0, "d = ['b']"],
    ["d = ['a', 'b']", 1, "d = ['a']"],
    ['d = ["a", "b",]', 1, 'd = ["a", ]'],
    ['d = [\n  "a",\n  "b"\n]\n', 0, 'd = [\n  "b"\n]\n'],
    ['d = [\n  "a",\n  "b"\n]\n', 1, 'd = [\n  "a",\n]\n'],
    ['d = [\n  "a"\n  , "b"\n]\n', 0, 'd = [\n  "b"\n]\n'],
    ['d = [\n  "a" # why\n  , "b"\n  , "c"\n]\n', 0, 'd = [\n  "b"\n  , "c"\n]\n'],
    ['d = [\n  "a"\n  , "b"\n  , "c"\n]\n', 1, 'd = [\n  "a"\n  , "c"\n]\n'],
    ['d = [\n  "a", "b"\n]\n', 1, 'd = [\n  "a"\n]\n'],
    ['d = ["a",\n     "b"]\n', 1, 'd = ["a"]\n'],
    [commented, 0, commented.replace('  "a", # one\n', '')],
    [commented, 1, commented.replace('  "b", # three\n', '')],
  ])('is taken out of %j at %i', (toml, at, result) => {
    const list = first(toml);
    const entry = list.entries[at];
    expect(entry && withoutEntry(toml, list, entry)).toBe(result);
  });

  it.each([
    ["d = ['a']", 'x', "d = ['x']"],
    ["d = ['a']", "'", 'd = ["\'"]'],
    ['d = ["a"]', '"', "d = ['\"']"],
  ])('is replaced in %j by %s', (toml, value, result) => {
    const [entry] = first(toml).entries;
    expect(entry && withValue(toml, entry, value)).toBe(result);
  });
});
