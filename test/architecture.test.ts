// The "may not" list of src/README.md.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Import {
  /** A path from the root of the project, or the name of a package. */
  readonly of: string;
  readonly typesOnly: boolean;
}

interface Source {
  readonly path: string;
  readonly text: string;
  /** Without comments and plain strings. */
  readonly code: string;
  readonly imports: readonly Import[];
}

/** Reads what a file imports: static, re-exported, lazy, and in types. */
function importsOf(path: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s*)?'([^']+)'/gm);
  const lazy = text.matchAll(/(typeof\s+)?\bimport\(\s*'([^']+)'\s*\)/g);
  return [...statements, ...lazy].map(([, types, of = '']) => ({
    of: of.startsWith('.') ? relative(root, join(root, dirname(path), of)) : of,
    typesOnly: types !== undefined,
  }));
}

/** Leaves out comments and quoted strings; what stands in templates is code as well. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|(?<![:'\\])\/\/.*$/gm, (found) =>
    found.startsWith("'") ? "''" : '',
  );
}

function filesIn(folder: string): string[] {
  const all = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return all.filter((path) => path.endsWith('.ts')).map((path) => join(folder, path));
}

const sources: readonly Source[] = ['src', 'rules'].flatMap(filesIn).map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, text, code: codeOf(text), imports: importsOf(path, text) };
});

/** The files that do what they may not, with what. */
function offenders(may: (path: string) => boolean, what: (source: Source) => readonly string[]): string[] {
  return sources.filter(({ path }) => !may(path)).flatMap((one) => what(one).map((found) => `${one.path}: ${found}`));
}

const importing =
  (wrong: (of: Import) => boolean) =>
  ({ imports }: Source): string[] =>
    imports.filter(wrong).map(({ of }) => of);
const matching =
  (pattern: RegExp) =>
  ({ code }: Source): string[] =>
    [...code.matchAll(pattern)].map(([found]) => found);

it('sees the files and what they import', () => {
  expect(sources.length).toBeGreaterThan(80);
  const commands = sources.find(({ path }) => path === 'src/commands.ts');
  expect(commands?.imports).toContainEqual({ of: 'rules/index.ts', typesOnly: false });
  expect(
    importsOf(
      'src/a/b.ts',
      "import type { A } from './c.ts';\nexport {\n  d,\n} from '../e.ts';\nawait import('yaml');\nimport 'f';",
    ),
  ).toEqual([
    { of: 'src/a/c.ts', typesOnly: true },
    { of: 'src/e.ts', typesOnly: false },
    { of: 'f', typesOnly: false },
    { of: 'yaml', typesOnly: false },
  ]);
  expect(codeOf("a('process.x'); // process.y\n/* process.z */ `${process.w}`")).toBe("a(''); \n `${process.w}`");
});

describe('may not', () => {
  it('rules import anything but src/rule.ts and src/model.ts', () => {
    const allowed = (of: string): boolean => ['src/rule.ts', 'src/model.ts'].includes(of);
    const rules = (path: string): boolean => !path.startsWith('rules/') || path === 'rules/index.ts';
    expect(
      offenders(
        rules,
        importing(({ of }) => !allowed(of)),
      ),
    ).toEqual([]);
    const index = sources.find(({ path }) => path === 'rules/index.ts');
    expect(index?.imports.filter(({ of }) => !allowed(of) && !/^rules\/[\w-]+\.ts$/.test(of))).toEqual([]);
  });

  it('anything but src/git start a program or use simple-git', () => {
    const git = (path: string): boolean => path.startsWith('src/git/');
    expect(
      offenders(
        git,
        importing(({ of }) => /^(node:)?child_process$|^simple-git/.test(of)),
      ),
    ).toEqual([]);
  });

  it('anything but src/bin.ts touch the process', () => {
    const bin = (path: string): boolean => path === 'src/bin.ts';
    const found = offenders(bin, matching(/\bprocess\s*[.[]\s*\w+|\bglobalThis\b|\bconsole\s*\.\s*\w+/g));
    expect(found).toEqual(['src/index.ts: process.env']); // what a library starts git in, unless it is told
    expect(
      offenders(
        bin,
        importing(({ of }) => /^(node:)?process$/.test(of)),
      ),
    ).toEqual([]);
  });

  it('anything but src/commands.ts know rules, layouts and reporters together', () => {
    const parts = [/^rules\//, /^src\/layout\/connectors\.ts$/, /^src\/reporters\//];
    const all = ({ imports }: Source): string[] => {
      const known = imports.filter(({ typesOnly }) => !typesOnly);
      return parts.every((part) => known.some(({ of }) => part.test(of))) ? ['rules, layouts and reporters'] : [];
    };
    expect(offenders((path) => path === 'src/commands.ts', all)).toEqual([]);
    const commands = sources.find(({ path }) => path === 'src/commands.ts');
    expect(commands && all(commands)).toHaveLength(1); // so the list above means something
  });

  it('anything but src/outline name a parser', () => {
    const named = ({ text }: Source): string[] => [...text.matchAll(/tree-sitter|ts-morph/g)].map(([found]) => found);
    expect(offenders((path) => path.startsWith('src/outline/'), named)).toEqual([]);
  });

  it('rules, lint and reporters reach out: to git, disk, network, clock, chance', () => {
    const impure = (path: string): boolean =>
      !/^rules\/|^src\/(lint|rule|report|contract)\.ts$|^src\/(reporters|picture)\//.test(path);
    const outside = importing(
      ({ of, typesOnly }) => !typesOnly && (/^src\/git\//.test(of) || /^node:(?!path|url|util|crypto)/.test(of)),
    );
    expect(offenders(impure, outside)).toEqual([]);
    expect(
      offenders(impure, matching(/\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bfetch\(|\bperformance\b/g)),
    ).toEqual([]);
  });

  it('any file grow over 260 lines, tables of data aside', () => {
    const data = ['src/layout/connectors.ts'];
    const long = ({ text }: Source): string[] => {
      const lines = text.split('\n').length - 1;
      return lines > 260 ? [`${lines} lines`] : [];
    };
    expect(offenders((path) => data.includes(path), long)).toEqual([]);
  });

  it('anything be of any type', () => {
    expect(offenders(() => false, matching(/[:<|&(,]\s*any\b\s*[;,)>|&=\]{]|\bas any\b|\bany\[\]/g))).toEqual([]);
  });
});
