import type { Parameter } from '../outline/index.ts';
import type { Shape } from './bind.ts';

/** A call of a method, read off the text: good enough to compare two versions, and no parser needed. */
export interface CallSite extends Shape {
  /** What stands before the dot, as far as it is a chain of names: `self.data_provider`, `super()`, `x[]`. */
  readonly receiver: string;
  readonly name: string;
}

/** Every `receiver.name(…)` in a text, or those of one name. Comments may give some that are not calls; strings too. */
export function callSites(text: string, only?: string): CallSite[] {
  const found: CallSite[] = [];
  const call = only === undefined ? CALL : new RegExp(`\\.(${only})\\(`, 'gu');
  for (const match of text.matchAll(call)) {
    const given = argumentsAt(text, match.index + match[0].length);
    if (given !== null)
      found.push({ receiver: receiverBefore(text, match.index), name: match[1] ?? '', ...shapeOf(given) });
  }
  return found;
}

const CALL = /\.([\p{L}_][\p{L}\p{N}_]*)\(/gu;

function receiverBefore(text: string, end: number): string {
  const before = text.slice(Math.max(0, end - 80), end).trimEnd();
  return /(?:[\p{L}_][\p{L}\p{N}_]*(?:\(\))?\.)*[\p{L}_][\p{L}\p{N}_]*(?:\(\))?$/u.exec(before)?.[0] ?? '';
}

/** A method as its text shows it. */
export interface Header {
  /** The class above it. */
  readonly owner: string | null;
  /** Without annotations; defaults are only told to be there. */
  readonly parameters: readonly Parameter[];
}

/** Every `def name(…)` in a text, read off it. */
export function headers(text: string, name: string): Header[] {
  const found: Header[] = [];
  for (const match of text.matchAll(new RegExp(`\\bdef[ \\t]+${name}[ \\t]*\\(`, 'gu'))) {
    const given = argumentsAt(text, match.index + match[0].length);
    const above = text.lastIndexOf('\nclass ', match.index);
    const owner = /^\n?class[ \t]+(\w+)/.exec(text.slice(Math.max(0, above)))?.[1] ?? null;
    if (given !== null) found.push({ owner, parameters: parametersOf(given) });
  }
  return found;
}

function parametersOf(given: readonly string[]): Parameter[] {
  const parameters: Parameter[] = [];
  let kind: Parameter['kind'] = 'positional';
  for (const one of given) {
    const [, stars = '', name = '', rest = ''] =
      /^(?:\s|#[^\n]*)*(\*{0,2})\s*([\p{L}_][\p{L}\p{N}_]*)?([\s\S]*)$/u.exec(one) ?? [];
    const value = /=(?!=)/.test(rest) ? '…' : null;
    const own = stars === '**' ? 'var-keyword' : stars === '*' ? 'var-positional' : kind;
    if (stars === '*') kind = 'keyword-only';
    if (name !== '') parameters.push({ name, kind: own, default: value, annotation: null });
  }
  return parameters;
}

/** The arguments from behind the opening bracket, split at their commas; null when the bracket never closes. */
function argumentsAt(text: string, start: number): string[] | null {
  const given: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < text.length && at < start + LONGEST; at++) {
    const character = text[at] ?? '';
    if (character === '"' || character === "'") at = stringEnd(text, at);
    else if (character === '#') at = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth < 0) return [...given, text.slice(from, at)];
    else if (character === ',' && depth === 0) {
      given.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return null;
}

const LONGEST = 4000;

/** The last character of the string that starts here. */
function stringEnd(text: string, start: number): number {
  const quote = text[start] ?? '"';
  const triple = text.startsWith(quote.repeat(3), start);
  const close = triple ? quote.repeat(3) : quote;
  for (let at = start + close.length; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(close, at)) return at + close.length - 1;
  }
  return text.length;
}

function shapeOf(given: readonly string[]): Shape {
  const parts = given.map((one) => one.replace(/^(?:\s|#[^\n]*)+/, '')).filter((one) => one.trim() !== '');
  const keywords = parts.flatMap((one) => /^([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)/u.exec(one)?.[1] ?? []);
  const doubleStars = parts.filter((one) => one.startsWith('**')).length;
  const stars = parts.filter((one) => one.startsWith('*')).length - doubleStars;
  return {
    positional: parts.length - keywords.length - doubleStars - stars,
    keywords,
    hasStar: stars > 0,
    hasDoubleStar: doubleStars > 0,
  };
}
