import { escape as literally } from 'minimatch';
import { Complaint } from '../complaint.ts';
import type { Finding } from '../model.ts';
import { isCarriable, pathMatcher, placeOf } from './match.ts';
import type { Carry, Standing, Status } from './model.ts';

/** What somebody wants declared, checked already. */
export interface Wish {
  /** Paths or globs; a folder stands for all below it. */
  readonly paths: readonly string[];
  /** Everything that breaks a rule today. */
  readonly all: boolean;
  readonly rule: string | undefined;
  readonly symbol: string | undefined;
  readonly id: string | undefined;
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  readonly status: Status | undefined;
  readonly url: string | undefined;
  readonly until: string | undefined;
}

/** Carries to be written, new ones and ones that cover more now, and the findings they cover beyond what was covered. */
export interface Declaration {
  readonly put: readonly Carry[];
  readonly findings: readonly Finding[];
}

/**
 * Makes carries of findings: one for each rule and file, so that a block tells one story. What an existing carry of the same
 * place covered and covers no longer is taken out of it.
 * @throws Complaint when nothing is left to declare, or what is required is not given.
 */
export function declare(wish: Wish, findings: readonly Finding[], standings: readonly Standing[]): Declaration {
  const chosen = findings.filter((finding) => isCarriable(finding) && !finding.carried && wanted(wish)(finding));
  if (chosen.length === 0) throw nothingToDeclare(wish, findings);
  const groups = new Map<string, Finding[]>();
  for (const finding of chosen) {
    const key = `${wish.rule === '*' ? '*' : finding.rule}\0${finding.path}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  if (wish.id !== undefined && groups.size > 1) {
    throw new Complaint(`one id cannot name ${groups.size} carries; give one path and one rule`, [
      `fork-lint carry add PATH --rule RULE --id ${wish.id}`,
    ]);
  }
  const taken = new Set(standings.map(({ carry }) => carry.id));
  const put = [...groups].map(([key, group]) => {
    const [rule = '*', path = ''] = key.split('\0');
    const place = { rule, path: globOf(path), symbol: wish.symbol ?? null };
    const standing = standings.find(({ carry }) =>
      wish.id === undefined ? sameplace(carry, place) : carry.id === wish.id,
    );
    const id = wish.id ?? standing?.carry.id ?? idFor(path, place, taken);
    taken.add(id);
    return carryFrom({ ...place, id }, group, standing, wish);
  });
  return { put, findings: chosen };
}

const sameplace = (a: Carry, b: Pick<Carry, 'rule' | 'path' | 'symbol'>): boolean =>
  a.rule === b.rule && a.path === b.path && a.symbol === b.symbol;

function wanted({ paths, all, rule = '*', symbol }: Wish): (finding: Finding) => boolean {
  const inPaths = paths.flatMap((path) => [pathMatcher(path), pathMatcher(`${path.replace(/\/+$/, '')}/**`)]);
  const fits = placeOf({ rule, path: null, symbol: symbol ?? null });
  return (finding) =>
    fits(finding) && (all ? finding.severity !== 'info' : inPaths.some((inPath) => inPath(finding.path ?? '')));
}

function carryFrom(
  place: Pick<Carry, 'id' | 'rule' | 'path' | 'symbol'>,
  group: readonly Finding[],
  standing: Standing | undefined,
  wish: Wish,
): Carry {
  const old = standing?.carry;
  const kept = standing ? standing.carry.fingerprint.filter((one) => !standing.stale.includes(one)) : [];
  const fresh = group.map(({ imprint }) => imprint).filter((one) => !kept.includes(one));
  const reason = wish.reason ?? old?.reason;
  const status = wish.status ?? old?.upstream.status;
  if (reason === undefined || status === undefined) throw lacking(wish);
  return {
    ...(old ?? place),
    reason,
    owner: wish.owner ?? old?.owner ?? null,
    upstream: { status, url: wish.url ?? old?.upstream.url ?? null },
    until: wish.until ?? old?.until ?? null,
    fingerprint: [...kept, ...fresh],
  };
}

/** A path as a glob of itself. What is no letter to a glob, to YAML or to who reads the file (a byte that is no text, an invisible mark) becomes `?`. */
export function globOf(path: string): string {
  const unseen = /^!|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\p{Default_Ignorable_Code_Point}]|(?<=#)#/gu;
  return literally(path, { magicalBraces: true }).replace(unseen, (one) => '?'.repeat(one.length));
}

/** `connectors/es/client.py` -> `client`; the rule or a number tells two apart. */
function idFor(path: string, { rule, symbol }: Pick<Carry, 'rule' | 'symbol'>, taken: ReadonlySet<string>): string {
  const parts = path.split('/');
  const leaf = (parts.at(-1) ?? '').replace(/\.\w+$/, '');
  const stem = [leaf === '__init__' ? (parts.at(-2) ?? leaf) : leaf, ...(symbol === null ? [] : [symbol])].join('.');
  const word =
    stem
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[^\w]+/, '')
      .slice(0, 80) || 'carry';
  const names = [word, `${word}-${rule === '*' ? 'all' : rule}`];
  for (let n = 2; ; n++) {
    const free = names.find((name) => !taken.has(name));
    if (free !== undefined) return free;
    names.push(`${word}-${n}`);
  }
}

function nothingToDeclare({ all, paths }: Wish, findings: readonly Finding[]): Complaint {
  const carried = findings.filter((finding) => finding.carried).length;
  const where = all ? 'that breaks a rule' : `at ${paths.join(', ')}`;
  return new Complaint(`there is no finding ${where} that is not carried already (${carried} are)`, [
    'fork-lint   # shows what there is; what the next upgrade breaks cannot be carried',
  ]);
}

function lacking({ paths }: Wish): Complaint {
  return new Complaint('a carry needs a reason, and where it stands with upstream', [
    `fork-lint carry add ${paths.join(' ')} --reason 'WHY' --status pending|submitted|accepted|denied|inappropriate [--url URL]`,
  ]);
}
