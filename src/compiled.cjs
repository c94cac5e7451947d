// A part of the program as V8 compiles it, and where that is kept. The build and the program must agree on it to the letter.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

/** Only the very V8 that has compiled something can read it. */
const compiledFile = (folder) => join(folder, `compiled-${process.versions.v8}-${process.arch}.bin`);

const [head, tail] = ['(function (exports, require, module, __filename, __dirname) {', '\n})'];

/** A part of the program: a function around it. The bundle holds nothing but ASCII, of which V8 keeps a byte a character. */
function compile(filename, cachedData) {
  return new Script(head + readFileSync(filename, 'latin1') + tail, {
    filename,
    columnOffset: -head.length, // stack traces tell places in the file
    cachedData,
  });
}

/**
 * What was compiled, by the name of its part: eight bytes with the length of a list of where each is, the list, and they. V8 is
 * set as it was: under other settings it would not take it.
 */
function readCompiled(folder) {
  let bytes;
  try {
    bytes = readFileSync(compiledFile(folder));
  } catch {
    return null; // the build ran on another V8
  }
  const length = bytes.readUInt32LE(0);
  const { index, flags } = JSON.parse(bytes.toString('latin1', 8, 8 + length));
  for (const flag of flags) setFlagsFromString(flag);
  const start = aligned(8 + length);
  return (name) => index[name] && bytes.subarray(start + index[name][0], start + index[name][0] + index[name][1]);
}

/** V8 copies what does not start at a multiple of eight bytes. */
const aligned = (at) => (at + 7) & ~7;

/** Puts what was compiled under some settings into one file: of each part its name and bytes. */
function packCompiled(parts, flags) {
  const index = {};
  let at = 0;
  for (const [name, bytes] of parts) {
    index[name] = [at, bytes.length];
    at = aligned(at + bytes.length);
  }
  const list = Buffer.from(JSON.stringify({ index, flags }));
  const start = aligned(8 + list.length);
  const file = Buffer.alloc(start + at);
  file.writeUInt32LE(list.length, 0);
  list.copy(file, 8);
  for (const [name, bytes] of parts) bytes.copy(file, start + index[name][0]);
  return file;
}

module.exports = { compile, compiledFile, packCompiled, readCompiled };
