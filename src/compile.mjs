// Has V8 compile what every check loads, all of its functions, and keeps that beside it.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

const { compile, compiledFile, packCompiled } = createRequire(import.meta.url)('./compiled.cjs');

/**
 * V8 optimises what has been at work for a while, on another core. A check has git at work on that, and ends before it pays: a
 * tenth of all its processor time. So V8 waits eight times as long, if it is one that can be told to.
 */
const patience = '--interrupt-budget=1000000';

/** Those of these settings that this V8 has: of another it would complain each time. */
function known(flags) {
  const all = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  return flags.filter((flag) => all.includes(`  ${flag.replace(/=.*/, '')} `));
}

/** Whether a part is one that a check loads by and by: the commands, and the report in a terminal. */
const isLater = (name, text) => text.includes('function commandsIn(') || name.startsWith('text-');

/** What a part loads at once. */
const needs = (text) => [...text.matchAll(/(?<!then\(\(\)=>)\brequire\("\.\/([^"]+\.js)"\)/g)].map(([, name]) => name);

/**
 * Compiles the parts of a bundle.
 * @param {string} folder where it lies
 */
export function compileParts(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js') && name !== 'bin.js');
  const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
  const parts = new Set(names.filter((name) => name === 'main.js' || isLater(name, texts.get(name))));
  for (const name of parts) for (const other of needs(texts.get(name))) parts.add(other);
  const flags = known([patience]);
  for (const flag of flags) setFlagsFromString(flag);
  setFlagsFromString('--no-lazy'); // V8 compiles a function when it is first called, unless it is told not to wait
  const scripts = [...parts].map((name) => [name, compile(join(folder, name))]);
  setFlagsFromString('--lazy'); // what it was compiled under is noted in what is kept
  const compiled = scripts.map(([name, script]) => [name, script.createCachedData()]);
  writeFileSync(compiledFile(folder), packCompiled(compiled, flags));
}
