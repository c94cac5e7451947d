import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connectors } from '../../src/layout/connectors.ts';
import { fixtures } from '../support/story.ts';
import { portTexts, type Texts } from './trees.ts';

/** The files of a release, as upstream has them in the stories. */
function release(version: string): Texts {
  const root = join(fixtures, 'trees', version);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

const [base, target] = [release('9.2'), release('9.3')];

/** A fork that changes all Python of the release in one way. */
const everywhere = (change: (text: string) => string, tree = base): Texts =>
  Object.fromEntries(Object.entries(tree).map(([path, text]) => [path, path.endsWith('.py') ? change(text) : text]));

const definition = /^(| {4})((?:async )?def (\w+)\(.*\):)\n/gm;
/** A line at the top of each function. */
const noting = (line: (name: string) => string) => (text: string) =>
  text.replace(definition, (found, depth: string, _, name: string) => `${found}${depth}    ${line(name)}\n`);
/** Each second function goes. */
const halved = (text: string): string => {
  let n = 0;
  const whole = /^(| {4})(?:@.*\n\1)*(?:async )?def \w+\(.*\):\n(?:(?:\1 +.*)?\n(?!\n\n))*/gm;
  return text.replace(whole, (found) => (n++ % 2 === 0 ? found : ''));
};

/** What a module of upstream's defines at its top. */
const namesOf = (text: string): string[] =>
  [...text.matchAll(/^(?:(?:async )?def|class) (\w+)|^([A-Z_]+) =/gm)].map(([, one, other]) => one ?? other ?? '');
/** A module of the fork's own beside each of upstream's, about what that defines. */
const withOwn = (code: (module: string, names: readonly string[]) => string): Texts => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(base).flatMap(([path, text]) => {
      const names = namesOf(text);
      if (!/^connectors\/.*\.py$/.test(path) || names.length === 0) return [];
      const module = path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
      return [[`connectors/sources/acme_${module.replaceAll('.', '_')}.py`, code(module, names)]];
    }),
  ),
});
const using = (uses: readonly string[]): string =>
  `class AcmeDataSource:\n    def get_docs(self):\n${uses.map((use) => `        note(${use})\n`).join('')}`;
const parted = (module: string): [string, string] => {
  const at = module.lastIndexOf('.');
  return [module.slice(0, at), module.slice(at + 1)];
};

/** Imports at the top, and a line in each function that needs them. */
const importing = (imports: string, use: string) => (text: string) =>
  /^(?:import|from) /m.test(text) ? noting(() => use)(text.replace(/^(?=import|from)/m, imports)) : text;

/** What upstream does meanwhile: to the end of each definition, or to the top of each function. */
const ending = everywhere((text) => text.replace(/(?<=\S)\n(?=\n|$)/g, '  # the end\n'), target);
const noted = everywhere(
  noting((name) => `note("upstream's ${name}")`),
  target,
);

it.each<[what: string, fork: Texts, target?: Texts]>([
  ['a line in each function', everywhere(noting((name) => `note("${name}")`))],
  ['an import that each function needs', everywhere(importing('import json\n', 'json.dumps(1)'))],
  [
    'an import of its own framework that each function needs',
    everywhere(importing('from connectors.source import BaseDataSource as Base\n', 'Base.note()')),
  ],
  [
    'a function above each that calls it',
    everywhere((text) => text.replace(definition, '$1def acme_$3():\n$1    return $3()\n\n$&')),
  ],
  ['a comment above each', everywhere((text) => text.replace(definition, '$1# Acme: $3\n$&'))],
  ['a decorator above each', everywhere((text) => text.replace(definition, '$1@note\n$&'))],
  ['a parameter of each', everywhere((text) => text.replace(/^( *(?:async )?def \w+\(.*)\):$/gm, '$1, acme=None):'))],
  ['another name of each', everywhere((text) => text.replace(definition, '$1def acme_$3():\n'))],
  ['each second function less', everywhere(halved)],
  ['another value of each constant', everywhere((text) => text.replace(/^( *)([A-Z_]+ = ).*$/gm, '$1$2"acme"'))],
  ['a constant below each', everywhere((text) => text.replace(/^( *)([A-Z_]+) = .*$/gm, '$&\n$1ACME_$2 = "acme"'))],
  ['a base of each class', everywhere((text) => text.replace(/^class (\w+).*:$/gm, 'class $1(Acme):'))],
  ['another name of each class', everywhere((text) => text.replace(/\b(\w+(?:Client|DataSource))\b/g, 'Acme$1'))],
  ['a member of each class', everywhere((text) => text.replace(/^class \w+.*:$/gm, '$&\n    acme = True\n'))],
  ['another text of each', everywhere((text) => text.replace(/"""(.*?)"""/g, '"""$1 At Acme."""'))],
  ['CRLF everywhere', everywhere((text) => noting((name) => `note("${name}")`)(text).replaceAll('\n', '\r\n'))],
  ['a statement at the end of each', everywhere((text) => `${text}\n\nprint("acme")\n`)],
  [
    'a file less for each',
    Object.fromEntries(Object.entries(base).filter(([path]) => !/sources\/\w+\.py$/.test(path))),
  ],
  [
    'modules that import each name',
    withOwn((module, names) => `from ${module} import ${names.join(', ')}\n\n\n${using(names)}`),
  ],
  [
    'modules that import each name under another',
    withOwn(
      (module, names) =>
        `from ${module} import (\n${names.map((name) => `    ${name} as acme_${name},\n`).join('')})\n\n\n${using(names.map((name) => `acme_${name}`))}`,
    ),
  ],
  [
    'modules that import each module',
    withOwn((module, names) => `import ${module}\n\n\n${using(names.map((name) => `${module}.${name}`))}`),
  ],
  [
    'modules that import each module under another name',
    withOwn((module, [name = '']) => `import ${module} as acme\n\n\n${using([`acme.${name}`])}`),
  ],
  [
    'modules that import each module from its package',
    withOwn((module, [name = '']) => {
      const [folder, last] = parted(module);
      return `from ${folder} import ${last}\n\n\n${using([`${last}.${name}`])}`;
    }),
  ],
  [
    'modules that import a name where it is used',
    withOwn((module, names) =>
      names.map((name) => `def use_${name}():\n    from ${module} import ${name}\n\n    ${name}()\n`).join('\n\n'),
    ),
  ],
  [
    'modules that may do without',
    withOwn((module, [name]) => `try:\n    from ${module} import ${name}\nexcept ImportError:\n    ${name} = None\n`),
  ],
  ['modules that import all', withOwn((module, names) => `from ${module} import *\n\n\n${using(names)}`)],
  ['modules that name each in a text', withOwn((module, names) => using(names.map((name) => `"${module}.${name}"`)))],
  ['modules that name each module in a text', withOwn((module) => using([`"${module}"`, `"${module}.asyncio.sleep"`]))],
  ['a line in each, of which upstream changes the end', everywhere(noting((name) => `note("${name}")`)), ending],
  ['a line in each, as upstream does', everywhere(noting((name) => `note("${name}")`)), noted],
  ['each second function less, of which upstream changes each', everywhere(halved), ending],
])('%s', (_, fork, theirs = target) => {
  const { work, result } = portTexts(base, fork, theirs, {}, connectors);
  const changed = Object.keys({ ...base, ...fork }).filter((path) => base[path] !== fork[path]);
  const told = new Set([...work.placed, ...work.left].map(({ from }) => from));
  expect(changed.filter((path) => namesOf(base[path] ?? '').length > 0 && !told.has(path))).toEqual([]);
  expect(Object.values(result).join('')).not.toContain('<<<<<<<');
});
