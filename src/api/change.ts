import type { Named } from './names.ts';
import type { Defined, Thing } from './surface.ts';

/** What can happen to a symbol between two versions. */
export const kinds = [
  'removed',
  'moved',
  'renamed',
  'kind-changed',
  'base-removed',
  'base-changed',
  'parameter-removed',
  'parameter-added-required',
  'parameter-added-optional',
  'parameter-moved',
  'parameter-kind-changed',
  'parameter-default-changed',
  'parameter-now-required',
  'return-type-changed',
  'value-changed',
  'now-async',
  'now-sync',
  'now-generator',
  'now-static',
  'now-class-method',
  'now-instance-method',
  'now-abstract',
  'call-changed',
] as const;
export type ChangeKind = (typeof kinds)[number];

/** Whose code a change breaks: who calls or reads the symbol, who inherits from its class and overrides it. */
export type Breaks = 'callers' | 'subclasses' | 'both' | 'none';

/** What happened to one thing, wherever it can be imported from. */
export interface Difference {
  readonly kind: ChangeKind;
  readonly breaks: Breaks;
  readonly old: Thing | null;
  readonly now: Thing | null;
  /** Said instead of what the thing looks like, where that would not show the change. */
  readonly words?: readonly [old: string | null, now: string | null];
}

/** One row of the report; `symbol`, `home` and `homes` are dotted import paths. */
export interface ApiChange {
  readonly symbol: string;
  readonly kind: ChangeKind;
  readonly breaks: Breaks;
  readonly old: string | null;
  readonly new: string | null;
  /** Where the new version keeps it, when that is not the symbol itself; the first of `homes`. */
  readonly home: string | null;
  readonly homes: readonly string[];
  /** `path:line` in the old version. */
  readonly at: string | null;
  /** `path:line` in the new version. */
  readonly toAt: string | null;
}

/** How a thing looks, in one line. */
export function looks(thing: Thing | null): string | null {
  if (thing === null) return null;
  if (thing.kind === 'module') return thing.module === null || thing.module.isPackage ? 'package' : 'module';
  if (thing.kind === 'elsewhere') return thing.path === null ? null : `import of ${thing.path}`;
  return signatureText(thing.definition);
}

/** `async (self, x=None) -> int`, `class(Base)`, `3`. */
export function signatureText(definition: Named): string {
  if (definition.kind === 'class') return `class(${definition.bases.join(', ')})`;
  if (definition.kind === 'attribute') {
    const type = definition.annotation === null ? '' : `: ${definition.annotation}`;
    return (
      oneLine(`${type} ${definition.value === null ? '' : `= ${definition.value}`}`).replace(/^= /, '') || 'attribute'
    );
  }
  const { static: isStatic, classMethod, property, abstract, signature } = definition;
  const words = [
    abstract && 'abstract',
    isStatic && 'static',
    classMethod && 'classmethod',
    property !== null && 'property',
    signature.async && 'async',
  ];
  const returns = signature.returns === null ? '' : ` -> ${signature.returns}`;
  return oneLine([...words.filter(Boolean), `(${parameterList(definition.signature.parameters)})${returns}`].join(' '));
}

type Parameters = Extract<Named, { kind: 'function' }>['signature']['parameters'];

function parameterList(parameters: Parameters): string {
  const parts: string[] = [];
  parameters.forEach(({ name, kind, default: given, annotation }, i) => {
    const before = parameters[i - 1]?.kind;
    if (before === 'positional-only' && kind !== 'positional-only') parts.push('/');
    if (kind === 'keyword-only' && before !== 'keyword-only' && before !== 'var-positional') parts.push('*');
    const star = kind === 'var-positional' ? '*' : kind === 'var-keyword' ? '**' : '';
    const type = annotation === null ? '' : `: ${annotation}`;
    parts.push(`${star}${name}${type}${given === null ? '' : `${type === '' ? '=' : ' = '}${given}`}`);
  });
  if (parameters.at(-1)?.kind === 'positional-only') parts.push('/');
  return parts.join(', ');
}

/** Long values are cut: a report is read in rows. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** `path:line`. */
export function placeOf(thing: Thing | null): string | null {
  if (thing?.kind === 'definition') return `${thing.module.path}:${thing.definition.line}`;
  return thing?.kind === 'module' && thing.module !== null ? `${thing.module.path}:1` : null;
}

/** Whether it is a member of a class: of what functions define inside, nothing is compared. */
export function isMember({ definition }: Defined): boolean {
  return definition.container !== null;
}
