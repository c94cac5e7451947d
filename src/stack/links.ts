import { lineNameOf, nameOf, older, type Release } from './release.ts';

/** Where a release is described. */
export interface ReleaseLinks {
  readonly notes: string;
  readonly knownIssues: string;
  /** The notes of Elasticsearch itself, where they stand on a page of their own. */
  readonly stack: string | null;
}

const docs = 'https://www.elastic.co/docs';
const guide = 'https://www.elastic.co/guide/en';

/** The pages of a release: they moved with 8.16 and again with 9.0. */
export function linksOf(release: Release): ReleaseLinks {
  const [name, line] = [nameOf(release), lineNameOf(release)];
  if (release[0] >= 9) {
    return {
      notes: `${docs}/reference/search-connectors/release-notes#connectors-${name}-release-notes`,
      knownIssues: `${docs}/reference/search-connectors/es-connectors-known-issues`,
      stack: `${docs}/release-notes/elasticsearch#elasticsearch-${name}-release-notes`,
    };
  }
  if (older(release, [8, 16, 0]) >= 0) {
    const reference = `${guide}/elasticsearch/reference/${line}`;
    const anchor = `es-connectors-release-notes-${release.join('-')}`;
    return {
      notes: `${reference}/es-connectors-release-notes.html#${anchor}`,
      knownIssues: `${reference}/es-connectors-known-issues.html`,
      stack: null,
    };
  }
  return {
    notes: `${guide}/enterprise-search/${line}/release-notes-${name}.html`,
    knownIssues: `${guide}/enterprise-search/${line}/connectors-known-issues.html`,
    stack: null,
  };
}
