import type { Import, Outline } from '../outline/index.ts';

/** One thing to import: `from module import name as alias`, or `import module as alias` where `name` is null. */
export interface Entry {
  readonly module: string;
  readonly name: string | null;
  readonly alias: string | null;
}

/** The group a module's import stands in: 0 future, 1 standard library, 2 third party, 3 first party, 4 relative. */
export type SectionOf = (module: string) => number;

/** Upstream's line length. */
const width = 88;

interface Statement {
  readonly start: number;
  /** Behind its line feed. */
  readonly end: number;
  readonly module: string;
  readonly kind: Import['kind'];
  readonly entries: readonly Import[];
  readonly text: string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

/**
 * Takes imports out of a module's text and puts others in, where and as `ruff`'s isort would write them. Other statements stay
 * untouched to the byte. `text` ends in a line feed.
 */
export function editImports(
  text: string,
  outline: Outline,
  change: { readonly add: readonly Entry[]; readonly remove: ReadonlySet<Import> },
  sectionOf: SectionOf,
): string {
  const statements = statementsOf(text, outline);
  const edits: Edit[] = [];
  const fresh: Entry[] = [];
  const joining = new Map<Statement, Entry[]>();
  for (const entry of distinct(change.add)) {
    const host =
      entry.name !== null && entry.alias === null ? statements.find((one) => canJoin(one, entry.module)) : undefined;
    if (host === undefined) fresh.push(entry);
    else joining.set(host, [...(joining.get(host) ?? []), entry]);
  }
  for (const statement of statements) {
    const gone = statement.entries.filter((one) => change.remove.has(one));
    const come = joining.get(statement) ?? [];
    if (gone.length + come.length > 0) edits.push(...rewrite(text, statement, gone, come));
  }
  edits.push(...insertions(text, statements, fresh, sectionOf));
  const edited = tidy(apply(text, edits), edits.length > 0);
  return text.startsWith('\n') ? edited : edited.replace(/^\n+/, '');
}

function distinct(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((one) => [`${one.module} ${one.name} ${one.alias}`, one])).values()];
}

function canJoin({ kind, module, entries, text }: Statement, wanted: string): boolean {
  return kind === 'name' && module === wanted && entries.every(({ alias }) => alias === null) && !text.includes(';');
}

function apply(text: string, edits: readonly Edit[]): string {
  let out = text;
  // from the end, so that offsets stay true; at one place what is replaced goes first, and the last insertion before the others
  const ordered = edits
    .map((edit, i) => ({ edit, i }))
    .sort((a, b) => b.edit.start - a.edit.start || b.edit.end - a.edit.end || b.i - a.i);
  for (const { edit } of ordered) out = out.slice(0, edit.start) + edit.put + out.slice(edit.end);
  return out;
}

/** A group that lost its last import leaves two blank lines where one belongs. */
function tidy(text: string, changed: boolean): string {
  return changed ? text.replace(/^((?:from|import) [^\n]*|\))\n\n\n+(?=(?:from|import) )/gm, '$1\n\n') : text;
}

/** The import statements of the module itself that stand at its margin. */
function statementsOf(text: string, { imports }: Outline): Statement[] {
  const found = new Map<number, Statement>();
  for (const one of imports) {
    const { start, end } = one.statementSpan;
    if (one.scope !== null || (start > 0 && text[start - 1] !== '\n')) continue;
    const below = text.indexOf('\n', end) + 1;
    found.set(start, {
      start,
      end: below,
      module: `${'.'.repeat(one.level)}${one.module}`,
      kind: one.kind,
      entries: [...(found.get(start)?.entries ?? []), one],
      text: text.slice(start, below),
    });
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function rewrite(text: string, statement: Statement, gone: readonly Import[], come: readonly Entry[]): Edit[] {
  const kept = statement.entries.filter((one) => !gone.includes(one));
  if (kept.length + come.length === 0) return [{ start: statement.start, end: statement.end, put: '' }];
  const names = come.map(({ name }) => name ?? '').filter((name) => !kept.some((one) => one.name === name));
  if (exploded(text, statement)) return lineEdits(text, statement, gone, names);
  const comment = [...statement.text.matchAll(/#[^\n]*/g)].map(([one]) => `  ${one.trimEnd()}`).join('');
  const written = kept.map(({ entrySpan }) => text.slice(entrySpan.start, entrySpan.end));
  const put =
    statement.kind === 'module'
      ? `import ${written.join(', ')}${comment}\n`
      : fromStatement(statement.module, [...written, ...names].sort(byMember), comment);
  return [{ start: statement.start, end: statement.end, put }];
}

/** One name a line, and the brackets on lines of their own. */
function exploded(text: string, { start, entries, text: own }: Statement): boolean {
  const lines = new Set(entries.map(({ entrySpan }) => text.lastIndexOf('\n', entrySpan.start)));
  return lines.size === entries.length && !lines.has(start - 1) && /\n[ \t]*\)/.test(own);
}

function lineEdits(text: string, { entries }: Statement, gone: readonly Import[], names: readonly string[]): Edit[] {
  const edits: Edit[] = gone.map(({ entrySpan }) => ({
    start: text.lastIndexOf('\n', entrySpan.start - 1) + 1,
    end: text.indexOf('\n', entrySpan.end) + 1,
    put: '',
  }));
  const last = entries.at(-1);
  if (last === undefined) return edits;
  const indent = /[ \t]*$/.exec(text.slice(0, entries[0]?.entrySpan.start ?? 0))?.[0] ?? '    ';
  for (const name of [...names].sort(byMember)) {
    const next = entries.find((one) => byMember(one.name ?? '', name) > 0);
    const at = next ? text.lastIndexOf('\n', next.entrySpan.start - 1) + 1 : text.indexOf('\n', last.entrySpan.end) + 1;
    edits.push({ start: at, end: at, put: `${indent}${name},\n` });
  }
  const { end } = last.entrySpan;
  if (names.length > 0 && !/^\s*,/.test(text.slice(end))) edits.push({ start: end, end, put: ',' });
  return edits;
}

function fromStatement(module: string, names: readonly string[], comment: string): string {
  const line = `from ${module} import ${names.join(', ')}`;
  if (line.length <= width) return `${line}${comment}\n`;
  return `from ${module} import (${comment}\n${names.map((name) => `    ${name},\n`).join('')})\n`;
}

/** Constants, classes, then the rest; letters of either case alike inside each. */
function byMember(a: string, b: string): number {
  const rank = (name: string): number =>
    name.length > 1 && name === name.toUpperCase() ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
  return rank(a) - rank(b) || natural(a, b);
}

function natural(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x !== y) return x < y ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Puts statements of their own among those that are there. */
function insertions(
  text: string,
  statements: readonly Statement[],
  fresh: readonly Entry[],
  sectionOf: SectionOf,
): Edit[] {
  const block = firstBlock(text, statements);
  const placed = block.map((one) => ({ ...one, rank: rankOf(sectionOf, one.module, one.kind === 'module') }));
  const edits: Edit[] = [];
  const groups = [...grouped(fresh)].map((one) => ({ ...one, rank: rankOf(sectionOf, one.module, one.plain) }));
  groups.sort((a, b) => compareRanks(a.rank, b.rank));
  const last = placed.at(-1);
  let lastSection: { readonly at: number; readonly section: number } | null = null;
  for (const { put, rank } of groups) {
    const next = placed.find((one) => compareRanks(one.rank, rank) > 0);
    const before = placed.findLast((one) => compareRanks(one.rank, rank) <= 0);
    const opens = next !== undefined && next.rank.section === rank.section && before?.rank.section !== rank.section;
    const at = opens ? next.start : before ? before.end : (next?.start ?? headOf(text));
    const above = opens ? rank.section : lastSection?.at === at ? lastSection.section : before?.rank.section;
    const parted = above !== undefined && above !== rank.section ? '\n' : '';
    // the blank line below belongs to what was there; only a first group needs one of its own
    const below = before === undefined && next !== undefined && next.rank.section !== rank.section ? '\n' : '';
    const alone = last === undefined && groups.at(-1)?.put === put ? blanksBelow(text.slice(at)) : '';
    edits.push({ start: at, end: at, put: `${parted}${put}${below}${alone}` });
    lastSection = { at, section: rank.section };
  }
  return edits;
}

/** Between the first imports of a module and its code: two lines above a function or class, else one. */
function blanksBelow(code: string): string {
  if (code.trim() === '') return '';
  return /^(?:#[^\n]*\n)*(?:@|class\b|def\b|async\b)/.test(code) ? '\n\n' : '\n';
}

interface Rank {
  readonly section: number;
  readonly from: boolean;
  readonly module: string;
}

function rankOf(sectionOf: SectionOf, module: string, plain: boolean): Rank {
  return { section: sectionOf(module), from: !plain, module };
}

function compareRanks(a: Rank, b: Rank): number {
  return a.section - b.section || Number(a.from) - Number(b.from) || natural(a.module, b.module);
}

/** New statements, names of one module together; aliases stand alone. */
function grouped(
  fresh: readonly Entry[],
): { readonly module: string; readonly plain: boolean; readonly put: string }[] {
  const names = new Map<string, string[]>();
  const alone: { module: string; plain: boolean; put: string }[] = [];
  for (const { module, name, alias } of fresh) {
    const as = alias === null ? '' : ` as ${alias}`;
    if (name === null) alone.push({ module, plain: true, put: `import ${module}${as}\n` });
    else if (alias !== null) alone.push({ module, plain: false, put: `from ${module} import ${name}${as}\n` });
    else names.set(module, [...(names.get(module) ?? []), name]);
  }
  const joined = [...names].map(([module, all]) => ({
    module,
    plain: false,
    put: fromStatement(module, all.sort(byMember), ''),
  }));
  return [...alone, ...joined];
}

/** The statements at the top, up to the first other code. */
function firstBlock(text: string, statements: readonly Statement[]): Statement[] {
  const block: Statement[] = [];
  for (const one of statements) {
    const before = block.at(-1);
    if (before !== undefined && /^[^\s#]/m.test(text.slice(before.end, one.start))) break;
    block.push(one);
  }
  return block;
}

/** Behind the licence and the docstring of a module without imports. */
function headOf(text: string): number {
  const [head = ''] =
    /^(?:#[^\n]*\n|[ \t\r]*\n)*(?:[rR]?"""[\s\S]*?"""[ \t]*\n|[rR]?'''[\s\S]*?'''[ \t]*\n)?/.exec(text) ?? [];
  return head.length;
}
