import { readSmall } from '../git/blobs.ts';
import type { Git } from '../git/run.ts';
import type { Change, Comparison, Edit, Finding, Hunk, Path } from '../model.ts';

/**
 * Fingerprints of the findings whose very change the target has made too: each added run of lines stands in the target more
 * often than in the base, and each removed one less often. Read from the files that the change is at home in, in one process.
 */
export async function absorbedBy(
  room: Git,
  { changes, target }: Comparison,
  findings: readonly Finding[],
): Promise<Set<string>> {
  const cases = findings.flatMap((finding) => {
    const change = changes.find(({ path, from }) => path === finding.path || from === finding.path);
    return change && change.before !== null && change.hunks.length ? [{ finding, ...caseOf(finding, change) }] : [];
  });
  const names = [
    ...new Set(cases.flatMap(({ base, homes }) => [base, ...homes.map((home) => `${target.sha}:${home}`)])),
  ];
  const objects = await readSmall(room, names);
  const texts = new Map(names.map((name, i) => [name, objects[i]?.content.toString() ?? '']));
  const absorbed = cases.filter(({ base, homes, hunks }) => {
    const there = homes.map((home) => texts.get(`${target.sha}:${home}`) ?? '').join('\n');
    return hunks.length > 0 && hunks.every((hunk) => isTaken(hunk, texts.get(base) ?? '', there));
  });
  return new Set(absorbed.map(({ finding }) => finding.fingerprint));
}

interface Case {
  /** Object name of the base's text. */
  readonly base: string;
  readonly homes: readonly Path[];
  readonly hunks: readonly Hunk[];
}

/** Of a file edited in several definitions, the part that the finding is about. */
function caseOf({ symbol, line, endLine }: Finding, { before, homes, hunks, edits }: Change): Case {
  const edit: Edit | undefined = edits.find((one) => one.symbol === symbol && one.line === line);
  const within = (hunk: Hunk): boolean => {
    const first = Math.max(1, hunk.forkLine);
    return first <= (endLine ?? first) && first + Math.max(0, hunk.added.length - 1) >= (line ?? first);
  };
  return {
    base: before ?? '',
    homes: edit?.home ? [edit.home] : homes,
    hunks: edit && edits.length > 1 ? hunks.filter(within) : hunks,
  };
}

function isTaken({ added, removed }: Hunk, base: string, target: string): boolean {
  const more = added.length === 0 || count(target, added) > count(base, added);
  const less = removed.length === 0 || count(target, removed) < count(base, removed);
  return more && less;
}

/** How often a run of lines stands in a text. */
function count(text: string, lines: readonly string[]): number {
  return `\n${text}\n`.split(`\n${lines.join('\n')}\n`).length - 1;
}
