/** How our part of a hook begins and ends: all that uninstall needs to know. */
const begin = '# >>> fork-lint >>>';
const made = '# >>> fork-lint made this file >>>';
const end = '# <<< fork-lint <<<';

/** The name that a hook which was there before ours is kept under, beside it. */
export const keptAs = 'pre-push.before-fork-lint';

/** The words that a shell reads as exactly this text. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export interface BlockOptions {
  /** The fork-lint that is run where none is installed in the work tree; null in files that are committed. */
  readonly program: string | null;
  /** True when nothing but our part is in the file. */
  readonly whole: boolean;
  /** Whether the hook that was there before is kept beside ours, and to be run after it. */
  readonly chain: boolean;
}

/** Runs fork-lint by a node that is new enough, also one of a version manager: graphical clients give hooks a bare PATH. */
const search = `fork_lint() (
  for node in "\${FORK_LINT_NODE:-}" node_modules/.bin/node "$(command -v node)" \\
    "\${VOLTA_HOME:-\${HOME:-}/.volta}"/bin/node "\${NVM_DIR:-\${HOME:-}/.nvm}"/versions/node/*/bin/node \\
    "\${FNM_DIR:-\${HOME:-}/.local/share/fnm}"/node-versions/*/installation/bin/node \\
    "\${HOME:-}/Library/Application Support/fnm"/node-versions/*/installation/bin/node \\
    "\${ASDF_DATA_DIR:-\${HOME:-}/.asdf}"/installs/nodejs/*/bin/node \\
    /opt/homebrew/bin/node /usr/local/bin/node /usr/bin/node; do
    case $("$node" -v 2>/dev/null) in v2[0-9].* | v[3-9][0-9].*) ;; *) continue ;; esac
    PATH=$(dirname "$node"):$PATH
    export PATH
    if [ -x node_modules/.bin/fork-lint ]; then exec node_modules/.bin/fork-lint hook run "$@"; fi
    program=PROGRAM
    if [ -f "$program" ]; then exec "$node" "$program" hook run "$@"; fi
    if command -v fork-lint >/dev/null; then exec fork-lint hook run "$@"; fi
    echo 'fork-lint: the push is blocked, for fork-lint is not installed here (npm install --global fork-lint); git push --no-verify pushes unchecked' >&2
    exit 2
  done
  echo 'fork-lint: the push is blocked, for there is no node >= 20 (FORK_LINT_NODE may name one); git push --no-verify pushes unchecked' >&2
  exit 2
)
`;

/**
 * Our part of a hook. It reads what git says, checks it, and gives the same to what follows. Not to have checked is
 * never a pass.
 */
export function block({ program, whole, chain }: BlockOptions): string {
  return `${whole ? made : begin}
# Checks what is pushed. To take it away: fork-lint hook uninstall
${search.replace('PROGRAM', () => quoted(program ?? ''))}fork_lint_refs=$(cat)
if [ -n "$fork_lint_refs" ]; then printf '%s\\n' "$fork_lint_refs"; fi | fork_lint "$@" || exit $?
if [ -n "$fork_lint_refs" ]; then
  exec <<FORK_LINT_REFS
$fork_lint_refs
FORK_LINT_REFS
else
  exec </dev/null
fi
${chain ? `if [ -x "$(dirname "$0")/${keptAs}" ]; then exec "$(dirname "$0")/${keptAs}" "$@"; fi\n` : ''}${end}
`;
}

/** A hook file of our own. */
export const hookFile = (options: Omit<BlockOptions, 'whole'>): string =>
  `#!/bin/sh\n${block({ ...options, whole: true })}`;

/** A file with our part in it, taken apart. */
export interface Parted {
  /** True when we made the file. */
  readonly whole: boolean;
  /** The file without our part; of a file that we made, what somebody added since. */
  readonly rest: string;
}

/** Takes our part out of a file; null when it has none. */
export function part(text: string): Parted | null {
  const starts = [begin, made].map((line) => ({ line, at: text.indexOf(`${line}\n`) }));
  const start = starts.find(({ at }) => at >= 0);
  const stop = text.indexOf(`${end}\n`, start?.at ?? 0);
  if (!start || stop < 0) return null;
  const whole = start.line === made;
  const before = text.slice(0, start.at);
  return { whole, rest: (whole && before === '#!/bin/sh\n' ? '' : before) + text.slice(stop + end.length + 1) };
}
