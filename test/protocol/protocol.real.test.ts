import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { comparePages, type PagePart, type PartChange } from '../../src/protocol/compare.ts';
import { lab, labGit, truth } from '../support/lab.ts';

interface Step {
  readonly from: string;
  readonly to: string;
  readonly diff: Partial<Record<Exclude<PagePart, 'enums'>, PartChange>> & {
    readonly enums?: Readonly<
      Record<string, { readonly added: readonly string[]; readonly removed: readonly string[] }>
    >;
  };
}

const page = 'docs/CONNECTOR_PROTOCOL.md';
/** A clone of elastic/connectors-ruby, whose branches hold the page up to 8.7. */
const ruby = process.env['FORK_LINT_RUBY'];

function textOf(name: string): string {
  const branch = name.replace(/\((?:ruby )?br\)$/, '');
  if (name.includes('ruby'))
    return execFileSync('git', ['-C', ruby ?? '', 'show', `${branch}:${page}`], { encoding: 'utf8' });
  return labGit('show', `${name.endsWith('(br)') ? `refs/remotes/upstream/${branch}` : branch}:${page}`);
}

/**
 * Where ours differs from the data, and why: upstream closes the brackets of a job's `filtering` wrongly, and the data
 * follows them literally; and both indices have a `status`, so that a list of values is named with its index.
 */
function ours(diff: Step['diff']): Partial<Record<PagePart, PartChange>> {
  const belongs = (path: string): string =>
    path.replace(/^connector\.filtering\.(sync_cursor|connector_id)$/, 'connector.$1');
  const { enums, ...parts } = diff;
  const told = Object.entries(parts).map(([part, { added, removed, changed }]) => [
    part,
    part === 'job'
      ? { added: added.map(belongs), removed: removed.map(belongs), changed }
      : { added, removed, changed },
  ]);
  const values = (side: 'added' | 'removed'): string[] =>
    Object.entries(enums ?? {}).flatMap(([name, list]) => list[side].map((value) => `job.${name}: ${value}`));
  return {
    ...Object.fromEntries(told),
    ...(enums ? { enums: { added: values('added'), removed: values('removed'), changed: [] } } : {}),
  };
}

const sorted = (parts: Partial<Record<PagePart, PartChange>>) =>
  Object.fromEntries(
    Object.entries(parts).flatMap(([part, { added, removed, changed }]) =>
      added.length + removed.length + changed.length
        ? [[part, [[...added].sort(), [...removed].sort(), [...changed].sort()]]]
        : [],
    ),
  );

describe.skipIf(!lab)('the worked steps of the protocol', () => {
  describe.each(lab ? truth<readonly Step[]>('protocol-diff.json') : [])('$from to $to', ({ from, to, diff }) => {
    it('differ as told', ({ skip }) => {
      skip((from + to).includes('ruby') && !ruby, 'needs FORK_LINT_RUBY, a clone of elastic/connectors-ruby');
      const { parts, unreadable } = comparePages(textOf(from), textOf(to));
      expect(unreadable).toEqual([]);
      expect(sorted(parts)).toEqual(sorted(ours(diff)));
    });
  });

  it.each(['refs/remotes/upstream/8.8', 'v8.9.0.0', 'v8.10.0.0', 'v8.11.0.0', 'v8.13.0.0', 'v9.0.0', 'v9.5.2'])(
    '%s is read as a whole',
    (ref) =>
      expect(comparePages(labGit('show', `${ref}:${page}`), labGit('show', `${ref}:${page}`))).toEqual({
        parts: {},
        unreadable: [],
      }),
  );
});
