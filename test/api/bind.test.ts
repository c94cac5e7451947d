import { describe, expect, it } from 'vitest';
import { misfit, misused, parametersFor, type Result, resultOf } from '../../src/api/bind.ts';
import type { Call, FunctionDefinition } from '../../src/outline/index.ts';
import { outlineOf } from './packages.ts';

/** The first function that a text defines. */
function definition(text: string): FunctionDefinition {
  const found = outlineOf('a.py', text).definitions.find((one) => one.kind === 'function');
  if (found?.kind !== 'function') throw new Error(`no function in ${text}`);
  return found;
}

/** `f(1, x=2)` against `def f(…)`. */
function fits(call: string, parameters: string): string | null {
  const [one] = outlineOf('a.py', `${call}\n`).uses().calls;
  if (!one) throw new Error(`no call in ${call}`);
  return misfit(one, parametersFor(definition(`def f(${parameters}): ...\n`), false));
}

describe('a call', () => {
  it.each<[call: string, parameters: string, misfit: string | null]>([
    ['f()', '', null],
    ['f(1)', '', 'takes 0 positional arguments, not 1'],
    ['f(1, 2)', 'a', 'takes 1 positional argument, not 2'],
    ['f(1, 2)', 'a, *rest', null],
    ['f(*xs)', 'a, b', null],
    ['f(**xs)', 'a, b', null],
    ['f(1)', 'a, /', null],
    ['f(a=1)', 'a, /', 'takes no keyword a'],
    ['f(a=1)', 'a, /, **rest', 'needs a'],
    ['f(1, a=2)', 'a, /, **rest', null],
    ['f(a=1)', 'a', null],
    ['f(a=1)', '*, a', null],
    ['f(1)', '*, a', 'takes 0 positional arguments, not 1'],
    ['f(b=1)', 'a=0', 'takes no keyword b'],
    ['f(b=1)', 'a=0, **rest', null],
    ['f(1, a=2)', 'a', 'gets a twice'],
    ['f(1, 2, b=2)', 'a, *rest, b', null],
    ['f(1)', 'a, b', 'needs b'],
    ['f(1)', 'a, b=2', null],
    ['f()', '*, a', 'needs a'],
    ['f()', '*args, **kwargs', null],
  ])('%s of f(%s): %s', (call, parameters, expected) => expect(fits(call, parameters)).toBe(expected));
});

describe('the parameters that a caller fills', () => {
  const names = (text: string, bound: boolean): string[] =>
    parametersFor(definition(text), bound).map(({ name }) => name);

  it.each<[what: string, text: string, bound: boolean, names: string[]]>([
    ['of a method', 'class A:\n    def f(self, a): ...\n', true, ['a']],
    ['of a method called on its class', 'class A:\n    def f(self, a): ...\n', false, ['self', 'a']],
    ['of a static method', 'class A:\n    @staticmethod\n    def f(a): ...\n', true, ['a']],
    ['of a method that takes everything', 'class A:\n    def f(*args): ...\n', true, ['args']],
    ['of a method that takes nothing', 'class A:\n    def f(): ...\n', true, []],
  ])('%s', (_, text, bound, expected) => expect(names(text, bound)).toEqual(expected));
});

describe('what a call gives', () => {
  it.each<[text: string, result: Result]>([
    ['def f(): ...\n', 'value'],
    ['async def f(): ...\n', 'awaitable'],
    ['def f():\n    yield 1\n', 'iterator'],
    ['async def f():\n    yield 1\n', 'async-iterator'],
    ['@contextmanager\ndef f():\n    yield 1\n', 'context'],
    ['@contextlib.asynccontextmanager\nasync def f():\n    yield 1\n', 'async-context'],
    ['@contextlib.contextmanager\n@retryable(retries=3)\ndef f():\n    yield 1\n', 'context'],
    ['@tools.contextmanager(\n    by="a.b",\n)\ndef f():\n    yield 1\n', 'context'],
    ['@wrap(by="x.contextmanager")\ndef f():\n    yield 1\n', 'iterator'],
    ['@contextmanager_of_ours\ndef f(): ...\n', 'value'],
  ])('%j', (text, result) => expect(resultOf(definition(text))).toBe(result));
});

describe('a use that was right', () => {
  it.each<[consumed: Call['consumed'], old: Result, now: Result, misused: boolean]>([
    ['plain', 'value', 'value', false],
    ['plain', 'value', 'awaitable', true],
    ['plain', 'value', 'context', true],
    ['plain', 'value', 'iterator', false],
    ['plain', 'awaitable', 'value', false], // it was handed on: nobody knows to whom
    ['await', 'awaitable', 'value', true],
    ['await', 'value', 'awaitable', false], // what it returned could be awaited
    ['await', 'awaitable', 'async-iterator', true],
    ['await', 'iterator', 'value', false], // was wrong already
    ['for', 'iterator', 'async-iterator', true],
    ['for', 'iterator', 'value', true],
    ['for', 'value', 'iterator', false],
    ['async-for', 'async-iterator', 'iterator', true],
    ['async-for', 'value', 'async-iterator', false],
    ['with', 'context', 'async-context', true],
    ['with', 'value', 'context', false],
    ['async-with', 'async-context', 'awaitable', true],
    ['async-with', 'value', 'async-context', false],
  ])('%s: %s became %s', (consumed, old, now, expected) => expect(misused(consumed, old, now)).toBe(expected));
});
