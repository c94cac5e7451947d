import type { OwnFile } from '../api/own.ts';
import { onlyHome, specifierFor, stringFor } from '../api/spelling.ts';
import type { Surface } from '../api/surface.ts';
import type { DeadUse, OwnUses } from '../api/uses.ts';
import type { Path } from '../model.ts';
import { analyzerFor, type Import, type Span } from '../outline/index.ts';
import { chainEdits } from './chains.ts';
import { applied, type Edit } from './edits.ts';
import { type Destination, movedEntries, type NamedEntry } from './statements.ts';

/** A file with its dead imports rewritten. */
export interface Rewritten {
  readonly text: string;
  /** How many imports and strings now name their home. */
  readonly count: number;
  /** What was not rewritten, as `module.name`. */
  readonly left: readonly string[];
}

/**
 * Rewrites the imports and strings that have exactly one home in the tree. Only their tokens change; where one statement's
 * names go different ways, a statement for each way is put below it. What cannot be done so is left.
 */
function rewritten(file: OwnFile, dead: readonly DeadUse[], tree: Surface): Rewritten {
  const edits: Edit[] = [];
  const left: string[] = [];
  const done = (one: DeadUse, found: readonly Edit[] | null): void => {
    if (found === null) left.push(one.import);
    else edits.push(...found);
  };
  const entries = new Map<Import, { readonly use: DeadUse; readonly to: Destination }>();
  for (const one of dead) {
    const home = onlyHome(one, tree);
    const { spans } = one;
    if (home === null) done(one, null);
    else if (spans.kind === 'string') done(one, swap(file, spans.span, spans.written, stringFor(spans.written, home)));
    else if (spans.kind === 'attribute' || spans.entry.kind === 'module') done(one, chainEdits(one, home, file, tree));
    else if (spans.entry.kind === 'star') {
      done(one, [{ ...spans.entry.moduleSpan, put: specifierFor(spans.entry, home.module, file, tree) }]);
    } else {
      const module = specifierFor(spans.entry, home.module, file, tree);
      entries.set(spans.entry, { use: one, to: { module, name: home.name ?? '' } });
    }
  }
  for (const statement of statementsWith(file, new Set(entries.keys()))) {
    const found = movedEntries(file, statement, (entry) => entries.get(entry)?.to ?? null);
    for (const entry of statement) {
      const moved = entries.get(entry);
      if (moved !== undefined)
        done(moved.use, entry === statement.find((one) => entries.has(one)) ? found : found && []);
    }
  }
  return { text: applied(file.text, edits), count: dead.length - left.length, left };
}

/**
 * The files with dead imports in the fork's own tree, rewritten; one whose text would be damaged by it stays as it is.
 * `paths`: the files whose findings count.
 */
export async function importFixes(uses: OwnUses, paths: ReadonlySet<Path | null>): Promise<Map<Path, Rewritten>> {
  const fixes = new Map<Path, Rewritten>();
  for (const [path, file] of uses.files) {
    if (!paths.has(path) || uses.tree === null) continue;
    const dead = uses.dead.filter((one) => one.path === path && one.when === 'now');
    const fix = rewritten(file, dead, uses.tree);
    const analyze = await analyzerFor(path)?.open();
    const isDamaged = !file.outline.partial && analyze?.(fix.text).partial === true;
    const names = dead.map((one) => one.import);
    fixes.set(path, isDamaged ? { text: file.text, count: 0, left: names } : fix);
  }
  return fixes;
}

/** Replaces a span that holds what it is said to hold; a literal may have been put together from parts. */
function swap({ text }: OwnFile, span: Span, was: string, put: string): Edit[] | null {
  return text.slice(span.start, span.end) === was ? [{ ...span, put }] : null;
}

/** All the entries of each statement that has one of these. */
function statementsWith({ outline }: OwnFile, wanted: ReadonlySet<Import>): NamedEntry[][] {
  const starts = new Set([...wanted].map((one) => one.statementSpan.start));
  const statements = new Map<number, NamedEntry[]>();
  for (const one of outline.imports) {
    const { start } = one.statementSpan;
    if (one.kind !== 'name' || !starts.has(start)) continue;
    statements.set(start, [...(statements.get(start) ?? []), one]);
  }
  return [...statements.values()];
}
