import type { DottedString, Import, NameUse, Span } from '../outline/index.ts';
import { locals } from './locals.ts';
import type { OwnFile } from './own.ts';
import { absoluteModule } from './specifier.ts';
import type { Surface } from './surface.ts';
import { Trail } from './trail.ts';

/** An import of the fork's that a tree does not satisfy, or a string that is one in disguise. */
export interface DeadImport {
  /** Absolute, `module.name`. */
  readonly import: string;
  /** Where the tree keeps it; null when nobody knows. */
  readonly home: string | null;
  /** All places, sorted; `home` is the first. */
  readonly homes: readonly string[];
  readonly via: 'import' | 'string';
  readonly line: number;
  /** What of the text says so. */
  readonly spans: DeadSpans;
}

/** The tokens a repair would change. */
export type DeadSpans =
  /** `from module import name`, `from module import *`, `import module`: with what an outline knows of the entry. */
  | { readonly kind: 'statement'; readonly entry: Import }
  /** `module.name` in code, after `import module`; `bound` is the part that stands for the module. */
  | {
      readonly kind: 'attribute';
      readonly span: Span;
      readonly written: string;
      readonly bound: string;
      readonly module: string;
    }
  /** The content of a string; `written` may have a colon. */
  | { readonly kind: 'string'; readonly span: Span; readonly written: string };

/** What dead imports are judged against. */
export interface DeadQuestion {
  readonly target: Surface;
  /** Trees that may have what the target lacks, the nearest first: the base, and of an old fork what came before it. */
  readonly older: readonly Surface[];
  /** Dotted names of all modules the fork itself brings: never dead. */
  readonly own: ReadonlySet<string>;
}

/** The dead imports of files, in the order of each file. One call for all files shares what was found out about homes. */
export function deadImports(
  files: readonly OwnFile[],
  { target, older, own }: DeadQuestion,
): Map<OwnFile, DeadImport[]> {
  const ask = new Search(target, new Trail(target, older), own);
  return new Map(files.map((file) => [file, ask.in(file)]));
}

class Search {
  readonly #target: Surface;
  readonly #trail: Trail;
  readonly #own: ReadonlySet<string>;

  constructor(target: Surface, trail: Trail, own: ReadonlySet<string>) {
    this.#target = target;
    this.#trail = trail;
    this.#own = own;
  }

  in(file: OwnFile): DeadImport[] {
    const imports = file.outline.imports.flatMap((one) => this.#statement(one, file) ?? []);
    const { strings, names } = file.outline.uses();
    const bound = this.#modulesIn(file);
    const isHidden = bound.size === 0 ? () => false : locals(file.outline);
    const found = [
      ...imports,
      ...names.flatMap((use) => (isHidden(firstOf(use.name), use.scope) ? [] : (this.#attribute(use, bound) ?? []))),
      ...strings.flatMap((one) => this.#string(one, file) ?? []),
    ];
    return found.sort((a, b) => a.line - b.line || startOf(a) - startOf(b));
  }

  #statement(one: Import, file: OwnFile): DeadImport | null {
    // whoever catches the failure has thought of both places
    if (one.guarded) return null;
    const module = absoluteModule(file.module ?? { name: '', isPackage: true }, one);
    if (module === null || module === '' || !this.#trail.isUpstreams(module)) return null;
    const path = one.kind === 'name' ? `${module}.${one.name}` : module;
    if (this.#isOwn(module) || this.#isOwn(path)) return null;
    const thing = one.kind === 'name' ? this.#target.imported(module, one.name) : this.#target.moduleAt(module);
    return thing === null ? this.#dead(path, 'import', one.line, { kind: 'statement', entry: one }) : null;
  }

  /** The names that stand for upstream's modules in a file, and which modules they are. */
  #modulesIn(file: OwnFile): ReadonlyMap<string, string> {
    const bound = new Map<string, string>();
    for (const one of file.outline.imports) {
      const module = absoluteModule(file.module ?? { name: '', isPackage: true }, one);
      if (module === null || one.kind === 'star' || one.guarded || !this.#trail.isUpstreams(module)) continue;
      if (one.kind === 'module') bound.set(one.alias ?? one.module, module);
      else if (this.#target.imported(module, one.name)?.kind === 'module')
        bound.set(one.alias ?? one.name, `${module}.${one.name}`);
    }
    return bound;
  }

  #attribute({ name, write, line, span }: NameUse, bound: ReadonlyMap<string, string>): DeadImport | null {
    if (bound.size === 0 || write) return null;
    const parts = name.split('.');
    for (let length = parts.length - 1; length > 0; length--) {
      const prefix = parts.slice(0, length).join('.');
      const module = bound.get(prefix);
      if (module === undefined) continue;
      // a dead module is said once, where it is imported
      const found = this.#target.moduleAt(module);
      const next = parts[length] ?? '';
      if (found === null || this.#isOwn(module) || this.#isOwn(`${module}.${next}`)) return null;
      if (this.#target.imported(module, next) !== null) return null;
      const spans = { kind: 'attribute', span, written: name, bound: prefix, module } as const;
      return this.#dead(`${module}.${next}`, 'import', line, spans);
    }
    return null;
  }

  #string({ value, line, span }: DottedString, file: OwnFile): DeadImport | null {
    const path = value.replace(':', '.');
    if (!this.#trail.isUpstreams(path)) return null;
    const own = this.#ownModuleIn(path);
    // where upstream ships a module of the same name, its is the one that will be found
    if (own !== null && (own === path || this.#target.moduleAt(own) === null)) return null;
    if (this.#target.resolves(path)) return null;
    if (own === null && !this.#trail.wasThere(path) && !isImported(file, span)) return null;
    return this.#dead(path, 'string', line, { kind: 'string', span, written: value });
  }

  #ownModuleIn(path: string): string | null {
    for (let at = path.length; at > 0; at = path.lastIndexOf('.', at - 1)) {
      if (this.#own.has(path.slice(0, at))) return path.slice(0, at);
    }
    return null;
  }

  #isOwn(module: string): boolean {
    if (this.#own.has(module)) return true;
    if (this.#target.moduleAt(module) !== null) return false;
    // what lies below a module of the fork's is its own business, and its packages need not have an `__init__`
    return this.#ownModuleIn(module) !== null || [...this.#own].some((one) => one.startsWith(`${module}.`));
  }

  #dead(path: string, via: DeadImport['via'], line: number, spans: DeadSpans): DeadImport {
    const homes = this.#trail.homesOf(path);
    return { import: path, home: homes[0] ?? null, homes, via, line, spans };
  }
}

/** Given to something that imports what a string names, such as `mock.patch` or `import_module`. */
function isImported({ outline }: OwnFile, { start, end }: Span): boolean {
  let closest: { readonly callee: string; readonly size: number } | null = null;
  for (const { callee, span } of outline.uses().calls) {
    const size = span.end - span.start;
    if (span.start <= start && end <= span.end && (closest === null || size < closest.size)) closest = { callee, size };
  }
  return /(^|\.)(patch(\.\w+)?|import_module|__import__|setattr|delattr|resolve_name)$/.test(closest?.callee ?? '');
}

function startOf({ spans }: DeadImport): number {
  return spans.kind === 'statement' ? spans.entry.entrySpan.start : spans.span.start;
}

const firstOf = (chain: string): string => chain.split('.', 1)[0] ?? chain;
