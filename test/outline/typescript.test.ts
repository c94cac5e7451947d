import { beforeAll, describe, expect, it } from 'vitest';
import type { Analyze, Definition, Span } from '../../src/outline/outline.ts';
import { openTypescript } from '../../src/outline/typescript.ts';

let analyze: Analyze;
beforeAll(async () => {
  analyze = await openTypescript('ts');
});

const cut = (text: string, { start, end }: Span): string => text.slice(start, end);

describe('imports', () => {
  it.each([
    ["import a from 'm'", ['name m 0 default a']],
    ["import a, { b as c, d } from '@o/m'", ['name @o/m 0 default a', 'name @o/m 0 b c', 'name @o/m 0 d null']],
    ["import * as n from './x/y.ts'", ['module x/y.ts 1 null n']],
    ["import '../../x'", ['module x 3 null null']],
    ["import type { A } from '..'", ['name  2 A null typing']],
    ["import { type A, b } from 'm'", ['name m 0 A null typing', 'name m 0 b null']],
    ["export { a as b } from 'm'", ['name m 0 a b']],
    ["export * from './m'", ['star m 1 null null']],
    ["export * as n from './m'", ['module m 1 null * as n']],
    ["function f() { return require('m') }", ['module m 0 null null in f']],
    ["const m = await import('./m.js')", ['module m.js 1 null m']],
    ["const { a } = require('m'), b = require('n')", ['module m 0 null null', 'module n 0 null b']],
    [
      "try { require('m') } catch {}\nfunction f() { require('n') }",
      ['module m 0 null null guarded', 'module n 0 null null in f'],
    ],
  ])('%s', (text, expected) => {
    const shown = analyze(text).imports.map(
      ({ kind, module, level, name, alias, typeChecking, guarded, scope }) =>
        `${kind} ${module} ${level} ${name} ${alias}${typeChecking ? ' typing' : ''}${guarded ? ' guarded' : ''}${scope === null ? '' : ` in ${scope}`}`,
    );
    expect(shown).toEqual(expected.map((line) => line.replace('* as n', 'n')));
  });

  it('gives the offsets of module and name', () => {
    const text = "/* 🎉 é */ import { b as c } from './x.ts'\n";
    const [entry] = analyze(text).imports;
    expect(entry && [cut(text, entry.moduleSpan), cut(text, entry.nameSpan ?? entry.moduleSpan)]).toEqual([
      './x.ts',
      'b',
    ]);
    expect(entry && cut(text, entry.entrySpan)).toBe('b as c');
  });
});

describe('exports', () => {
  it.each([
    ['const x = 1', null],
    ['import "m"', { names: [], complete: true }],
    ['export const a = 1, { b, c: [d] } = e', { names: ['a', 'b', 'd'], complete: true }],
    ['export class A {}\nexport default function f() {}', { names: ['A', 'default'], complete: true }],
    ["export { a as b }\nexport * as n from 'm'\nexport * from 'o'", { names: ['b', 'n'], complete: false }],
    ['export type T = 1\nexport interface I {}\nexport enum E {}', { names: ['T', 'I', 'E'], complete: true }],
  ])('%s', (text, expected) => {
    expect(analyze(text).exports).toEqual(expected);
  });
});

describe('definitions', () => {
  const show = ({ kind, name, ordinal, conditional }: Definition): string =>
    `${kind} ${name}#${ordinal}${conditional ? ' conditional' : ''}`;

  it.each([
    [
      'class A extends B implements C { static x = 1; y?: number; f() {} g = () => 1; constructor(private z = 2) { this.w = 3 } }',
      [
        'class A',
        'attribute A.x',
        'attribute A.y',
        'function A.f',
        'function A.g',
        'function A.constructor',
        'attribute A.z',
        'attribute A.w',
      ],
    ],
    [
      'interface I { a: string; f(x: number): void }\nenum E { A = 1 }\ntype T = I',
      ['class I', 'attribute I.a', 'function I.f', 'class E', 'attribute E.A', 'attribute T'],
    ],
    [
      'export const f = async (a: T) => a, b = 2\nlet { c, d: [e] } = g',
      ['function f', 'attribute b', 'attribute c', 'attribute e'],
    ],
    [
      'function f() { function g() {} const h = () => 1; const v = 1; return () => 2 }',
      ['function f', 'function f.g', 'function f.h'],
    ],
    ['namespace N { export function f() {} }', ['class N', 'function N.f']],
    ['const C = class { f() {} }\nconst o = { m() {} }', ['class C', 'function C.f', 'attribute o']],
    [
      'f()\nif (x) { function g() {} }',
      ['statement <statement>', 'statement <statement>#1', 'function g#0 conditional'],
    ],
  ])('%s', (text, expected) => {
    expect(analyze(text).definitions.map(show)).toEqual(
      expected.map((each) => (each.includes('#') ? each : `${each}#0`)),
    );
  });

  it('reads signatures, decorators and flags', () => {
    const text = [
      'abstract class A extends B<T> {',
      '  @log("x")',
      '  static async *f(this: A, a: string, b?: number, c = 1, ...d: T[]): AsyncGenerator<T> { yield a }',
      '  abstract g(): void',
      '  get p() { return 1 }',
      '  set p(v) {}',
      '}',
    ].join('\n');
    const { definitions } = analyze(text);
    expect(definitions[0]).toMatchObject({
      kind: 'class',
      bases: ['B<T>'],
      line: 1,
      endLine: 7,
    });
    expect(definitions[1]).toMatchObject({
      name: 'A.f',
      container: 'A',
      decorators: ['log("x")'],
      static: true,
      firstLine: 2,
      line: 3,
      signature: {
        async: true,
        generator: true,
        returns: 'AsyncGenerator<T>',
        parameters: [
          {
            name: 'a',
            kind: 'positional-only',
            default: null,
            annotation: 'string',
          },
          {
            name: 'b',
            kind: 'positional-only',
            default: 'undefined',
            annotation: 'number',
          },
          {
            name: 'c',
            kind: 'positional-only',
            default: '1',
            annotation: null,
          },
          {
            name: 'd',
            kind: 'var-positional',
            default: null,
            annotation: 'T[]',
          },
        ],
      },
    });
    expect(definitions.slice(2)).toMatchObject([
      { name: 'A.g', abstract: true },
      { name: 'A.p', property: 'getter' },
      { name: 'A.p', property: 'setter', ordinal: 1 },
    ]);
  });
});

describe('uses', () => {
  it('finds calls, dotted strings and names', () => {
    const text = [
      "import { a, B } from 'm'",
      'export class C extends B {',
      '  async f(p: a.T) {',
      "    await super.f(...p, 'x.y.z')",
      '    for await (const i of this.g().h(1)) a.b.c = new B(i)',
      '  }',
      '}',
    ].join('\n');
    const { calls, strings, names } = analyze(text).uses();
    expect(calls.map((call) => [call.callee, call.positional, call.hasStar, call.consumed, call.scope])).toEqual([
      ['super.f', 1, true, 'await', 'C.f'],
      ['this.g().h', 1, false, 'async-for', 'C.f'],
      ['this.g', 0, false, 'plain', 'C.f'],
      ['B', 1, false, 'plain', 'C.f'],
    ]);
    expect(strings.map(({ value, span }) => [value, cut(text, span)])).toEqual([['x.y.z', 'x.y.z']]);
    expect(names.map(({ name, write }) => `${write ? '=' : ''}${name}`)).toEqual([
      'B',
      'a.T',
      'p',
      '=i',
      'this.g',
      '=a.b.c',
      'B',
      'i',
    ]);
  });
});

describe('damage', () => {
  it.each(['class A {', 'const x = ;', '<<<<<<< a\nf()\n=======\n>>>>>>> b'])('is partial: %j', (text) => {
    expect(analyze(`function f() {}\n${text}`)).toMatchObject({
      partial: true,
    });
  });

  it('depends on the extension', async () => {
    const text = 'const x = <T>y;\n';
    expect(analyze(text).partial).toBe(false);
    expect((await openTypescript('tsx'))(text).partial).toBe(true);
    expect((await openTypescript('js'))('const y = <b>x</b>; module.exports = y\n').partial).toBe(false);
  });
});
