import { setFlagsFromString } from 'node:v8';
import { braceExpand } from 'minimatch';

/** Says what is wrong with a text, null if nothing. */
export type Check = (value: string) => string | null;

const longest = 500;
/** `{a,b}` ten times over is a thousand patterns; past its own cap the library drops patterns without a word. */
const mostPatterns = 1000;

/** A glob of paths or branches, relative to the root. */
export const glob: Check = (value) => {
  if (value.length > longest) return `a glob of ${value.length} characters; at most ${longest} are read`;
  if (value.startsWith('!')) return `${shown(value)} is negated; list what to match instead`;
  if (/^\/|^\.\.?\/|\/\.\.?\//.test(value))
    return `${shown(value)} matches nothing: globs start at the root, without / or ./ or ../`;
  const open = unclosed(value);
  if (open !== null) return `${shown(value)} is no glob: ${open} is never closed`;
  const patterns = braceExpand(value, {
    braceExpandMax: mostPatterns + 1,
  }).length;
  return patterns > mostPatterns ? `${shown(value)} stands for more than ${mostPatterns} globs` : null;
};

/** V8's bounded engine leaves alone what repeats a part more often by numbers: `(a{1,2}){1,4}` is the most, as measured. */
const mostTimes = 8;

/**
 * Lets V8 finish what it can with its engine that never goes back, once its usual one has gone back too often: `(a+)+b` takes
 * longer than anybody waits on forty characters. To be called before an expression or glob of a config is compiled.
 */
export function boundExpressions(): void {
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
}

/** A regular expression in JavaScript's dialect, of the kind that the bounded engine understands. */
export const pattern: Check = (value) => {
  if (value.length > longest) return `a regular expression of ${value.length} characters; at most ${longest} are read`;
  if (/\\[1-9k]|\(\?<?[=!]/.test(value.replace(/\\[^1-9k]/gs, '')))
    return `${shown(value)} looks around or back, and so may never end; write it without`;
  const times = timesIn(value);
  if (times > mostTimes) return `${shown(value)} repeats something ${times} times by {}; at most ${mostTimes} are read`;
  try {
    // an expression too large is found out by the first use only
    new RegExp(value, 'm').test('');
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(error.message.lastIndexOf(': ') + 2) : String(error);
    return `${shown(value)} is no regular expression: ${reason}`;
  }
};

/** How often a part of an expression is repeated by numbers in braces, those in one another multiplied. */
function timesIn(expression: string): number {
  const groups = [1];
  let last = 1;
  for (const [token, least = '', most = ''] of expression.matchAll(
    /\\.|\[(?:\\.|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|./gs,
  )) {
    if (token === '(') groups.push(1);
    else if (token === ')') last = groups.length > 1 ? (groups.pop() ?? 1) : 1;
    else last = least === '' ? 1 : last * Math.max(Number(least), Number(most));
    groups.push(Math.max(groups.pop() ?? 1, token === '(' ? 1 : last));
  }
  return Math.max(...groups);
}

/** The path of a file that cannot lie outside the repository, whatever system reads it. */
export const insidePath: Check = (value) => {
  if (hasControls(value)) return `${shown(value)} holds control characters`;
  if (/^[/\\~]|^[a-z]:/i.test(value))
    return `${shown(value)} is absolute; a path from the root of the repository belongs here`;
  const parts = value.split(/[/\\]/);
  if (parts.includes('..')) return `${shown(value)} leads out with ..; a path inside the repository belongs here`;
  // commands write this file, and git runs what lies there
  if (parts.some((part) => part.toLowerCase() === '.git')) return `${shown(value)} lies in git's own folder`;
  return ['', '.'].includes(parts.at(-1) ?? '') ? `${shown(value)} is a folder; a file belongs here` : null;
};

/** The name of a commit or a remote, or a URL: something that ends up on git's command line. The value is not repeated, it may hold a password. */
export const gitName: Check = (value) => {
  if (value.startsWith('-')) return 'starts with -, as only an option of git does';
  if (/^[\w+.-]+::/.test(value)) return 'names a program for git to run (word::); a plain URL or a name belongs here';
  return hasControls(value) ? 'holds control characters' : null;
};

/** A user's text, safe and short enough to stand in a sentence. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
}

/** A sentence of the YAML library, which may repeat what the file holds. */
export function printable(sentence: string): string {
  const escaped = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return sentence.slice(0, 200).replace(/[\u0000-\u001f\u007f-\u009f]/g, escaped);
}

function hasControls(value: string): boolean {
  return /[\u0000-\u001f\u007f-\u009f]/.test(value);
}

/** The bracket that a glob opens and never closes: minimatch takes it for itself, and then the glob matches nothing. */
function unclosed(value: string): string | null {
  const bare = value.replace(/\\./gs, '').replace(/\[[!^]?\]?[^\]]*\]/g, '');
  if (bare.includes('[')) return '[';
  const opened = [...bare].reduce((depth, one) => Math.max(0, depth + (one === '{' ? 1 : one === '}' ? -1 : 0)), 0);
  return opened > 0 ? '{' : null;
}
