import { Minimatch } from 'minimatch';
import type { Change, Finding, Path } from '../model.ts';
import type { Carry, Matched, Standing } from './model.ts';
import { type Clock, ended } from './until.ts';

/** Globs are plain: no leading `!` or `#` means anything, and a dot is a letter like any other. */
const plain = { dot: true, nonegate: true, nocomment: true } as const;

/** What a match needs to know beside findings and carries. */
export interface MatchWith {
  readonly clock: Clock;
  readonly changes: readonly Change[];
  /** Fingerprints of findings whose lines the target has already. */
  readonly absorbed: ReadonlySet<string>;
  /** What the change under review did to a carry. */
  since(carry: Carry): Standing['since'];
}

/**
 * Marks the findings that a carry declares. Each imprint that a carry declares covers one finding: the same lines put in a
 * second place are a new finding. Pure; carries are asked in the order of their file.
 */
export function match(findings: readonly Finding[], carries: readonly Carry[], given: MatchWith): Matched {
  const drafts = carries.map((carry) => draftOf(carry, ended(carry.until, given.clock)));
  const marked = findings.map((finding) => {
    if (!isCarriable(finding)) return finding;
    const here = drafts.filter(({ covers }) => covers(finding));
    const carrier = here.find((draft) => draft.ended !== 'now' && draft.take(finding));
    if (carrier) return { ...finding, carried: true };
    for (const draft of here) draft.miss(finding);
    return here[0] ? explained(finding, here[0]) : finding;
  });
  return { findings: marked, standings: drafts.map((draft) => standingOf(draft, given)) };
}

/** What the next upgrade breaks is not the fork's doing, and what has no place cannot be declared by place. */
export function isCarriable({ when, path, rule }: Finding): boolean {
  return when === 'now' && path !== null && !/(?:^|-)carry(?:-|$)/.test(rule);
}

/** Says whether a carry is about a rule, path and symbol; its imprints are not looked at. */
export function placeOf({
  rule,
  path,
  symbol,
}: Pick<Carry, 'rule' | 'path' | 'symbol'>): (finding: Finding) => boolean {
  const inPath = pathMatcher(path);
  return (finding) =>
    (rule === '*' || rule === finding.rule) &&
    inPath(finding.path ?? '') &&
    (symbol === null || finding.symbol === symbol || (finding.symbol ?? '').startsWith(`${symbol}.`));
}

/** Whether a path lies in a glob, `./` before it or not; none holds them all. A path that is no text in the file system matches by `?`. */
export function pathMatcher(typed: string | null): (path: Path) => boolean {
  if (typed === null) return () => true;
  const glob = typed.replace(/^\.\//, '');
  const compiled = new Minimatch(glob, plain);
  return (path) => path === glob || compiled.match(path);
}

interface Draft {
  readonly carry: Carry;
  readonly ended: Standing['ended'];
  readonly covered: Finding[];
  readonly missed: Finding[];
  /** Imprints that still wait for their finding. */
  readonly open: string[];
  covers(finding: Finding): boolean;
  /** Takes the finding if one of the carry's imprints is left for it. */
  take(finding: Finding): boolean;
  miss(finding: Finding): void;
}

function draftOf(carry: Carry, end: Standing['ended']): Draft {
  const [covered, missed, open] = [[] as Finding[], [] as Finding[], [...carry.fingerprint]];
  return {
    carry,
    ended: end,
    covered,
    missed,
    open,
    covers: placeOf(carry),
    take(finding) {
      const at = open.indexOf(finding.imprint);
      if (at < 0) return false;
      open.splice(at, 1);
      covered.push(finding);
      return true;
    },
    miss(finding) {
      missed.push(finding);
    },
  };
}

/** A finding that a carry is about and does not cover says which one, so that nobody has to search for the reason. */
function explained(finding: Finding, { carry, ended: end }: Draft): Finding {
  const why =
    end === 'now' ? `its carry ${carry.id} ended with ${carry.until}` : `more than its carry ${carry.id} declares`;
  return { ...finding, message: `${finding.message}; ${why}` };
}

function standingOf({ carry, ended: end, covered, missed, open }: Draft, given: MatchWith): Standing {
  return {
    carry,
    covers: covered.map(({ fingerprint }) => fingerprint),
    beyond: missed.map(({ fingerprint }) => fingerprint),
    stale: end === 'now' ? [] : open,
    ended: end,
    published: publishedAt(carry, [...covered, ...missed], given),
    since: given.since(carry),
  };
}

/** Published content raises no finding, so a carry of it matches nothing; until the fork has taken it, its findings stay. */
function publishedAt(carry: Carry, here: readonly Finding[], { changes, absorbed }: MatchWith): Standing['published'] {
  if (here.length > 0) return here.every(({ fingerprint }) => absorbed.has(fingerprint)) ? 'next' : null;
  const inPath = pathMatcher(carry.path);
  const about = changes.filter(
    ({ path, from, edits }) =>
      (inPath(path) || (from !== null && inPath(from))) &&
      (carry.symbol === null ||
        edits.some(({ symbol }) => symbol === carry.symbol || symbol?.startsWith(`${carry.symbol}.`))),
  );
  return about.some(({ published, stale }) => published && !stale) ? 'now' : null;
}
