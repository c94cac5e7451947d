import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that leave a trace when they are started. */
export interface Traps {
  /** A program that leaves a trace of this name, and then does as a program in its place should. Answers its path. */
  program(name: string, then?: string): string;
  /** Settings that make git start one. */
  settings(): readonly (readonly [key: string, value: string])[];
  /** Puts one where git looks for a hook of this name. */
  hook(folder: string, name: string): void;
}

/** The hooks that a command which commits and checks out nothing might start all the same. */
export const everyHook = [
  'post-index-change',
  'reference-transaction',
  'pre-commit',
  'commit-msg',
  'post-checkout',
  'pre-auto-gc',
] as const;

/** Traps below a folder that leave their traces in another. */
export function trapsIn(dir: string, markers: string): Traps {
  const script = (path: string, name: string, then: string): void =>
    writeFileSync(path, `#!/bin/sh\n: >'${join(markers, name)}'\n${then}\n`, { mode: 0o755 });
  const program = (name: string, then = ':'): string => {
    const path = join(dir, `program-${name}`);
    script(path, name, then);
    return path;
  };
  return {
    program,
    hook: (folder, name) => {
      mkdirSync(folder, { recursive: true });
      script(join(folder, name), name, ':');
    },
    settings: () => [
      ['diff.external', program('diff-external')],
      ['diff.evil.textconv', program('textconv', 'cat "$1"')],
      ['diff.evil.command', program('diff-command')],
      ['merge.evil.driver', `${program('merge-driver')} %A`],
      ['filter.evil.clean', program('clean', 'cat; echo changed')],
      ['filter.evil.smudge', program('smudge', 'cat')],
      ['filter.evil.process', program('process', 'exit 1')],
      ['filter.evil.required', 'true'],
      ['core.fsmonitor', program('fsmonitor', 'exit 1')],
      ['core.hooksPath', join(dir, 'hooks')],
      ['core.attributesFile', join(dir, 'attributes')],
      ['core.pager', program('pager', 'cat')],
      ['core.editor', program('editor')],
      ['core.sshCommand', program('ssh')],
      ['core.askPass', program('askpass')],
      ['core.alternateRefsCommand', program('alternate-refs')],
      ['credential.helper', program('credential')],
      ['gpg.program', program('gpg', 'exit 1')],
      ['uploadpack.packObjectsHook', program('pack-objects')],
      ['pager.log', 'true'],
      ['pager.diff', 'true'],
    ],
  };
}
