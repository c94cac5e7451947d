import { Complaint } from '../complaint.ts';
import { nearest } from '../nearest.ts';
import type { Commands } from './cli.ts';
import { checking, where } from './options.ts';
import { sentence } from './sentence.ts';

/** Every command: the compiler holds the list to that. */
const names = Object.keys({
  check: 0,
  rules: 0,
  explain: 0,
  plan: 0,
  preflight: 0,
  api: 0,
  copy: 0,
  port: 0,
  carry: 0,
  export: 0,
  init: 0,
  hook: 0,
  ci: 0,
} satisfies Record<keyof Commands, 0>);

/** The command that help is asked for, when one was typed. */
const helped = ([first = '', second = '']: readonly string[]): string => {
  if (!names.includes(first)) return '';
  return ['carry', 'hook'].includes(first) && /^[a-z]+$/.test(second) ? `${first} ${second} ` : `${first} `;
};

/** What was typed and is neither flag nor command, with the nearest that is. */
export function misread(message: string, argv: readonly string[]): Complaint {
  const [, word] = /^Unknown arguments?: ([^,]*)/.exec(message.trim()) ?? [];
  if (word === undefined) return new Complaint(sentence(message), `fork-lint ${helped(argv)}--help`);
  const flag = argv.find((arg) => /^--?/.test(arg) && arg.replace(/^--?|=.*$/gs, '') === word);
  if (flag === undefined && word !== argv[0]) return new Complaint(`${word} is not expected here`, 'fork-lint --help');
  const known = flag === undefined ? names : Object.keys({ ...where, ...checking }).map((name) => `--${name}`);
  const typed = flag === undefined ? word : flag.replace(/=.*$/s, '');
  const meant = nearest(typed, known);
  return new Complaint(
    `there is no ${flag === undefined ? 'command' : 'flag'} ${typed}${meant ? `; did you mean ${meant}?` : ''}`,
    'fork-lint --help',
  );
}
