/** A line of history: one of upstream's branches, or the fork's. */
export interface Line {
  readonly side: 'upstream' | 'fork';
  readonly branch: string;
}

/** What one commit does to one path, or to all of them. */
export type Deed =
  | { readonly kind: 'folder'; readonly folder: string; readonly only: boolean }
  | { readonly kind: 'as-in'; readonly path: string; readonly ref: string }
  | { readonly kind: 'says'; readonly path: string; readonly text: string }
  | { readonly kind: 'link'; readonly path: string; readonly to: string }
  | { readonly kind: 'submodule'; readonly path: string; readonly commit: string }
  | { readonly kind: 'executable' | 'deleted' | 'crlf' | 'lfs'; readonly path: string };

/** One sentence of a history. */
export type Step = CommitStep | { readonly kind: 'tag'; readonly name: string; readonly at: number };

/** A commit; without deeds, and with a `start`, only a branch that begins. */
export interface CommitStep {
  readonly kind: 'commit';
  readonly line: Line;
  /** Where the line starts, `ref: null` for nowhere; null when it goes on. */
  readonly start: { readonly ref: string | null } | null;
  readonly joins: { readonly how: 'merges' | 'squashes'; readonly ref: string } | null;
  readonly deeds: readonly Deed[];
  /** The sentence itself: the commit's subject. */
  readonly sentence: string;
  /** Line number, for messages. */
  readonly at: number;
}

const word = String.raw`"(?:[^"\\]|\\.)*"|[^\s":]+`;
const commit =
  /^(?:upstream (?<branch>[\w.-]+)|fork)(?<start> from \S+| without history)?(?<joins> (?:merges|squashes) [^\s:]+)?(?:: (?<deed>.+))?$/;

/**
 * Reads a history: `fixtures/README.md` tells how it is written.
 * @throws Error that names the line.
 */
export function readHistory(text: string): Step[] {
  const steps: Step[] = [];
  text.split('\n').forEach((raw, i) => {
    const [line, at] = [raw.trimEnd(), i + 1];
    if (line === '' || line.startsWith('#')) return;
    if (/^\s/.test(line)) steps.push(withDeed(steps.pop(), line.trim(), at));
    else steps.push(tagOf(line, at) ?? commitOf(line, at));
  });
  return steps;
}

function tagOf(line: string, at: number): Step | null {
  const [, name] = /^tag (\S+)$/.exec(line) ?? [];
  return name === undefined ? null : { kind: 'tag', name, at };
}

function commitOf(sentence: string, at: number): CommitStep {
  const { groups } = commit.exec(sentence) ?? {};
  if (!groups) throw new Error(`history:${at}: cannot make sense of ${JSON.stringify(sentence)}`);
  const { branch, start, joins, deed } = groups;
  const [how, ref] = joins?.trim().split(' ') ?? [];
  return {
    kind: 'commit',
    line: branch === undefined ? { side: 'fork', branch: 'main' } : { side: 'upstream', branch },
    start: start === undefined ? null : { ref: /^ from (\S+)$/.exec(start)?.[1] ?? null },
    joins: ref !== undefined && (how === 'merges' || how === 'squashes') ? { how, ref } : null,
    deeds: deed === undefined ? [] : [deedOf(deed, at)],
    sentence,
    at,
  };
}

function withDeed(step: Step | undefined, text: string, at: number): Step {
  if (step?.kind !== 'commit')
    throw new Error(`history:${at}: an indented line belongs to a commit, and there is none`);
  return { ...step, deeds: [...step.deeds, deedOf(text, at)] };
}

type Told = (path: string, rest: string) => Deed;

const sentences: readonly (readonly [ending: string, told: Told])[] = [
  [String.raw`as in (\S+)`, (path, ref) => ({ kind: 'as-in', path, ref })],
  [`says ("(?:[^"\\\\]|\\\\.)*")`, (path, text) => ({ kind: 'says', path, text: unquote(text) })],
  [`is a link to (${word})`, (path, to) => ({ kind: 'link', path, to: unquote(to) })],
  ['is a submodule at ([0-9a-f]{40})', (path, id) => ({ kind: 'submodule', path, commit: id })],
  ['is executable()', (path) => ({ kind: 'executable', path })],
  ['is deleted()', (path) => ({ kind: 'deleted', path })],
  ['has CRLF line ends()', (path) => ({ kind: 'crlf', path })],
  ['is an LFS pointer()', (path) => ({ kind: 'lfs', path })],
];

function deedOf(text: string, at: number): Deed {
  const [, only, folder] = /^(only )?([\w./-]+)\/$/.exec(text) ?? [];
  if (folder !== undefined) return { kind: 'folder', folder, only: only !== undefined };
  for (const [ending, told] of sentences) {
    const [, path, rest] = new RegExp(`^(${word}) ${ending}$`).exec(text) ?? [];
    if (path !== undefined && rest !== undefined) return told(unquote(path), rest);
  }
  throw new Error(`history:${at}: cannot make sense of ${JSON.stringify(text)}`);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** A word, or text in double quotes, as bytes (latin1): `\n`, `\t`, `\r`, `\"`, `\\`, and `\xNN` for any byte. */
function unquote(text: string): string {
  const bytes = Buffer.from(text).toString('latin1');
  if (!text.startsWith('"')) return bytes;
  return bytes
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, one: string) =>
      hex === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
}
