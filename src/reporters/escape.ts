/**
 * The one place where text that others wrote (paths, refs, messages, symbols, commit subjects, authors) is made harmless
 * for what reads a format; `display` does the same for eyes and terminals, and most of these build on it.
 */
import type { Path } from '../model.ts';
import { display } from './display.ts';

/**
 * For a line of a log. GitHub's runner obeys `::command::` at the start of a line and `##[command]` anywhere in it; Azure
 * and TeamCity obey `##vso[` and `##teamcity[`. The runner compares by culture and so skips what nobody sees (a soft hyphen
 * between two `#`); therefore such marks are shown too.
 */
export function logLine(text: string): string {
  return display(text)
    .replace(/\p{Default_Ignorable_Code_Point}/gu, coded)
    .replaceAll('##', '#\\x23')
    .replace(/^(\s*):(?=:)/, '$1\\x3a');
}

/** Lines as the data of a workflow command: the percent sign first, or it would be escaped twice. */
export function githubData(lines: readonly string[]): string {
  return lines.map((line) => logLine(line).replaceAll('%', '%25')).join('%0A');
}

/** A property of a workflow command. */
export function githubProperty(text: string): string {
  return githubData([text]).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A path as a property, or null for one that cannot stand there as it is: an annotation without a file beats a wrong one. */
export function githubFile(path: Path): string | null {
  const survives = logLine(path) === path && path.trim() === path && !path.startsWith('=');
  return survives ? githubProperty(path) : null;
}

/**
 * JSON that means the same and shows nothing: control characters, invisible marks and the second of two `#` (see
 * {@link logLine}) stand as escapes.
 */
export function asJson(value: unknown, indent = 0): string {
  const units = (text: string): string =>
    Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
  const hidden = /[\u007f-\u009f\u2028\u2029\p{Cf}\p{Default_Ignorable_Code_Point}]|(?<=#)#/gu;
  return JSON.stringify(value, null, indent).replace(hidden, units);
}

/** Bytes that are no UTF-8 as `\xNN`: many readers of JSON refuse lone surrogates, or make one of two paths. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, display);
}

/** A path as a relative URI reference: every byte that is not plain is percent-encoded, the slashes between names are not. */
export function uriOf(path: Path): string {
  const bytes = path.replace(/[^\w./~-]|^\//gu, (character) => {
    const byte = character.charCodeAt(0) - 0xdc00;
    const encoded = character.length === 1 && byte >= 0x80 && byte <= 0xff ? [byte] : Buffer.from(character);
    return [...encoded].map((one) => `%${one.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
  return bytes === '' ? '.' : bytes;
}

/** A plain text message of SARIF, in which square brackets would make links. */
export function sarifText(text: string): string {
  return display(text).replace(/[\\[\]]/g, '\\$&');
}

/** Text and attribute values of XML 1.0, which has no way at all to hold most control characters. See {@link logLine} for the second `#`. */
export function xml(text: string): string {
  return characters(text).replace(/[&<>"'\p{Default_Ignorable_Code_Point}]|(?<=#)#/gu, entity);
}

/** Neither XML nor HTML has code points that are no characters; they stand as `\u{fffe}`. */
function characters(text: string): string {
  return display(text).replace(/\p{Noncharacter_Code_Point}/gu, coded);
}

/** What means something in a line of Markdown, by what is to become of it. One pass: an escape is never escaped again. */
const meaning =
  /(?<calls>[@#])|(?<coded>[\\|<>&$~])|(?<marks>[`*[\]]|(?<![a-z0-9])_|_(?![a-z0-9])|(?<=^\s*)[+=-](?![\w])|(?<=^\s*\d+)[.)](?!\S))|(?<links>:(?=\/\/)|www(?=\.))/gi;

/**
 * Text of Markdown, inside a table or not, as it stands. Nothing in it becomes markup, a link, a mention or a reference:
 * an `@` or `#` that is escaped still notifies people, so an invisible space follows it.
 */
export function markdownText(text: string): string {
  return characters(text).replace(meaning, (found, calls?: string, coded?: string, marks?: string) => {
    if (calls !== undefined) return `${entity(found)}${gap}`;
    if (coded !== undefined) return entity(found);
    return marks === undefined ? `${found}${gap}` : `\\${found}`;
  });
}

/** Text of HTML, inside Markdown or not. */
export function htmlText(text: string): string {
  return characters(text).replace(
    /[^\p{L}\p{N} -]|\p{Default_Ignorable_Code_Point}/gu,
    (found) => `${entity(found)}${/[@#]/.test(found) ? gap : ''}`,
  );
}

/** Code in a line of Markdown, also inside a table; HTML where back quotes could not hold it, or a log would read it. */
export function markdownCode(text: string): string {
  const shown = characters(text);
  const quotable = /^[^`|\s](?:[^`|]*[^`|\s])?$/u.test(shown) && logLine(shown) === shown;
  return quotable ? `\`${shown}\`` : `<code>${htmlText(text)}</code>`;
}

/** Commands as a block of code: its fence is longer than any run of back quotes in it. */
export function markdownBlock(lines: readonly string[]): string {
  const shown = lines.map(logLine);
  const longest = Math.max(2, ...shown.flatMap((line) => Array.from(line.matchAll(/`+/g), ([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, ...shown, fence].join('\n');
}

/**
 * Text that is shown as it is in terminals and as Markdown in comments (reviewdog does both): invisible spaces keep
 * mentions, references, tags and links from being any.
 */
export function commentText(text: string): string {
  return display(text).replace(/[@#<\]]|:(?=\/\/)|www(?=\.)/gi, '$&\u200b');
}

const coded = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;
const entity = (character: string): string => `&#${character.codePointAt(0)};`;
/** A space that nobody sees. */
const gap = '&#8203;';
