import { describe, expect, it } from 'vitest';
import { linksOf } from '../../src/stack/links.ts';
import { enterpriseSearch, stackPath } from '../../src/stack/path.ts';

const told = (from: string | null, to: string | null, dates?: { from: number; to: number }): string => {
  const path = stackPath({ from, to, ...(dates ? { dates } : {}) });
  return path.kind === 'steps' ? path.steps.map((step) => step.to).join(' > ') : path.kind;
};

describe('the stack’s path', () => {
  it.each([
    ['9.2.2', '9.5.2', '9.5.2'],
    ['9.0.0', '9.5.2', '9.5.2'],
    ['8.9.0.0', '9.5.2', '8.19 > 9.5.2'],
    ['8.18.3', '9.0.1', '9.0.1'],
    ['8.17.0', '9.0.1', '8.18 > 9.0.1'],
    ['8.18.3', '9.1.0', '8.19 > 9.1.0'],
    ['8.19.0', '9.1.0', '9.1.0'],
    ['8.19.0', '9.0.3', 'refused'],
    ['8.5.0', '8.19.1', '8.19.1'],
    ['7.17.5', '9.5.2', '8.19 > 9.5.2'],
    ['7.10.0', '8.6.0', '7.17 > 8.6.0'],
    ['7.10.0', '9.5.2', '7.17 > 8.19 > 9.5.2'],
    ['8.17.4', '9.5.2', '8.19 > 9.5.2'],
    ['8.18.8', '9.5.2', '8.19 > 9.5.2'],
    ['9.5.2', '9.5.2', 'none'],
    ['9.5.2', '9.5.2+build1', 'none'],
    ['9.5.2', '9.4.0', 'refused'],
    ['9.0.0-rc1', '9.1.0', 'refused'],
    ['9.10.0', '9.9.0', 'refused'],
    [null, '9.5.2', 'unknown'],
    ['acme', '9.5.2', 'unknown'],
  ])('%s to %s: %s', (from, to, path) => expect(told(from, to)).toBe(path));

  it('goes to no release that is older by date', () => {
    expect(told('8.19.20', '9.1.0', { from: 2000, to: 1000 })).toBe('refused');
    expect(told('8.19.20', '9.5.2', { from: 1000, to: 2000 })).toBe('9.5.2');
  });
});

describe('Enterprise Search', () => {
  it.each([
    [[8, 5, 0], [8, 9, 2], 'required'],
    [[8, 8, 0], [8, 10, 0], 'once'],
    [[8, 8, 0], [8, 19, 0], 'once'],
    [[8, 9, 0], [8, 10, 0], 'if-installed'],
    [[8, 12, 0], [8, 19, 0], 'if-installed'],
    [[8, 19, 0], [9, 0, 0], 'gone'],
    [[9, 0, 0], [9, 5, 2], 'gone'],
  ] as const)('%j to %j: %s', (base, target, step) => expect(enterpriseSearch(base, target)).toBe(step));
});

describe('the pages of a release', () => {
  it.each([
    [[8, 9, 1], 'https://www.elastic.co/guide/en/enterprise-search/8.9/release-notes-8.9.1.html'],
    [
      [8, 19, 5],
      'https://www.elastic.co/guide/en/elasticsearch/reference/8.19/es-connectors-release-notes.html#es-connectors-release-notes-8-19-5',
    ],
    [[9, 2, 0], 'https://www.elastic.co/docs/reference/search-connectors/release-notes#connectors-9.2.0-release-notes'],
  ] as const)('%j', (release, notes) => expect(linksOf(release).notes).toBe(notes));

  it('name the known issues of their era', () => {
    expect(linksOf([8, 12, 0]).knownIssues).toMatch(/enterprise-search\/8\.12\/connectors-known-issues/);
    expect(linksOf([8, 16, 0]).knownIssues).toMatch(/reference\/8\.16\/es-connectors-known-issues/);
    expect(linksOf([9, 5, 2]).stack).toMatch(/#elasticsearch-9\.5\.2-release-notes$/);
  });
});
