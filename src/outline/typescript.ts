import type { ts } from 'ts-morph';
import { numbered } from './draft.ts';
import { linesOf } from './lines.ts';
import type { Analyze, Outline, Uses } from './outline.ts';
import type { Source } from './typescript/source.ts';
import { usesOf } from './typescript/uses.ts';
import { walk } from './typescript/walk.ts';

/** Loads ts-morph for files of one extension, which decides how `<T>` and JSX read. Syntax only: no lib, no types. */
export async function openTypescript(extension: string): Promise<Analyze> {
  // Imported here, so that a bundle loads it here as well: it takes half a second.
  const { Project, ts } = await import('ts-morph');
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true, noLib: true, noResolve: true },
  });
  const parse = (text: string): { readonly file: ts.SourceFile; readonly partial: boolean } => {
    const file = project.createSourceFile(`/outlined.${extension}`, text, {
      overwrite: true,
    }).compilerNode;
    const partial = project.getProgram().compilerObject.getSyntacticDiagnostics(file).length > 0;
    return { file, partial };
  };
  return (text) => outlineOf(text, parse, ts);
}

function outlineOf(
  text: string,
  parse: (text: string) => {
    readonly file: ts.SourceFile;
    readonly partial: boolean;
  },
  compiler: Source['ts'],
): Outline {
  const lineAt = linesOf(text);
  const { file, partial } = parse(text);
  const { imports, exports, definitions } = walk({
    ts: compiler,
    file,
    lineAt,
  });
  const outline = {
    partial,
    imports,
    exports,
    definitions: numbered(definitions),
  };
  let uses: Uses | undefined;
  return {
    ...outline,
    // Parsing again is cheaper than keeping every tree.
    uses: () => {
      uses ??= usesOf({ ts: compiler, file: parse(text).file, lineAt }, outline.definitions);
      return uses;
    },
  };
}
