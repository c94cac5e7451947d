/** A command that GitHub's runner found in a log. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const known = new Set([
  ...['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'echo', 'add-mask', 'add-path', 'add-matcher'],
  ...['remove-matcher', 'set-env', 'set-output', 'save-state', 'stop-commands'],
]);

/**
 * What GitHub's runner would obey in a log, by its own rules (`ActionCommand.cs` of actions/runner, told anew): a line is
 * first read as `::name properties::data` after leading space, then as `##[name properties]data` from anywhere. Strings are
 * compared by culture there, which skips what nobody sees; so each line is also read without such characters.
 */
export function commandsIn(log: string): Command[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const bare = line.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu, '');
    const command = modern(line) ?? modern(bare) ?? old(line) ?? old(bare);
    return command ? [command] : [];
  });
}

function modern(line: string): Command | null {
  const trimmed = line.replace(/^[\s\u0085]+/u, '');
  const end = trimmed.indexOf('::', 2);
  if (!trimmed.startsWith('::') || end < 0) return null;
  return commandOf(trimmed.slice(2, end), trimmed.slice(end + 2), {
    between: ',',
    escapes: { '%3A': ':', '%2C': ',' },
  });
}

function old(line: string): Command | null {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  if (start < 0 || end < 0) return null;
  return commandOf(line.slice(start + 3, end), line.slice(end + 1), {
    between: ';',
    escapes: { '%3B': ';', '%5D': ']' },
  });
}

interface Syntax {
  readonly between: string;
  readonly escapes: Readonly<Record<string, string>>;
}

function commandOf(info: string, data: string, { between, escapes }: Syntax): Command | null {
  const space = info.indexOf(' ');
  const name = space < 0 ? info : info.slice(0, space);
  if (!known.has(name.toLowerCase())) return null;
  const pairs = (space < 0 ? '' : info.slice(space + 1).trim()).split(between).flatMap((pair): [string, string][] => {
    const [, key, value] = /^=*([^=]+)=+(.+)$/s.exec(pair) ?? [];
    return key === undefined || value === undefined ? [] : [[key, plain(value, escapes)]];
  });
  return { name, properties: Object.fromEntries(pairs), data: plain(data, {}) };
}

/** The percent sign comes last, as in the runner. */
function plain(text: string, escapes: Readonly<Record<string, string>>): string {
  const all = { '%0D': '\r', '%0A': '\n', ...escapes, '%25': '%' };
  return Object.entries(all).reduce((sum, [escaped, meant]) => sum.replaceAll(escaped, meant), text);
}
