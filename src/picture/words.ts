import type { Severity } from '../model.ts';
import { plural } from '../plural.ts';
import type { Picture, Sign } from './model.ts';

/** How a sign is drawn and told: colour is never the only one that says it. */
export interface SignWords {
  readonly glyph: string;
  /** In the legend, after a count. */
  readonly label: string;
  readonly meaning: string;
}

export const signWords = {
  breaks: { glyph: '✕', label: 'breaking a rule', meaning: 'breaks a rule today' },
  conflicts: { glyph: '≠', label: 'conflicting', meaning: 'conflicts when the target is merged' },
  ahead: { glyph: '!', label: 'breaking ahead', meaning: 'breaks once the target is merged, though nothing conflicts' },
  carried: { glyph: '◆', label: 'carried', meaning: 'a divergence that is declared' },
  published: { glyph: '=', label: 'published', meaning: "upstream's own content: nobody's breach" },
  moved: { glyph: '→', label: 'moved or gone', meaning: 'the target keeps it elsewhere, or not at all' },
  own: { glyph: '+', label: 'your own', meaning: 'added by the fork' },
  noted: { glyph: '·', label: 'noted', meaning: 'changed, and harmless' },
} as const satisfies Record<Sign, SignWords>;

export const severityWords = {
  error: { glyph: '✕', word: 'error', words: 'errors' },
  warn: { glyph: '!', word: 'warning', words: 'warnings' },
  info: { glyph: 'i', word: 'info', words: 'info' },
} as const satisfies Record<Severity, { readonly glyph: string; readonly word: string; readonly words: string }>;

/** What a reader should know who reads one sentence. */
export function headline({
  files,
  findings,
  conflicts,
  target,
  counts,
}: Picture): readonly [now: string, next: string] {
  const broken = files.filter(({ signs }) => signs.includes('breaks')).length;
  const elsewhere = findings.some(
    ({ carried, when, severity, file }) => !carried && when === 'now' && severity !== 'info' && file === null,
  );
  const now =
    broken > 0
      ? `${plural(broken, 'file')} ${broken === 1 ? 'breaks' : 'break'} the rules.`
      : elsewhere
        ? 'No file breaks the rules, but something around them does.'
        : files.every(({ signs }) => signs.includes('published'))
          ? 'Nothing here diverges.'
          : `Every rule is kept${counts.carried > 0 ? `, ${plural(counts.carried, 'divergence')} declared` : ''}.`;
  const ahead = files.filter(({ signs }) => signs.includes('ahead')).length;
  const next =
    conflicts.ours > 0
      ? `Merging ${target.ref} conflicts in ${conflicts.ours === 1 ? 'one path' : `${conflicts.ours} paths`} of yours.`
      : ahead > 0
        ? `Merging ${target.ref} conflicts nowhere, yet breaks ${plural(ahead, 'file')}.`
        : target.behind === 0
          ? `There is nothing to merge from ${target.ref}.`
          : `Merging ${target.ref} is clean.`;
  return [now, next];
}

/** `Feb 2026`, in UTC, so that a page says the same everywhere. */
export function monthOf(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
}
