/**
 * The one place where text that others wrote (paths, branch names, commit subjects, authors) is made harmless for people's
 * eyes: no control character, no escape sequence, no bidirectional override, no invisible mark reaches a terminal or a log.
 * Bytes that are no UTF-8 (lone surrogates U+DC80..U+DCFF, see `Path`) show as `\xNN`.
 */
export function display(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu,
    escapeOne,
  );
}

/**
 * Makes a text that a log may show, many lines of it, give no command to a CI runner: it obeys `::command::` at the start of
 * a line and `##[command]`, `##vso[` and `##teamcity[` anywhere, and compares as if invisible marks were not there.
 */
export function harmless(shown: string): string {
  return shown
    .replace(/^((?:[^\S\n]|\p{Default_Ignorable_Code_Point})*):(?=\p{Default_Ignorable_Code_Point}*:)/gmu, '$1\\x3a')
    .replace(/(?<=#\p{Default_Ignorable_Code_Point}*)#/gu, '\\x23');
}

const short: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeOne(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  return short[character] ?? (code <= 0xff ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
