import { isSeq } from 'yaml';
import { type Check, glob, shown } from '../config/checks.ts';
import { type Fields, fields, isNothing, list, oneOf, type Reader, text } from '../config/readers.ts';
import { openSheet, type Spot } from '../config/sheet.ts';
import { hint } from '../nearest.ts';
import { type Carry, linked, type Status, statuses } from './model.ts';
import { wrongUntil } from './until.ts';

/** A file of carries as it was read. */
export interface CarriesRead {
  readonly carries: readonly Carry[];
  /** The line on which each begins, by id. */
  readonly lines: ReadonlyMap<string, number>;
}

/** An adopted fork may declare thousands; each takes about ten values. */
const allowance = { characters: 2_000_000, values: 200_000 };

/** Shorter than this says nothing to who comes after. */
const shortest = 10;

/** An entry of the file as it is written. */
interface Entry {
  readonly id: string;
  readonly rule: string;
  readonly path?: string;
  readonly symbol?: string;
  readonly reason: string;
  readonly owner?: string;
  readonly upstream: UpstreamEntry;
  readonly until?: string;
  readonly fingerprint: readonly string[];
}

interface UpstreamEntry {
  readonly status: Status;
  readonly url?: string;
}

/** Says what is wrong with an id, null if nothing. */
export const carryId: Check = (value) =>
  /^[\w][\w.-]{0,99}$/.test(value)
    ? null
    : `${shown(value)} is no id: letters, digits, dots, - and _ only, 100 at most`;

/** Says what is wrong with a reason, null if nothing. */
export const carryReason: Check = (value) =>
  value.replace(/\s/g, '').length < shortest ? `${shown(value)} is too short a reason; say why, in a sentence` : null;

/** Says what is wrong with a link, null if nothing. It is printed, never opened. */
export const carryUrl: Check = (value) =>
  /^https?:\/\/[^\s/@]+\/\S*$/.test(value) ? null : `${shown(value)} is no https://… link without a password in it`;

const imprint: Check = (value) =>
  /^[0-9a-f]{16}$/.test(value) ? null : `${shown(value)} is no fingerprint; \`fork-lint carry add\` writes it`;

const upstream: Fields<UpstreamEntry> = { status: { must: oneOf(statuses) }, url: text(carryUrl) };

/** What is written as one text or as a list of them. */
const imprints: Reader<readonly string[]> = (spot) => {
  if (isSeq(spot.node)) return list(text(imprint))(spot);
  const one = text(imprint)(spot);
  return one === null ? null : [one];
};

const entry = (rules: readonly string[]): Fields<Entry> => ({
  id: { must: text(carryId) },
  rule: { must: ruleOf(rules) },
  path: text(glob),
  symbol: text(),
  reason: { must: text(carryReason) },
  owner: text(),
  upstream: { must: linkedStatus },
  until: text(wrongUntil),
  fingerprint: { must: imprints },
});

function ruleOf(rules: readonly string[]): Reader<string> {
  return (spot) => {
    const name = text()(spot);
    if (name === null || name === '*' || rules.includes(name)) return name;
    return spot.refuse(`no such rule, ${hint(name, rules)}; * stands for all rules`);
  };
}

const linkedStatus: Reader<UpstreamEntry> = (spot) => {
  const read = fields(upstream)(spot);
  if (read === null || read.url !== undefined || !linked.includes(read.status)) return read;
  return spot.refuse(`lacks url, which ${read.status} needs: the link of the issue or pull request`);
};

/**
 * Reads the text of a `fork-lint.carries.yaml`: a list of carries.
 * @throws Complaint that lists everything wrong with it, by line.
 */
export function readCarries(source: string, file: string, rules: readonly string[]): CarriesRead {
  const sheet = openSheet(source, file, allowance);
  const lines = new Map<string, number>();
  const readOne = fields(entry(rules));
  const item: Reader<Carry> = (spot) => {
    const read = readOne(spot);
    if (read === null) return null;
    const before = lines.get(read.id);
    if (before !== undefined) return spot.refuse(`the id ${read.id} stands on line ${before} already`);
    lines.set(read.id, spot.line);
    return carryOf(read, spot);
  };
  const carries = isNothing(sheet.root) ? [] : list(item)(sheet.root);
  sheet.finish();
  return { carries: carries ?? [], lines };
}

function carryOf({ path, symbol, owner, until, upstream: status, ...read }: Entry, spot: Spot): Carry | null {
  if (path === undefined && symbol === undefined) return spot.refuse('lacks path or symbol: it would cover everything');
  return {
    ...read,
    path: path ?? null,
    symbol: symbol ?? null,
    owner: owner ?? null,
    upstream: { status: status.status, url: status.url ?? null },
    until: until ?? null,
  };
}
