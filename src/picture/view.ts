import type { When } from '../model.ts';
import { type FindingRow, type Picture, type Sign, signs } from './model.ts';

/** What findings are asked for by. */
export const levels = ['error', 'warn', 'info', 'carried'] as const;
export type Level = (typeof levels)[number];

/** What somebody asked to see. Null means that it does not matter. */
export interface View {
  /** Words that a finding or a path must hold, in any case. */
  readonly query: string;
  readonly sign: Sign | null;
  readonly level: Level | null;
  readonly when: When | null;
  /** Index of a file. */
  readonly file: number | null;
  /** Index of a stop on the road: the files that it meets. */
  readonly stop: number | null;
}

export const everything: View = { query: '', sign: null, level: null, when: null, file: null, stop: null };

export const isEverything = (view: View): boolean => hashOf(view, () => '') === '';

/** The files and findings, by index, that a view lets through. The file asked for narrows the findings, not the map. */
export function shownBy(view: View, picture: Picture): { files: ReadonlySet<number>; findings: ReadonlySet<number> } {
  const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
  const stop = view.stop === null ? null : picture.road[view.stop];
  const met = stop ? new Set([...stop.touches, ...stop.leaves, ...stop.conflicts]) : null;
  const fits = (index: number | null): boolean => {
    const file = index === null ? undefined : picture.files[index];
    if (view.sign !== null && !file?.signs.includes(view.sign)) return false;
    return met === null || (index !== null && met.has(index));
  };
  const findings = new Set(
    picture.findings.flatMap((finding, i) =>
      fits(finding.file) && wanted(finding, view) && says(textOf(finding, picture), words) ? [i] : [],
    ),
  );
  const asksFindings = view.level !== null || view.when !== null || words.length > 0;
  const found = new Set([...findings].map((i) => picture.findings[i]?.file));
  const files = new Set(
    picture.files.flatMap((file, i) =>
      fits(i) && (!asksFindings || found.has(i) || (words.length > 0 && says(file.path.toLowerCase(), words)))
        ? [i]
        : [],
    ),
  );
  if (view.file === null) return { files, findings };
  return { files, findings: new Set([...findings].filter((i) => picture.findings[i]?.file === view.file)) };
}

function wanted({ severity, carried, when }: FindingRow, view: View): boolean {
  if (view.when !== null && when !== view.when) return false;
  if (view.level === null) return true;
  return carried ? view.level === 'carried' : view.level === severity;
}

const textOf = ({ rule, path, message }: FindingRow, { rules }: Picture): string =>
  `${rules[rule]?.name ?? ''} ${path ?? ''} ${message}`.toLowerCase();

const says = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));

/** A view as the part of an address after `#`; empty for everything. Files are named by path, which survives a new report. */
export function hashOf({ query, file, ...rest }: View, pathAt: (index: number) => string): string {
  const told = Object.entries({ q: query || null, file: file === null ? null : pathAt(file), ...rest }).flatMap(
    ([name, value]): [string, string][] => (value === null ? [] : [[name, String(value)]]),
  );
  return new URLSearchParams(told).toString();
}

/** The view that an address asks for; what it cannot mean is left out. */
export function viewOf(hash: string, picture: Picture): View {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const among = <T extends string>(name: string, all: readonly T[]): T | null =>
    all.find((one) => one === asked.get(name)) ?? null;
  const file = picture.files.findIndex(({ path }) => path === asked.get('file'));
  const stop = Number(asked.get('stop') ?? Number.NaN);
  return {
    query: asked.get('q') ?? '',
    sign: among('sign', signs),
    level: among('level', levels),
    when: among('when', ['now', 'next']),
    file: file < 0 ? null : file,
    stop: picture.road[stop] ? stop : null,
  };
}
