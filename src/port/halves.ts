import { likeness, tellingLines } from '../api/sameness.ts';
import type { Change } from './align.ts';
import { codeOf, type Item } from './items.ts';
import { walk } from './locate.ts';
import { type Left, partsNow, type Work } from './work.ts';

/**
 * Changes that were placed and need another that was left: a call with the new argument of a function whose own change could
 * not be placed, a use of a method that has no place. Either both go or neither. Names that modules bind are not looked at
 * here: that they are bound is seen in the result itself.
 */
export function halves(work: Work): Map<string, string> {
  const harm = new Map(halfMoves(work));
  for (const left of work.left) {
    const needed = neededName(work, left);
    if (needed === null) continue;
    for (const { id, how, code, before } of work.placed) {
      if (how === 'upstream' || how === 'deleted' || usesOf(code, needed) === usesOf(before, needed)) continue;
      if (needed.calls || usesOf(before, needed) === '')
        harm.set(id, `it needs ${left.symbol}, which could not be placed`);
    }
  }
  return harm;
}

/** What ours took from one place to another: the one half alone would lose it, the other would double it. */
function* halfMoves({ left, placed }: Work): Generator<[id: string, reason: string]> {
  for (const { change, symbol } of left) {
    if (change === undefined || change.kind === 'edit') continue;
    const [own, other] = change.kind === 'add' ? [change.fork, 'deleted'] : [change.base, 'added'];
    const lines = tellingLines(codeOf(own));
    for (const { id, how, symbol: there, code } of placed) {
      if (how !== other || there.split('.').at(-1) !== own.name) continue;
      if (likeness(lines, tellingLines(code)) >= 0.6) yield [id, `it moves with ${symbol}, which could not be placed`];
    }
  }
}

interface Needed {
  readonly name: string;
  /** How it is called has changed; else it is there or not. */
  readonly calls: boolean;
}

/** What others may need of a change that was left; null when they can do without. */
function neededName(work: Work, { change, candidates }: Left): Needed | null {
  if (change === undefined || change.kind === 'delete' || change.fork.kind !== 'function') return null;
  const name = calledAs(change);
  if (name === null) return null;
  if (change.kind === 'edit')
    return signatureOf(change.base) === signatureOf(change.fork) ? null : { name, calls: true };
  const there = candidates.some((path) =>
    [...walk(partsNow(work, path))].some(([, part]) => part.name === change.fork.name),
  );
  return there ? null : { name, calls: false };
}

/** A constructor is called by its class's name; what Python calls by itself is called by nobody. */
function calledAs({ keys }: Change): string | null {
  const name = keys.at(-1) ?? '';
  if (name === '__init__') return keys.at(-2) ?? null;
  return /^__.*__$/.test(name) || /\W/.test(name) ? null : name;
}

function signatureOf({ definition }: Item): string {
  return definition?.kind === 'function' ? JSON.stringify(definition.signature.parameters) : '';
}

/** The calls of a name in a piece of code, or every mention of it, as one text. */
function usesOf(code: string, { name, calls }: Needed): string {
  const found: string[] = [];
  for (const { index } of code.matchAll(new RegExp(`(?<!def )\\b${name}\\b`, 'g'))) {
    const from = index + name.length;
    found.push(calls && code[from] === '(' ? code.slice(from, closing(code, from)).replace(/\s+/g, '') : name);
  }
  return found.join('\n');
}

/** Behind the bracket that closes the one at `at`. */
function closing(code: string, at: number): number {
  let depth = 0;
  for (let i = at; i < code.length; i++) {
    if (code[i] === '(') depth++;
    if (code[i] === ')' && --depth === 0) return i + 1;
  }
  return code.length;
}
