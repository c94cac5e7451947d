/**
 * What a source file offers and uses, whatever its language. A parser's own types never leave this folder;
 * these do. All offsets count UTF-16 code units, as `String.prototype.slice` does; all lines start at 1.
 */

/** A stretch of the source: `source.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface ImportBase {
  /** The module as written, without the leading dots of a relative import: `a.b` in `from ..a.b import c`. */
  readonly module: string;
  /** 0 for an absolute import; 1 for `.` (the own package), 2 for `..`, and so on. */
  readonly level: number;
  /** Only type checkers ever run it: under `if TYPE_CHECKING:`, or `import type`. */
  readonly typeChecking: boolean;
  /** In a `try` that catches its failure, so that a missing module does no harm. */
  readonly guarded: boolean;
  /** Qualified name of the enclosing definition, null at module level. */
  readonly scope: string | null;
  /** The line of the module, or of the imported name where there is one. */
  readonly line: number;
  /** The module token, leading dots included; for TypeScript what stands between the quotes. */
  readonly moduleSpan: Span;
  /** This entry alone, alias included: `b as c` in `from a import b as c, d`. */
  readonly entrySpan: Span;
  /** The statement that holds it, and perhaps other entries. */
  readonly statementSpan: Span;
}

/** `import a.b as c`; in TypeScript `import * as c from 'a'`, `import 'a'`, `require('a')` and `import('a')`. */
export interface ModuleImport extends ImportBase {
  readonly kind: 'module';
  readonly name: null;
  readonly alias: string | null;
  readonly nameSpan: null;
}

/** `from a import b as c`; in TypeScript also `export { b } from 'a'`, and the default import by the name `default`. */
export interface NameImport extends ImportBase {
  readonly kind: 'name';
  readonly name: string;
  readonly alias: string | null;
  readonly nameSpan: Span;
}

/** `from a import *`; in TypeScript `export * from 'a'`. */
export interface StarImport extends ImportBase {
  readonly kind: 'star';
  readonly name: null;
  readonly alias: null;
  /** The `*` itself. */
  readonly nameSpan: Span;
}

/** One imported thing; a statement that imports three things makes three of these. */
export type Import = ModuleImport | NameImport | StarImport;

/** What the module says it exports: Python's `__all__`, TypeScript's `export`. */
export interface Exports {
  /** In order of appearance, each once. */
  readonly names: readonly string[];
  /** False when part of the list is computed (`__all__ += other.__all__`, `export *`): there may be more, or fewer. */
  readonly complete: boolean;
}

interface DefinitionBase {
  /** Qualified within the file: `Class.method`, `function.inner`. */
  readonly name: string;
  /** Which of the definitions of that name it is, from 0 in source order: a property and its setter are 0 and 1. */
  readonly ordinal: number;
  /** Qualified name of the class or function around it, null at module level. */
  readonly container: string | null;
  /** Under an `if`, `for`, `while`, `try`, `with` or `match` of its container, so perhaps not there at run time. */
  readonly conditional: boolean;
  /** Where `def`, `class` or the assignment stands. */
  readonly line: number;
  /** The line of the first decorator; `line` when there is none. */
  readonly firstLine: number;
  /** The last line with code: comments that trail a block belong to what follows. */
  readonly endLine: number;
  /** The whole definition, decorators included, up to its last code. */
  readonly span: Span;
}

interface NamedDefinition extends DefinitionBase {
  /** The name where it is defined: `method`, and for an instance attribute the `x` of `self.x`. */
  readonly nameSpan: Span;
}

interface BlockDefinition extends NamedDefinition {
  /** Text of each decorator, without the `@`. */
  readonly decorators: readonly string[];
  /** The block, without header: from its first statement, docstring included, to its last code. */
  readonly body: Span;
  /** The docstring with its quotes. */
  readonly docstring: Span | null;
}

/** A class; in TypeScript also an interface, an enum and a namespace. */
export interface ClassDefinition extends BlockDefinition {
  readonly kind: 'class';
  /** Text of each base, in order, without keyword arguments such as `metaclass`. */
  readonly bases: readonly string[];
}

/** How a parameter may be given at a call. TypeScript knows `positional-only` and `var-positional` alone. */
export type ParameterKind = 'positional-only' | 'positional' | 'keyword-only' | 'var-positional' | 'var-keyword';

/** One parameter; `self` and `cls` are parameters too. */
export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** Text of the default; null when the parameter is required. */
  readonly default: string | null;
  readonly annotation: string | null;
}

/** How a function is called and what kind of thing a call returns. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly returns: string | null;
  readonly async: boolean;
  /** There is a `yield` in its own body. */
  readonly generator: boolean;
}

/** A function or method, told apart by whether `container` is a class. */
export interface FunctionDefinition extends BlockDefinition {
  readonly kind: 'function';
  readonly signature: Signature;
  readonly static: boolean;
  readonly classMethod: boolean;
  /** Its part in a property, null for what is called as a function. */
  readonly property: 'getter' | 'setter' | 'deleter' | null;
  readonly abstract: boolean;
}

/**
 * A name bound in a module or class, or on an instance (`self.x = …`, then `container` is the class). Names that one
 * statement binds together share its span.
 */
export interface AttributeDefinition extends NamedDefinition {
  readonly kind: 'attribute';
  /** Text of the value; null when the statement gives none (`x: int`) or binds by other means (`for x in …`). */
  readonly value: string | null;
  readonly annotation: string | null;
  readonly instance: boolean;
}

/**
 * Anything else that stands directly in a module or class: a docstring, a call, an `if`. Together with the imports
 * and the definitions whose container it is, statements cover all code of a module. Its name is `<statement>`.
 */
export interface StatementDefinition extends DefinitionBase {
  readonly kind: 'statement';
}

/** One thing a file defines. */
export type Definition = ClassDefinition | FunctionDefinition | AttributeDefinition | StatementDefinition;

/** A string literal that reads like a place in a package: `a.b.c` or `a.b:C`. Perhaps an import in disguise. */
export interface DottedString {
  readonly value: string;
  readonly line: number;
  /** The content between the quotes. */
  readonly span: Span;
  readonly scope: string | null;
}

/** What happens to the result of a call, as far as the expression shows; `plain` also covers a result passed on. */
export type Consumption = 'plain' | 'await' | 'for' | 'async-for' | 'with' | 'async-with';

/** One call site. */
export interface Call {
  /**
   * What is called: `ConcurrentTasks`, `self._client.get`, `super().validate_config`. Arguments and subscripts inside
   * are left out (`a().b`, `a[].b`); what has no name is `?`.
   */
  readonly callee: string;
  readonly positional: number;
  readonly keywords: readonly string[];
  /** `*args` is passed: more positional arguments than counted. */
  readonly hasStar: boolean;
  /** `**kwargs` is passed: keywords nobody can see. */
  readonly hasDoubleStar: boolean;
  readonly consumed: Consumption;
  readonly line: number;
  readonly span: Span;
  readonly scope: string | null;
}

/** A name, or a longest chain of names, outside imports, parameter lists and the names of definitions: `utils.x`. */
export interface NameUse {
  readonly name: string;
  /** It is bound or assigned here; a plain name that is written hides a module's name in its scope. */
  readonly write: boolean;
  readonly line: number;
  readonly span: Span;
  readonly scope: string | null;
}

/** What a file does with names. Only the fork's own files are asked for it. */
export interface Uses {
  readonly strings: readonly DottedString[];
  readonly calls: readonly Call[];
  readonly names: readonly NameUse[];
}

/** What a source file offers, and on request what it uses. */
export interface Outline {
  /** The parser met damage: what is here counts, what is missing is not known, never "removed". */
  readonly partial: boolean;
  readonly imports: readonly Import[];
  /** Null when the module does not say. */
  readonly exports: Exports | null;
  /** In source order, the outer before the inner. */
  readonly definitions: readonly Definition[];
  /** Computed at the first call, since most files are only asked what they define. */
  readonly uses: () => Uses;
}

/** Reads one source text. Synchronous and pure: the loading is over by then. */
export type Analyze = (source: string) => Outline;

/** Where a definition lies: what naming an edit needs. */
export interface DefinitionPlace {
  /** Qualified within the file: `Class.method`. */
  readonly name: string;
  /** First line, decorators included, and last line. */
  readonly line: number;
  readonly endLine: number;
}

/** Source text -> where its definitions lie. */
export type FindPlaces = (source: string) => readonly DefinitionPlace[];
