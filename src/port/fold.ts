/** A dotted path in quotes, as `mock.patch` and registries name things. */
const DOTTED = /(["'])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)((?::[A-Za-z_][\w.]*)?)\1/g;

/** A project import inside a function: `from a.b import c` or `import a.b`. */
const IMPORT = /^([ \t]+from )([A-Za-z_][\w.]*)( import )/gm;

/** Rewrites the dotted strings and inner imports of project modules in a piece of code. */
export function mapDotted(
  code: string,
  roots: ReadonlySet<string>,
  map: {
    readonly string: (value: string) => string;
    readonly module: (module: string, names: readonly string[]) => string;
  },
): string {
  const isOurs = (value: string): boolean => roots.has(value.split('.', 1)[0] ?? '');
  return code
    .replace(DOTTED, (whole, quote: string, value: string, rest: string) =>
      isOurs(value) ? `${quote}${map.string(value + rest)}${quote}` : whole,
    )
    .replace(IMPORT, (whole, from: string, module: string, word: string, at: number, text: string) => {
      if (!isOurs(module)) return whole;
      const after = text.slice(at + whole.length);
      const names = /^\(([^)]*)\)|^([^\n]*)/.exec(after);
      const list = (names?.[1] ?? names?.[2] ?? '').replace(/#[^\n]*/g, '').split(',');
      return `${from}${map.module(module, list.map((name) => name.trim().split(/\s/, 1)[0] ?? '').filter(Boolean))}${word}`;
    });
}

/** The same code with project paths cut to their last part: equal where only places of things differ. */
export function foldWith(roots: ReadonlySet<string>): (code: string) => string {
  const known = new Map<string, string>();
  return (code) => {
    const folded =
      known.get(code) ??
      mapDotted(code, roots, { string: (value) => `~.${value.split(/[.:]/).at(-1)}`, module: () => '~' });
    known.set(code, folded);
    return folded;
  };
}

/** The dotted strings of project modules in a piece of code, in order. */
export function dottedIn(code: string, roots: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const note = (value: string): string => {
    found.push(value);
    return value;
  };
  mapDotted(code, roots, { string: note, module: (module) => module });
  return found;
}
