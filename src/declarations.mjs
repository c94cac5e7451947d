// The types of `import … from 'fork-lint'` in one file: what src/index.ts exports, and whatever those declarations name.
// Everything else of ours stays out, so that nobody can come to depend on it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Node, Project } from 'ts-morph';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Text of the one declaration file. */
export function declarations() {
  const entry = declared();
  const named = [...entry.getExportedDeclarations()].map(([name, [node]]) => ({ name, node }));
  const published = new Map(named.map(({ name, node }) => [statementOf(node), name]));
  const statements = [...published.keys()];
  for (const statement of statements)
    for (const used of usedBy(statement)) if (!statements.includes(used)) statements.push(used);
  const names = statements.map(nameOf);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length) throw new Error(`two of the published types are called ${twice.join(', ')}`);
  for (const [statement, name] of published)
    if (nameOf(statement) !== name) throw new Error(`${nameOf(statement)} is published as ${name}`);
  const texts = statements.map((statement) => textOf(statement, published.has(statement)));
  return `${texts.join('\n')}\nexport {};\n`; // the last line: what has no \`export\` is not exported
}

/** The declarations of src/index.ts and all that it imports, as the compiler makes them; the entry's file. */
function declared() {
  const folder = mkdtempSync(join(tmpdir(), 'fork-lint-types-'));
  try {
    const compilerOptions = {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: folder,
      typeRoots: [join(root, 'node_modules', '@types')],
      rootDir: root,
    };
    const only = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions,
      include: [],
      files: [join(root, 'src', 'index.ts')],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(only));
    execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['--project', folder], { stdio: 'inherit' });
    const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
    // declarations name each other by `.ts`, which only a compiler that does not emit may resolve
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.d.ts'),
    ))
      project.createSourceFile(
        `/${path}`,
        readFileSync(join(folder, path), 'utf8').replace(/(['"]\.[^'"]*)\.ts(?=['"])/g, '$1.js'),
      );
    return project.getSourceFileOrThrow('/src/index.d.ts');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The whole statement around a declaration: of `const a`, the `const`. */
function statementOf(node) {
  return Node.isVariableDeclaration(node) ? node.getVariableStatementOrThrow() : node;
}

function nameOf(statement) {
  return Node.isVariableStatement(statement) ? statement.getDeclarations()[0].getName() : statement.getName();
}

/** The statements of ours that a statement names. */
function usedBy(statement) {
  return statement
    .getDescendants()
    .filter(Node.isIdentifier)
    .flatMap((name) => name.getDefinitionNodes())
    .filter((node) => !Node.isSourceFile(node))
    .map(statementOf)
    .filter((node) => Node.isSourceFile(node.getParent()));
}

function textOf(statement, published) {
  const bare = statement.getText(true).replace(/^(\/\*\*[\s\S]*?\*\/\s*)?(?:export )?(?:declare )?/, '$1');
  const word = Node.isInterfaceDeclaration(statement) || Node.isTypeAliasDeclaration(statement) ? '' : 'declare ';
  const at = /^\/\*\*[\s\S]*?\*\/\s*/.exec(bare)?.[0].length ?? 0;
  return `${bare.slice(0, at)}${published ? 'export ' : ''}${word}${bare.slice(at)}`;
}
