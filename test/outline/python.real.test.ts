import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analyze, Definition, Import, Outline, Span } from '../../src/outline/outline.ts';
import { openPython } from '../../src/outline/python.ts';
import { lab } from '../support/lab.ts';

const LAB = lab;
const TAGS = ['v8.11.0.0', 'v9.2.0', 'v9.5.2'];

const missing = reasonToSkip();
if (missing !== null) console.warn(`skipped: outlines against CPython's ast on ${TAGS.join(', ')}: ${missing}`);

function reasonToSkip(): string | null {
  if (LAB === undefined || LAB === '') return 'FORK_LINT_LAB names no clone of elastic/connectors';
  // `match` statements and the ends of imported names came with 3.10.
  const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']);
  return python.status === 0 ? null : 'no python3 of 3.10 or newer on PATH';
}

/** What one run of `ast_outline.py` says about a file. */
interface AstOutline {
  readonly error?: string;
  readonly imports: readonly unknown[];
  readonly exports: unknown;
  readonly definitions: readonly unknown[];
  readonly calls: readonly unknown[];
}

describe.skipIf(missing !== null).each(TAGS)("CPython's own ast at %s", (tag) => {
  let directory: string;
  let analyze: Analyze;
  let expected: Readonly<Record<string, AstOutline>>;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'fork-lint-ast-'));
    const archive = execFileSync('git', ['-C', LAB ?? '', 'archive', tag, '--', ':(glob)**/*.py'], {
      maxBuffer: 2 ** 30,
    });
    execFileSync('tar', ['-x', '-C', directory], { input: archive });
    const script = fileURLToPath(new URL('./ast_outline.py', import.meta.url));
    const said = execFileSync('python3', [script, directory], {
      maxBuffer: 2 ** 30,
      encoding: 'utf8',
    });
    // The script's contract; every field is compared below.
    expected = JSON.parse(said) as Readonly<Record<string, AstOutline>>;
    analyze = await openPython();
  }, 120_000);

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('says the same about every file', { timeout: 120_000 }, () => {
    const count = { files: 0, imports: 0, definitions: 0, calls: 0 };
    for (const [path, ast] of Object.entries(expected)) {
      expect(ast.error, path).toBeUndefined();
      const source = readFileSync(join(directory, path), 'utf8');
      const outline = analyze(source);
      expect(outline.partial, path).toBe(false);
      same(outline.exports, ast.exports, path);
      same(outline.imports.map(importAsAst), ast.imports, path);
      same(outline.definitions.map(definitionAsAst), ast.definitions, path);
      same(callsAsAst(outline), ast.calls, path);
      expectTokensInPlace(outline, source, path);
      count.files += 1;
      count.imports += ast.imports.length;
      count.definitions += ast.definitions.length;
      count.calls += ast.calls.length;
    }
    expect(count.files).toBeGreaterThan(50);
    console.log(tag, count);
  });
});

/** `toEqual` takes ten times as long to agree; it is only needed to show a difference. */
function same(actual: unknown, wanted: unknown, path: string): void {
  if (!isDeepStrictEqual(actual, wanted)) expect.soft(actual, path).toEqual(wanted);
}

function pair({ start, end }: Span): readonly [number, number] {
  return [start, end];
}

function importAsAst({ moduleSpan: _module, nameSpan: _name, entrySpan, statementSpan, ...rest }: Import): unknown {
  return {
    ...rest,
    entrySpan: pair(entrySpan),
    statementSpan: pair(statementSpan),
  };
}

function definitionAsAst(definition: Definition): unknown {
  const span = pair(definition.span);
  if (definition.kind === 'statement') return { ...definition, span };
  const { nameSpan: _name, ...rest } = definition;
  if (rest.kind === 'attribute') return { ...rest, span };
  return {
    ...rest,
    span,
    body: pair(rest.body),
    docstring: rest.docstring === null ? null : pair(rest.docstring),
  };
}

function callsAsAst(outline: Outline): readonly unknown[] {
  const calls = outline.uses().calls.map(({ scope: _scope, span, ...rest }) => ({
    ...rest,
    span: pair(span),
  }));
  return calls.sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
}

/** The offsets that `--fix` would rewrite. */
function expectTokensInPlace(outline: Outline, source: string, path: string): void {
  const cut = ({ start, end }: Span): string => source.slice(start, end);
  for (const entry of outline.imports) {
    expect(cut(entry.moduleSpan), path).toBe('.'.repeat(entry.level) + entry.module);
    if (entry.nameSpan !== null) expect(cut(entry.nameSpan), path).toBe(entry.name ?? '*');
  }
  for (const definition of outline.definitions) {
    if (definition.kind !== 'statement') expect(cut(definition.nameSpan), path).toBe(definition.name.split('.').at(-1));
  }
  for (const { value, span } of outline.uses().strings) expect(cut(span), path).toBe(value);
}
