import fc from 'fast-check';
import { untrusted } from '../reporters/hostile.ts';

/** Bytes, one character each (latin1), as the stories keep paths. */
export const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

const byte = fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code));

/** Words of a line in which whoever sent it may hide a command; no line feed, no NUL. */
const line: fc.Arbitrary<string> = fc
  .oneof(untrusted.map(bytesOf), fc.string({ unit: byte, minLength: 1, maxLength: 40 }))
  .map((text) => text.replace(/[\0\n]/g, '_'));

/** Names that mean something to git, a shell, a glob or an option parser. */
const meaning = fc.constantFrom(
  ...['--help', '-rf', '--upload-pack=x', '--output=x', '-', '--', '--all', '@', '@{-1}', '@{u}', 'HEAD', ':/x'],
  ...[
    '$(>made)',
    '`>made`',
    '; >made',
    '&& >made',
    '| >made',
    '\n>made',
    '`id`',
    '; id',
    "'",
    "' id '",
    '"',
    '\\',
    '*',
    '?',
    '[ab]',
    '{a,b}',
    '!x',
    '~',
    '~root',
    '^',
    '%s',
    '%00',
  ],
  ...[':(exclude)x', ':!x', ':/', ':(glob)**', '.gitattributes', '.gitmodules', '.mailmap', 'con', 'aux.py'],
  ...['two\nlines', 'two', '\n', '\r', 'cr\r', 'cr', 'tab\t', '\ta', ' ', ' a', 'a ', 'a => b', '{a => b}', '\x7f'],
);

/** One component of a path: any bytes that a file system takes. */
export const name: fc.Arbitrary<string> = fc
  .oneof(meaning, line, fc.string({ unit: byte, minLength: 180, maxLength: 200 }))
  .map((text) => text.replace(/[\0/]/g, '_').slice(0, 200))
  .filter((text) => !/^\.{1,2}$|^\.git$/i.test(text) && !/\.deleted$/.test(text));

/** A branch or tag that git agrees to hold. */
export const refName: fc.Arbitrary<string> = fc
  .oneof(meaning, line)
  .map((text) => text.replace(/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.lock$|\.$/g, '').replace(/^[./]+|[./]+$/g, ''))
  .filter((text) => text !== '' && text !== '@' && !/(^|\/)\.|\.lock(\/|$)|\.\.|\/\/|\.$/.test(text));

/** A person as git keeps one, whatever else was meant. */
export const person: fc.Arbitrary<string> = fc
  .tuple(line, line)
  .map((both) => both.map((text) => text.replace(/[<>]/g, '_').trim() || 'x'))
  .map(([called = 'x', mail = 'x']) => `${called} <${mail}>`);

/** A commit message. */
export const message: fc.Arbitrary<string> = fc
  .array(line, { minLength: 1, maxLength: 3 })
  .map((lines) => lines.join('\n'))
  .filter((text) => text.trim() !== '');

/** What a file holds: lines that look like patches, markers, code and commands. */
export const content: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      line,
      fc.constantFrom(
        ...[
          'diff --git a/x b/x',
          '@@ -1 +1 @@',
          '--- a/x',
          '+++ b/x',
          'Binary files a/x and b/x differ',
          '\\ No newline',
        ],
        ...['x\rdiff --git a/x b/x', '\rBinary files a/x and b/x differ', '<<<<<<< HEAD', '=======', '>>>>>>> x'],
        ...[
          'from connectors.utils import x',
          'class A:',
          '    def f(self):',
          'def f(:',
          '"""',
          "'''",
          '\f',
          '\v',
          '\0',
        ],
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .chain((lines) => fc.constantFrom('\n', '\n', '\r\n').map((end) => lines.join(end) + end));
