import type { FunctionDefinition, Span } from '../outline/index.ts';
import type { Defined } from './surface.ts';

/**
 * What a definition says, so that two of them can be compared wherever they stand: its tokens without comments, docstrings,
 * annotations, blanks and line breaks. Of a function the body, of a class the body with the headers of its methods, of an
 * attribute the value; names and signatures of their own are left out. Null when there is nothing to compare.
 */
export function contentOf(found: Defined): string | null {
  const known = contents.get(found.definition);
  if (known !== undefined) return known;
  const content = freshContent(found);
  contents.set(found.definition, content);
  return content;
}

const contents = new WeakMap<Defined['definition'], string | null>();

function freshContent({ module, definition }: Defined): string | null {
  const text = module.text ?? '';
  if (definition.kind === 'attribute') return definition.value === null ? null : tokensOf(definition.value);
  const { body } = definition;
  const cuts: { readonly span: Span; readonly put: string }[] = [];
  if (definition.docstring !== null) cuts.push({ span: definition.docstring, put: '' });
  for (const inner of module.outline.definitions) {
    if (inner === definition || inner.span.start < body.start || inner.span.end > body.end) continue;
    if (inner.kind === 'function' || inner.kind === 'class') {
      if (inner.docstring !== null) cuts.push({ span: inner.docstring, put: '' });
      if (inner.kind === 'function') cuts.push({ span: headOf(inner), put: parametersText(inner) });
    } else if (inner.kind === 'attribute' && inner.annotation !== null && inner.value !== null) {
      const value = text.indexOf('=', inner.nameSpan.end);
      if (value > 0 && value < inner.span.end) cuts.push({ span: { start: inner.nameSpan.end, end: value }, put: '' });
    }
  }
  return tokensOf(cut(text, body, cuts));
}

/** From behind the name up to the body. */
function headOf({ nameSpan, body }: FunctionDefinition): Span {
  return { start: nameSpan.end, end: body.start };
}

function parametersText({ signature }: FunctionDefinition): string {
  return signature.parameters.map(({ name, kind, default: given }) => `${kind} ${name} ${given ?? ''}`).join(',');
}

function cut(
  text: string,
  { start, end }: Span,
  cuts: readonly { readonly span: Span; readonly put: string }[],
): string {
  let at = start;
  let out = '';
  for (const { span, put } of [...cuts].sort((a, b) => a.span.start - b.span.start)) {
    if (span.start < at) continue;
    out += `${text.slice(at, span.start)} ${put} `;
    at = span.end;
  }
  return out + text.slice(at, end);
}

const TOKEN =
  /#[^\n]*|[rRbBuUfF]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*')|[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*|\s+|\\\n|[\s\S]/gu;

/** Code as its tokens: quotes alike, no comma before a closing bracket, no `pass` beside a docstring. */
export function tokensOf(code: string): string {
  const tokens: string[] = [];
  for (const [token] of code.matchAll(TOKEN)) {
    if (token.startsWith('#') || token.trim() === '' || token === '\\\n') continue;
    if (/^[)\]}]$/.test(token) && tokens.at(-1) === ',') tokens.pop();
    tokens.push(/^'[^'"\\]*'$/.test(token) ? `"${token.slice(1, -1)}"` : token);
  }
  return tokens.join(' ');
}

/** Annotations as written by hand: blanks and quotes do not count. */
export function annotationOf(text: string | null): string | null {
  return text === null ? null : text.replace(/[\s"']+/g, '');
}

/** The lines of a definition that can tell where it came from. */
export function linesOf({ module, definition }: Defined): ReadonlySet<string> {
  const { span } = definition;
  return tellingLines((module.text ?? '').slice(span.start, span.end));
}

/** Each line once, bare: not short ones, comments or imports, which many texts share. */
export function tellingLines(text: string): Set<string> {
  const lines = new Set<string>();
  for (const line of text.split('\n')) {
    const bare = line.trim();
    if (bare.length >= 8 && !/^(#|from |import )/.test(bare)) lines.add(bare);
  }
  return lines;
}

/** How much of the smaller text the other has, 0 to 1. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const line of a) if (b.has(line)) shared++;
  return (2 * shared) / (a.size + b.size);
}
