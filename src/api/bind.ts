import type { Call, FunctionDefinition, Parameter } from '../outline/index.ts';

/** The arguments of a call, as far as they can be counted. */
export type Shape = Pick<Call, 'positional' | 'keywords' | 'hasStar' | 'hasDoubleStar'>;

/** What calling a function gives: its value, something to await, something to iterate, or to enter. */
export type Result = 'value' | 'awaitable' | 'iterator' | 'async-iterator' | 'context' | 'async-context';

/** The parameters a caller fills: `self` and `cls` are given by Python. */
export function parametersFor(definition: FunctionDefinition, bound: boolean): readonly Parameter[] {
  const { parameters } = definition.signature;
  return bound && !definition.static && parameters[0]?.kind !== 'var-positional' ? parameters.slice(1) : parameters;
}

/**
 * Why these arguments do not fit these parameters; null when they do. What `*args` or `**kwargs` at the call may bring is
 * not known, so such a call always fits.
 */
export function misfit(call: Shape, parameters: readonly Parameter[]): string | null {
  if (call.hasStar || call.hasDoubleStar) return null;
  const positional = parameters.filter(({ kind }) => kind === 'positional' || kind === 'positional-only');
  const takesAll = parameters.some(({ kind }) => kind === 'var-positional');
  if (call.positional > positional.length && !takesAll) {
    return `takes ${positional.length} positional argument${positional.length === 1 ? '' : 's'}, not ${call.positional}`;
  }
  const filled = new Set(positional.slice(0, call.positional).map(({ name }) => name));
  const byName = new Set(
    parameters.filter(({ kind }) => kind === 'positional' || kind === 'keyword-only').map(({ name }) => name),
  );
  const takesAny = parameters.some(({ kind }) => kind === 'var-keyword');
  for (const keyword of call.keywords) {
    if (filled.has(keyword) && byName.has(keyword)) return `gets ${keyword} twice`;
    if (byName.has(keyword)) filled.add(keyword);
    else if (!takesAny) return `takes no keyword ${keyword}`;
  }
  const missing = parameters.find((one) => isRequired(one) && !filled.has(one.name));
  return missing === undefined ? null : `needs ${missing.name}`;
}

/** Whether a call must give it. */
export function isRequired({ kind, default: given }: Parameter): boolean {
  return given === null && kind !== 'var-positional' && kind !== 'var-keyword';
}

/** What a call of the function gives. */
export function resultOf({ signature, decorators }: FunctionDefinition): Result {
  const last = decorators.map((one) => /[^.\s]*$/.exec(one.replace(/\([\s\S]*$/, ''))?.[0] ?? '');
  if (last.includes('asynccontextmanager')) return 'async-context';
  if (last.includes('contextmanager')) return 'context';
  if (signature.async) return signature.generator ? 'async-iterator' : 'awaitable';
  return signature.generator ? 'iterator' : 'value';
}

const FITS: Readonly<Record<Call['consumed'], readonly Result[]>> = {
  plain: ['value', 'awaitable', 'iterator', 'async-iterator', 'context', 'async-context'],
  // a plain function may return whatever it likes
  await: ['awaitable', 'value'],
  for: ['iterator', 'value'],
  'async-for': ['async-iterator', 'value'],
  with: ['context', 'value'],
  'async-with': ['async-context', 'value'],
};

/** Whether a call that was right for the old result is wrong for the new one. */
export function misused(consumed: Call['consumed'], old: Result, now: Result): boolean {
  if (old === now || !FITS[consumed].includes(old)) return false;
  // its value was used, and now is something that must be awaited or entered first
  if (consumed === 'plain') return old === 'value' && now !== 'iterator';
  return !FITS[consumed].includes(now) || now === 'value';
}
