import { cpSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { type Repository, tell } from '../support/story.ts';
import { type Packed, pack, run } from './packed.ts';

let packed: Packed;
let story: Repository;
/** Where the package is installed, as `npm install --global` does, without a network. */
let installed: string;

beforeAll(() => {
  packed = pack();
  story = tell('edited-framework');
  installed = packed.folder('installed');
  const { code, stderr } = run('npm', ['install', '--global', '--prefix', installed, packed.tarball], installed);
  expect(stderr).not.toContain('npm error');
  expect(code).toBe(0);
}, 180_000);

afterAll(() => {
  story?.remove();
  packed?.remove();
});

const inPackage = (path: string): string => join(installed, 'lib', 'node_modules', 'fork-lint', path);

describe('the tarball', () => {
  it('is under 3 MB', () => expect(statSync(packed.tarball).size).toBeLessThan(3_000_000));

  it('is all that `npm pack` names: pre-commit takes what is printed for its path', () =>
    expect(packed.printed).toMatch(/^fork-lint-[\d.]+\.tgz\n$/));

  it('needs no other package, and tells the licence of each it holds', () => {
    const manifest = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'));
    expect(manifest.dependencies).toBeUndefined();
    const licences = readFileSync(inPackage('dist/LICENSES.txt'), 'utf8');
    for (const name of ['minimatch', 'simple-git', 'ts-morph', 'web-tree-sitter', 'yaml', 'yargs'])
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, `, 'm'));
  });

  it('has nothing against it from publint', async () => {
    const { buffer } = new Uint8Array(readFileSync(packed.tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has right types for whoever can import it', async () => {
    const { problems = [] } = (await checkPackage(
      createPackageFromTarballData(new Uint8Array(readFileSync(packed.tarball))),
    )) as { problems?: readonly { readonly kind: string; readonly resolutionKind?: string }[] };
    // it is an ES module: node before 12 and a compiler that takes it for CommonJS are not among its readers
    const others = problems.filter(({ resolutionKind }) => !/^(node10|node16-cjs)$/.test(resolutionKind ?? ''));
    expect(others).toEqual([]);
  });
});

describe('installed', () => {
  const says = async (program: string, ...args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = run(program, [...args, '-C', story.dir], packed.folder('elsewhere'));
    const { stdout: expected } = await forkLint(story.dir);
    expect(stderr).toBe('');
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toBe(expected.replace(/\s+/g, ' ')); // wider where there is no terminal
  };

  it('globally, lints a fork', () => says(join(installed, 'bin', 'fork-lint')));

  it('by npx from the tarball, lints a fork', () => says('npx', '--yes', '--package', packed.tarball, 'fork-lint'));

  it('reads a fork of a TypeScript upstream: the compiler is in the package', async () => {
    const told = tell('typescript-upstream', { checkout: true });
    try {
      const { stdout, stderr } = run(join(installed, 'bin', 'fork-lint'), ['--format', 'json'], told.dir);
      expect(stderr).toBe('');
      expect(stdout).toContain('"changed-signature"'); // what only an outline can tell
      expect(stdout).toBe((await forkLint(told.dir, '--format', 'json')).stdout);
    } finally {
      told.remove();
    }
  });

  it('says the same without what V8 compiled, and beside what another V8 did', async () => {
    const [compiled = ''] = readdirSync(inPackage('dist')).filter((name) => name.startsWith('compiled-'));
    const file = inPackage(`dist/${compiled}`);
    const bytes = readFileSync(file);
    const start = 8 + bytes.readUInt32LE(0); // behind the list of what is where
    try {
      writeFileSync(file, Buffer.concat([bytes.subarray(0, start), Buffer.alloc(bytes.length - start, 1)]));
      await says(join(installed, 'bin', 'fork-lint'));
      rmSync(file);
      await says(join(installed, 'bin', 'fork-lint'));
    } finally {
      writeFileSync(file, bytes);
    }
  });

  it('prints the page of a rule', () => {
    const { stdout } = run(join(installed, 'bin', 'fork-lint'), ['explain', 'source-edit'], installed);
    expect(stdout).toMatch(/^# source-edit\n/);
  });
});

describe('imported', () => {
  const consumer = dirname(fileURLToPath(new URL('consumer/consumer.ts', import.meta.url)));

  it('compiles strictly without the types of Node, and runs', () => {
    const project = packed.folder('project');
    cpSync(consumer, project, { recursive: true });
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n');
    const { stderr } = run('npm', ['install', '--no-save', packed.tarball], project);
    expect(stderr).not.toContain('npm error');
    symlinkSync(
      fileURLToPath(new URL('../../node_modules/typescript', import.meta.url)),
      join(project, 'node_modules', 'typescript'),
    );
    const tsc = run('node', [join('node_modules', 'typescript', 'bin', 'tsc')], project);
    expect(tsc.stdout).toBe('');
    expect(tsc.code).toBe(0);
    const ran = run('node', ['consumer.js', story.dir], project);
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toEqual({
      errors: ['connectors/es/sink.py', 'connectors/utils.py'],
      complaint: { message: expect.stringContaining('is not inside a git repository'), next: expect.any(Array) },
      misspelt: expect.stringContaining('frame-work-edit'),
      pages: true,
      logged: true,
    });
  });
});
